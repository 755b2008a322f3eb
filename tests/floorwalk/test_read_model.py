"""A home that another version of the code filled is made readable, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from floorwalk.command import program
from floorwalk.read_model import make_readable, require_readable
from floorwalk.revisions import migrate_all
from floorwalk.schemas import NotMigrated
from floorwalk.settings import Settings, settings_from
from services.eventlog.database import open_database, writing


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = settings_from({"FLOORWALK_HOME": str(tmp_path)})
    migrate_all(settings)
    return settings


def fill_by_another_version(settings: Settings) -> None:
    engine = open_database(settings.followup_db)
    with writing(engine) as connection:
        connection.execute(text("UPDATE generations SET shape = 'of old'"))
    engine.dispose()


def test_a_fresh_home_needs_nothing(settings: Settings) -> None:
    assert make_readable(settings, "test") is False


def test_a_process_that_cannot_read_it_says_what_to_do(settings: Settings) -> None:
    fill_by_another_version(settings)
    engine = open_database(settings.followup_db)
    with pytest.raises(NotMigrated, match="floorwalk migrate"):
        require_readable(engine)
    assert make_readable(settings, "test") is True
    require_readable(engine)
    engine.dispose()
    assert make_readable(settings, "test") is False


def test_migrate_does_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_by_another_version(settings)
    for name in ("FLOORWALK_TEST_POSTGRES", "FLOORWALK_TEST_AMQP"):
        monkeypatch.delenv(name, raising=False)
    done = CliRunner().invoke(program, ["migrate", "--home", str(settings.home)])
    assert (done.exit_code, "made anew" in done.output) == (0, True)
