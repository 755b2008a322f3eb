"""The one place where the two databases are told apart."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, collate, func, select
from sqlalchemy.dialects import postgresql, sqlite

_GENERATIONS = 0x666C6F6F
"""The advisory locks of generations, apart from all others in this database."""


def insert_or_update(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    """An insert that can be told what to do when the key is there; both are spelled and used in the same way."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def in_byte_order(column: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """To sort texts as Python does; PostgreSQL would sort them as its language does."""
    if dialect == "postgresql" and isinstance(column.type, String):
        return collate(column, "C")
    return column


def hold(number: ColumnElement[int], dialect: str) -> list[ColumnElement[Any]]:
    """To select beside a generation's number: until the transaction ends, nobody may drop its tables.

    On a server, a table that is dropped is gone even for those whose snapshot is older. In a file it is not.
    """
    return [func.pg_advisory_xact_lock_shared(_GENERATIONS, number)] if dialect == "postgresql" else []


def is_held(connection: Connection, number: int) -> bool:
    """Whether somebody still reads a generation; if not, nobody can until the transaction ends."""
    if connection.dialect.name != "postgresql":
        return False
    return not connection.execute(select(func.pg_try_advisory_xact_lock(_GENERATIONS, number))).scalar_one()
