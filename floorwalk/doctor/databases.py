"""Do the databases answer, are they at the newest schema, and does their clock agree with ours?"""

from __future__ import annotations

import time

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from floorwalk.doctor.findings import Finding, Wrong
from floorwalk.schemas import Schema, database_exists, missing_revisions
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
    except Wrong as err:
        return Finding(part, wrong=str(err))
    except SQLAlchemyError as err:
        return Finding(part, wrong=_what_helps(schema, err))
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


def _what_helps(schema: Schema, err: SQLAlchemyError) -> str:
    said = " ".join(str(getattr(err, "orig", err)).split())
    name = f"FLOORWALK_{schema.name.upper()}_DB"
    if schema.is_file or not isinstance(err, OperationalError):
        return f"cannot be read: {said}"
    if "does not exist" in said and "database" in said:
        return f"{said}; make it with `createdb`, then run `floorwalk migrate`"
    if "password" in said or "authentication" in said or "role" in said:
        return f"refuses us: {said}; set user and password in {name}"
    return f"does not answer: {said}; start it, or set {name} to where it is"
