"""Do the databases answer, are they at the newest schema, and does their clock agree with ours?"""

from __future__ import annotations

import time

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from floorwalk.database_trouble import what_helps
from floorwalk.doctor.findings import Finding, Wrong
from floorwalk.revisions import missing_revisions
from floorwalk.schemas import NotMigrated, Schema, database_exists
from services.eventlog.database import open_database, reading

_PATIENCE_SECONDS = 5.0
_OLDEST_POSTGRESQL = 15
_CLOCKS_MAY_DIFFER = 2.0
"""Seconds. Leases go by the clocks of those who hold them."""


def look_at_database(schema: Schema) -> Finding:
    """One database of the installation."""
    part = f"{schema.name} database"
    if not database_exists(schema.url):
        return Finding(part, wrong="not made yet; `floorwalk migrate` makes it")
    engine = open_database(schema.url, patience=_PATIENCE_SECONDS)
    try:
        if missing := missing_revisions(schema, engine):
            raise Wrong(f"not at the newest revision, run `floorwalk migrate`: {', '.join(missing)}")
        return Finding(part, "at the newest revision" if schema.is_file else _look_at_server(engine))
    except (Wrong, NotMigrated) as err:
        return Finding(part, wrong=str(err))
    except SQLAlchemyError as err:
        return Finding(part, wrong=what_helps(schema.name, schema.url, err))
    finally:
        engine.dispose()


def _look_at_server(engine: sa.Engine) -> str:
    with reading(engine) as connection:
        began = time.time()
        version = int(connection.execute(sa.text("SHOW server_version_num")).scalar_one()) // 10_000
        theirs = float(connection.execute(sa.text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())
    if version < _OLDEST_POSTGRESQL:
        raise Wrong(f"is PostgreSQL {version}; it must be {_OLDEST_POSTGRESQL} or newer")
    if abs(theirs - began) > _CLOCKS_MAY_DIFFER + time.time() - began:
        raise Wrong(f"its clock differs from ours by {theirs - began:.1f} s; have both machines set by NTP")
    return f"at the newest revision, on PostgreSQL {version}"
