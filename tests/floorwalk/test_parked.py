"""What could not be applied is listed and replayed by whoever operates the product."""

from __future__ import annotations

import os
from pathlib import Path

import orjson
from click.testing import CliRunner
from sqlalchemy import Engine, select, update

from floorwalk.commands.parked import command
from floorwalk.revisions import bring_to_head
from floorwalk.schemas import schemas
from floorwalk.settings import settings_from
from services.eventlog.database import writing
from services.followup.projection.live import LiveProjector
from services.followup.tables.incoming import parked
from tests.followup.cast import Floor, named

RUNNER = CliRunner(env={name: None for name in os.environ if name.startswith("FLOORWALK_")})
"""Without what the environment says of other installations."""


def read_side(home: Path, floor: Floor) -> Engine:
    """It has taken in all that happened on the floor."""
    home.mkdir(exist_ok=True)
    schema = next(each for each in schemas(settings_from({"FLOORWALK_HOME": str(home)})) if each.name == "followup")
    engine = schema.open()
    bring_to_head(schema, engine)
    LiveProjector(engine).apply(floor.events)
    return engine


def with_a_broken_note() -> Floor:
    floor = Floor()
    floor.team("north")
    floor.person("alice", "north")
    floor.noted("broken", "alice")
    del floor.events[-1]["data"]["kind"]
    floor.noted("behind it", "alice")
    return floor


def mend(engine: Engine) -> None:
    """As a newer version of the code would, which makes do without what is missing."""
    with writing(engine) as connection:
        position = select(parked.c.position).order_by(parked.c.position).limit(1).scalar_subquery()
        first = parked.c.position == position
        event = orjson.loads(connection.execute(select(parked.c.body).where(first)).scalar_one())
        event["data"]["kind"] = "praise"
        connection.execute(update(parked).where(first).values(body=orjson.dumps(event)))


def test_it_lists_what_waits_and_replays_it_once_it_can_be_applied(tmp_path: Path) -> None:
    engine = read_side(tmp_path / "var", with_a_broken_note())
    home = ["--home", str(tmp_path / "var")]
    listed = RUNNER.invoke(command, ["list", *home])
    assert listed.exit_code == 0
    assert "observation.recorded: KeyError: 'kind'" in listed.output
    assert "2 events wait" in listed.output
    refused = RUNNER.invoke(command, ["replay", *home, "--json"])
    assert refused.exit_code == 1
    assert orjson.loads(refused.output) == {"applied": [], "failed": {named("alice"): "KeyError: 'kind'"}}
    mend(engine)
    assert RUNNER.invoke(command, ["replay", named("bob"), *home]).output == ("Applied what waited for 0 of 0 reps.\n")
    assert RUNNER.invoke(command, ["replay", named("alice"), *home]).exit_code == 0
    assert orjson.loads(RUNNER.invoke(command, ["list", *home, "--json"]).output) == []
    engine.dispose()
