"""How the directory's tables came to be, revision by revision."""
