"""The databases come to their newest schema once, however often and by however many it is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from floorwalk.revisions import bring_to_head, migrate_all, missing_revisions
from floorwalk.schemas import Schema, schemas
from floorwalk.settings import Settings, settings_from
from services.eventlog.tables import create_tables as create_log_tables
from services.followup.tables.creating import create_tables as create_followup_tables
from services.observation.counselling.tables import metadata as counselling_tables
from services.observation.directory.tables import metadata as directory_tables
from services.observation.keyring import metadata as keyring_tables
from web.accounts.tables import create_tables as create_account_tables

Described = dict[str, dict[str, Any]]


CREATE = {
    "observation": (create_log_tables, directory_tables.create_all),
    "counselling": (create_log_tables, counselling_tables.create_all),
    "followup": (create_log_tables, create_followup_tables),
    "keyring": (keyring_tables.create_all,),
    "web": (create_account_tables,),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_from({"FLOORWALK_HOME": str(tmp_path)})


def test_it_is_done_once(settings: Settings) -> None:
    applied = migrate_all(settings)
    assert applied["observation"] == [
        "directory_0004",
        "directory_0003",
        "directory_0002",
        "directory_0001",
        "log_0001",
    ]
    assert all(applied.values())
    assert not any(migrate_all(settings).values())


def test_a_database_that_is_behind_says_so(settings: Settings) -> None:
    for schema in schemas(settings):
        engine = schema.open()
        assert missing_revisions(schema, engine)
        bring_to_head(schema, engine)
        assert missing_revisions(schema, engine) == []
        engine.dispose()


def test_many_at_the_same_time_do_it_once(settings: Settings) -> None:
    (schema,) = (each for each in schemas(settings) if each.name == "followup")

    def migrate(_number: int) -> list[str]:
        engine = schema.open()
        try:
            return bring_to_head(schema, engine)
        finally:
            engine.dispose()

    with ThreadPoolExecutor(4) as together:
        outcomes = list(together.map(migrate, range(4)))
    (once,) = filter(None, outcomes)
    assert {revision.rpartition("_")[0] for revision in once} == {"followup", "log"}


@pytest.mark.parametrize("name", CREATE)
def test_the_revisions_make_what_the_code_knows(settings: Settings, name: str) -> None:
    (schema,) = (each for each in schemas(settings) if each.name == name)
    engine = schema.open()
    bring_to_head(schema, engine)
    made = _described(engine)
    engine.dispose()
    assert made == _described_by_code(schema, settings.home / "other.db")


def _described_by_code(schema: Schema, file: Path) -> Described:
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        for create in CREATE[schema.name]:
            create(connection)
    described = _described(engine)
    engine.dispose()
    return described


def _described(engine: sa.Engine) -> Described:
    """Tables with columns, keys, what is unique, indexes and first rows, by name."""
    inspected, described = sa.inspect(engine), {}
    for name in inspected.get_table_names():
        if name == "alembic_version":
            continue
        with engine.connect() as connection:
            rows = connection.execute(sa.text(f'SELECT * FROM "{name}"')).all()
        described[name] = {
            "columns": [{**each, "type": str(each["type"])} for each in inspected.get_columns(name)],
            "key": inspected.get_pk_constraint(name)["constrained_columns"],
            "unique": sorted(each["column_names"] for each in inspected.get_unique_constraints(name)),
            "indexes": sorted(
                (each["name"], each["column_names"], each["unique"]) for each in inspected.get_indexes(name)
            ),
            "rows": [tuple(row) for row in rows],
        }
    return described
