"""How the tables of a log came to be, revision by revision."""
