"""What every process of the scaled set-up begins with: its settings, and databases that are as its code needs them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection

import structlog
from sqlalchemy.exc import SQLAlchemyError

from floorwalk.database_trouble import what_helps
from floorwalk.installation import Installation, given_installation
from floorwalk.read_model import require_readable
from floorwalk.revisions import require_newest
from floorwalk.schemas import Schema, schemas
from floorwalk.settings import DEFAULT_PORT, Settings

log = structlog.get_logger()

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 5.0


def installation_here() -> Installation:
    """What the environment says, and nothing that another process left behind.

    Raises:
        SettingsError: a setting is unknown, invalid or insecure.
    """
    return given_installation(None, os.environ, DEFAULT_PORT)


def await_schemas(settings: Settings, names: Collection[str], pause: Callable[[float], object] = time.sleep) -> None:
    """Returns when these databases answer and are at the newest schema. One that is away is waited for.

    Raises:
        NotMigrated: one answers, and is not.
    """
    for schema in schemas(settings):
        tries = 0
        while schema.name in names and not _is_newest(schema):
            tries += 1
            pause(min(_FIRST_PAUSE * 2**tries, _LONGEST_PAUSE))


def _is_newest(schema: Schema) -> bool:
    """False where the database does not answer."""
    engine = schema.open()
    try:
        require_newest(schema, engine)
        if schema.name == "followup":
            require_readable(engine)
    except SQLAlchemyError as err:
        log.warning("waiting for a database", database=schema.name, reason=what_helps(schema.name, schema.url, err))
        return False
    finally:
        engine.dispose()
    return True
