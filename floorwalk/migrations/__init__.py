"""Where Alembic begins; the revisions themselves stand beside the tables they make."""
