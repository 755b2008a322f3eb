"""Run by Alembic: the transaction is the caller's, who holds the database's write lock."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
