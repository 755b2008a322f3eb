"""The write side: what supervisors and reps do becomes events, after the rules of coaching have had their say."""
