"""One database of an installation, for a sub-command that works on it whether the product runs or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from floorwalk.database_trouble import naming
from floorwalk.revisions import require_newest
from floorwalk.schemas import schemas
from floorwalk.settings import Settings


@contextmanager
def opened(settings: Settings, name: str) -> Iterator[Engine]:
    """
    Raises:
        NotMigrated
        DatabaseTrouble: it cannot be used, or goes away in the middle.
    """
    schema = next(schema for schema in schemas(settings) if schema.name == name)
    engine = schema.open()
    try:
        with naming(schema.name, schema.url):
            require_newest(schema, engine)
            yield engine
    finally:
        engine.dispose()
