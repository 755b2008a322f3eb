"""A floor to try things on: two sites, six teams, 48 invented reps, and a week of notes. See NOTICE."""
