"""How the tables of the write side came to be: the directory's and the keyring's."""
