"""What a database has to know of tables that were just filled, to plan its questions well."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from services.eventlog.database import writing
from services.followup.readmodel.tables import generation

_LOOKED_AT = 1000
"""Rows of an index that are looked at in a file, so that whoever writes waits for milliseconds only."""


def tidy(engine: Engine, number: int) -> None:
    """Have the tables of a generation counted and, on a server, the rows forgotten that its filling left behind: an
    index kept thirty of them for each that counts. A server would come to it by itself, minutes later; so it is no
    failure where it is too busy now.
    """
    names = generation(number).metadata.tables
    with suppress(OperationalError):
        if engine.dialect.name == "postgresql":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for name in names:
                    connection.exec_driver_sql(f'VACUUM (ANALYZE) "{name}"')
        else:
            with writing(engine) as connection:
                connection.exec_driver_sql(f"PRAGMA analysis_limit = {_LOOKED_AT}")
                for name in names:
                    connection.exec_driver_sql(f'ANALYZE "{name}"')
