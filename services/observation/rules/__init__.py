"""The rules of coaching, pure: what is, what may follow from it. No clock, no database, no framework."""
