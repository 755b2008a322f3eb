"""Writing what a batch has changed: one insert-or-update for each table, after what was taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    delete,
    select,
    text,
)
from sqlalchemy.dialects import postgresql

from services.eventlog.arrays import Flags, Numbers, Texts
from services.followup.dialects import insert_or_update
from services.followup.projection.working_set import Row, WorkingSet
from services.followup.readmodel.tables import Generation


def store(connection: Connection, generation: Generation, work: WorkingSet) -> None:
    """Bring the tables to what the working set says."""
    for name, table in generation.tables.items():
        shelf = work.shelves[name]
        if shelf.removed:
            row = and_(*(column == bindparam(f"key_{column.name}") for column in table.primary_key))
            keys = [{f"key_{column}": value for column, value in key.items()} for key in shelf.removed]
            connection.execute(delete(table).where(row), keys)
        if rows := shelf.changed:
            if connection.dialect.name == "postgresql":
                statement, columns = _upsert_of_columns(table, connection.dialect)
                arrays = tuple(made([row[column] for row in rows]) for column, made in columns)
                connection.exec_driver_sql(statement, arrays)
            else:
                statement, parameters = _upsert(table, connection.dialect)
                connection.exec_driver_sql(statement, [parameters(row) for row in rows])


def _written(insert: Any, column: Column[Any]) -> ColumnElement[Any]:
    """What takes the place of what is there; of counts, the sum of both."""
    fresh: ColumnElement[Any] = insert.excluded[column.name]
    return column + fresh if column.table.name.startswith("effects_") else fresh


@lru_cache(maxsize=128)
def _upsert(table: Table, dialect: Dialect) -> tuple[str, Callable[[Row], Any]]:
    """The statement as the driver takes it, and what makes a row the driver's parameters.

    SQLAlchemy would look at every value of every row again, which is a quarter of a rebuild.
    """
    compiled = _or_update(table, insert_or_update(table, dialect.name)).compile(dialect=dialect)
    names = compiled.positiontup
    return str(compiled), itemgetter(*names) if names else dict


Made = Callable[[list[Any]], list[Any]]

_ARRAYS: dict[type[Any], Made] = {String: Texts, BigInteger: Numbers, Integer: Numbers, Boolean: Flags}
"""Of most columns it is known what they hold, and the driver need not look at each value to find out."""


@lru_cache(maxsize=128)
def _upsert_of_columns(table: Table, dialect: Dialect) -> tuple[str, list[tuple[str, Made]]]:
    """The statement that takes each column as an array, and the columns in their order with what makes the array. A
    server is a journey away, and so takes all rows at once."""
    arrays = ", ".join(f"%b::{column.type.compile(dialect)}[]" for column in table.c)
    rows = select(text("*")).select_from(text(f"unnest({arrays})"))
    insert = postgresql.insert(table).from_select(list(table.c), rows)
    statement = str(_or_update(table, insert).compile(dialect=dialect)).replace("%%b", "%b")
    return statement, [(column.name, _ARRAYS.get(type(column.type), list)) for column in table.c]


def _or_update(table: Table, insert: Any) -> Any:
    key = [column.name for column in table.primary_key]
    rest = {column.name: _written(insert, column) for column in table.c if column.name not in key}
    return insert.on_conflict_do_update(index_elements=key, set_=rest)
