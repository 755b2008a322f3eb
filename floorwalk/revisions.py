"""Bringing the databases to their newest revision. Apart from the databases themselves, since only who opens one needs
the library for it, and every sub-command would wait until that is loaded."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from floorwalk.database_trouble import naming
from floorwalk.schemas import NotMigrated, Schema, database_exists, schemas
from floorwalk.settings import Settings
from services.eventlog.database import make_schema, migrating, reading


def migrate_all(settings: Settings) -> dict[str, list[str]]:
    """Bring every database to its newest revision; tells the revisions that were run, by database.

    Raises:
        DatabaseTrouble: one cannot be used; those before it are at their newest.
        NotMigrated: one is newer than this program.
    """
    applied = {}
    for schema in schemas(settings):
        engine = schema.open()
        try:
            with naming(schema.name, schema.url):
                applied[schema.name] = bring_to_head(schema, engine)
        finally:
            engine.dispose()
    return applied


def bring_to_head(schema: Schema, engine: Engine) -> list[str]:
    """Run the revisions that are missing, and name them. Whoever comes at the same time waits, and finds none.

    All of them, or none, in one transaction, under the lock that the database has for it.
    """
    config = _config(schema)
    with migrating(engine) as connection:
        make_schema(connection)
        before = _applied(schema, connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "heads")
        return [revision for revision in _applied(schema, connection) if revision not in before]


def missing_revisions(schema: Schema, engine: Engine) -> list[str]:
    """The revisions that the database does not have yet."""
    with reading(engine) as connection:
        applied = _applied(schema, connection)
    return [revision for revision in _all(schema) if revision not in applied]


def require_newest(schema: Schema, engine: Engine) -> None:
    """
    Raises:
        NotMigrated: a revision is missing.
        SQLAlchemyError: the database does not answer.
    """
    if not database_exists(schema.url):
        setting = f"FLOORWALK_{schema.name.upper()}_DB"
        helps = f"run `floorwalk migrate`, or set {setting} to where it is"
        raise NotMigrated(f"there is no {schema.name} database here yet, {helps}")
    if missing := missing_revisions(schema, engine):
        raise NotMigrated(f"run `floorwalk migrate`, the {schema.name} database lacks {', '.join(missing)}")


def _applied(schema: Schema, connection: Connection) -> list[str]:
    heads = MigrationContext.configure(connection).get_current_heads()
    script = ScriptDirectory.from_config(_config(schema))
    known = {step.revision for step in script.walk_revisions()}
    if unknown := sorted(set(heads) - known):
        at = f"the {schema.name} database is at {', '.join(unknown)}"
        raise NotMigrated(f"{at}, which this version does not know; install the newer one that migrated it")
    return [step.revision for head in heads for step in script.iterate_revisions(head, "base")]


def _all(schema: Schema) -> list[str]:
    return [step.revision for step in ScriptDirectory.from_config(_config(schema)).walk_revisions()]


def _config(schema: Schema) -> Config:
    config = Config()
    config.set_main_option("path_separator", "newline")
    config.set_main_option("script_location", str(files("floorwalk.migrations")))
    config.set_main_option("version_locations", "\n".join(_folder(place) for place in schema.places))
    return config


def _folder(place: str) -> str:
    package, _, name = place.rpartition(".")
    return str(Path(str(files(package))) / name)
