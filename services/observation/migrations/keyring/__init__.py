"""How the keyring's table came to be, revision by revision."""
