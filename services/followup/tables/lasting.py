"""What the tables have in common that outlive every generation of the read model.

Instants of the domain are whole microseconds; ``…_system`` ones are system time, which leases and lag go by.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, MetaData

ONLY = 1
"""The key of tables that have one row."""

metadata = MetaData()


def only() -> Column[Any]:
    return Column("id", Integer, primary_key=True, autoincrement=False)
