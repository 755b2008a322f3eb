"""The one place where the two databases are told apart."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, Table, collate
from sqlalchemy.dialects import postgresql, sqlite


def insert_or_update(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    """An insert that can be told what to do when the key is there; both are spelled and used in the same way."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def in_byte_order(column: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """To sort texts as Python does; PostgreSQL would sort them as its language does."""
    if dialect == "postgresql" and isinstance(column.type, String):
        return collate(column, "C")
    return column
