"""How the web's tables came to be, revision by revision."""
