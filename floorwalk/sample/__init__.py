"""A floor to try things on: two sites, six teams, 48 invented reps, a week of notes and four of signals. See NOTICE."""
