"""Which columns each table of the read model has: a module for each noun."""
