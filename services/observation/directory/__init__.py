"""Who is in which team, and what the catalogue holds: tables kept in the same transaction as the log.

The write side decides by them, so they may not lag behind; each module holds the SQL of its subject.
"""
