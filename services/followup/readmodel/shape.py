"""What sets one version of the read model apart from another: its columns, and what events come to mean in them.

A generation that was filled by another version is not read: it is filled anew beside the old one, and switched.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

from sqlalchemy import Table

from services.followup.readmodel.tables import generation

MEANING = 1
"""Raise it when events come to mean other rows in the same columns."""


@cache
def shape() -> str:
    """A few characters that change with the version."""
    told = "\n".join((str(MEANING), *(line for table in generation(0).tables.values() for line in _lines(table))))
    return blake2b(told.encode(), digest_size=8).hexdigest()


def _lines(table: Table) -> Iterator[str]:
    for column in table.c:
        yield f"{table.name}.{column.name} {column.type!r} {column.nullable} {column.primary_key}"
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield f"{index.name} {' '.join(column.name for column in index.columns)}"
