"""The routes of the write side, a module a noun."""
