"""How the read side's tables came to be, revision by revision."""
