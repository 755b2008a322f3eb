"""The demonstration: last week's floor, whenever it is started, and all of it, whatever comes in between."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwalk.demo.floor import cast, first_moment, sample
from floorwalk.demo.memory import keep_loaded, recall
from floorwalk.demo.moving import moved, weeks_to_last
from floorwalk.load.files import Record, read_records
from tests.patience import LONG
from tests.product import RunningProduct, wait_until

SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 20 * 366 * 24).map(lambda hours: SOME_DAY + timedelta(hours=hours))


@given(INSTANTS)
def test_the_week_is_the_last_that_is_over(now: datetime) -> None:
    weeks = weeks_to_last(first_moment(), now)
    last = datetime.fromisoformat(moved(last_line(), weeks).content["at"])
    assert last < now
    saturday = now.date() - timedelta(days=(now.weekday() + 1) % 7 + 1)
    assert last.date() == saturday


def last_line() -> Record:
    (*_, last) = read_records(sample("week.jsonl"))
    assert isinstance(last, Record)
    return last


def test_everything_that_tells_a_time_moves_together() -> None:
    body = {"occurred_at": "2026-11-21T13:40:39-07:00", "due_on": "2026-11-27", "practice": "Ask", "revision": 1}
    line = Record(7, {"at": "2026-11-21T13:40:39-07:00", "as": "x", "put": "/v1/commitments/y", "body": body})
    gone = moved(line, -2)
    assert gone.number == 7
    assert gone.content["at"] == gone.content["body"]["occurred_at"] == "2026-11-07T13:40:39-07:00"
    assert gone.content["body"] == {**body, "occurred_at": gone.content["at"], "due_on": "2026-11-13"}
    assert date.fromisoformat(gone.content["body"]["due_on"]).weekday() == 4


def test_the_time_of_a_rhythm_stays_and_that_of_a_session_moves() -> None:
    at = "2026-11-20T10:00:00+00:00"
    rhythm = Record(1, {"at": at, "as": "x", "put": "/v1/reps/y/cadence", "body": {"at": "10:00", "weekday": 1}})
    assert moved(rhythm, 1).content["body"] == {"at": "10:00", "weekday": 1}
    session = Record(2, {"at": at, "as": "x", "put": "/v1/sessions/y", "body": {"starts_at": at}})
    assert moved(session, 1).content["body"]["starts_at"] == "2026-11-27T10:00:00+00:00"


def test_a_home_remembers_it_from_the_first_try(tmp_path: Path) -> None:
    memory = tmp_path / "demo.json"
    begun = recall(memory, -3)
    assert recall(memory, 5) == begun
    assert not begun.is_loaded
    keep_loaded(memory, begun)
    assert recall(memory, 5).is_loaded
    assert recall(memory, 5).password == begun.password
    assert recall(tmp_path / "other.json", -3).password != begun.password


def test_there_is_somebody_of_each_kind_to_sign_in_as() -> None:
    roles = [part.person.roles for part in cast()]
    assert roles == [{"supervisor"}, {"rep"}, {"ops"}, {"admin"}, {"counsellor"}]
    supervisor, rep, *_ = (part.person for part in cast())
    assert rep.team_id == supervisor.team_id


@pytest.mark.slow
def test_it_goes_on_where_it_was_killed_and_tells_who_can_sign_in(tmp_path: Path) -> None:
    home = tmp_path / "var"
    with RunningProduct(home, "--demo", CLOCK="2026-11-24T10:00:00Z") as product:
        wait_until((home / "demo.json").exists, LONG, product.tell)
        product.kill()
    begun = orjson.loads((home / "demo.json").read_bytes())
    assert not begun["is_loaded"]
    with RunningProduct(home, "--demo", CLOCK="2026-12-02T10:00:00Z") as product:
        wait_until(lambda: "Ctrl-C" in product.tell(), 2 * LONG, product.tell)
        assert orjson.loads((home / "demo.json").read_bytes()) == {**begun, "is_loaded": True}
        told = product.tell()
        assert "line" not in told, told
        assert product.web in told
        assert begun["password"] in told
        assert "ines.carvalho@example.com" in told
        assert product.stop() == 0
