"""A week of notes through the real product, held against the rules folded a second time."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from contracts.instants import wire_instant
from floorwalk.demo.floor import sample
from tests.embedded import EmbeddedProduct
from tests.journey.asking import ADMIN, Asker, head, wait_caught_up
from tests.journey.fold import Away, Week
from tests.journey.sample_week import AFTER_THE_WEEK, OPS, folded_week, promises_seen, timelines_seen
from tests.patience import LONG
from tests.product import PROGRAM, RunningProduct, clean_environment, wait_until

pytestmark = pytest.mark.slow

NOTES = sample("week.jsonl")
KILLS = 5

# A promise of each falls due on one of these days, Cleo's on the day after a holiday: the due day moves on.
LIAM, CLEO = "74a214dc-df58-572c-9fe1-8e4ad226b4ee", "b1da5b5f-ad03-53c9-91d3-1d6e6564ff8b"
ABSENCES = (
    Away(LIAM, date(2026, 11, 21), date(2026, 11, 25)),
    Away(CLEO, date(2026, 11, 27), date(2026, 11, 29)),
)


@pytest.fixture
def week() -> Week:
    return folded_week(ABSENCES)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "var"


def put_absences(product: RunningProduct) -> None:
    admin = Asker(product, *ADMIN)
    for number, away in enumerate(ABSENCES):
        path = f"/v1/people/{away.rep}/absences/00000000-0000-4000-8000-00000000000{number}"
        body = {"from_on": away.first.isoformat(), "to_on": away.last.isoformat()}
        assert admin.put(path, body).status_code == 200


def hold_against(product: RunningProduct, week: Week, now: datetime) -> None:
    """Timelines and promises are what the rules say."""
    for rep, items in timelines_seen(product, week).items():
        assert [item["id"] for item in items] == week.timeline(rep)
        for item in items:
            note = week.notes.get(item["id"])
            if note is not None:
                assert (item["acknowledged_at"] is not None) == note.acknowledged
                assert (item["clarification"] is not None) == note.disputed
                assert [reply["id"] for reply in item["replies"]] == note.replies
    seen = promises_seen(product)
    assert {subject: item["state"] for subject, item in seen.items()} == week.states(now)
    for subject, item in seen.items():
        promise = week.promises[subject]
        assert item["due_day"] == week.floor.due_day(promise).isoformat()
        assert item["owed_by"] == week.owed_by(promise, now)


def test_loaded_twice_it_is_what_the_rules_say(home: Path, week: Week) -> None:
    with RunningProduct(home, CLOCK=wire_instant(AFTER_THE_WEEK)) as product:
        product.load_floor()
        put_absences(product)
        product.load("notes", NOTES)
        wait_caught_up(product)
        hold_against(product, week, AFTER_THE_WEEK)
        once = everything(product, week)
        product.load_floor()
        product.load("notes", NOTES)
        wait_caught_up(product)
        assert everything(product, week) == once
        checked = product.run("check")
        assert checked.returncode == 0, checked.stdout
        assert product.run("rebuild").returncode == 0
        assert everything(product, week) == once
        assert product.stop() == 0
    with EmbeddedProduct(home, AFTER_THE_WEEK) as embedded:
        for now in clocks(week):
            embedded.move_to(now)
            hold_overdue(embedded, week, now)


def everything(product: RunningProduct, week: Week) -> tuple[Any, Any]:
    return timelines_seen(product, week), promises_seen(product)


def clocks(week: Week) -> Iterator[datetime]:
    """Right before and at the midnights that end due days, in both zones: after a week-end that one site
    works and the other does not, after a holiday of one site, after an absence."""
    ends = [instant for instant in week.turning_points() if instant > AFTER_THE_WEEK]
    at_a_holiday = datetime(2026, 11, 28, 7, 0, tzinfo=UTC)
    for instant in sorted({*ends[:3], at_a_holiday, *(week.floor.overdue_from(each) for each in moved(week))}):
        yield instant - timedelta(microseconds=1)
        yield instant


def moved(week: Week) -> list[Any]:
    """Open promises whose due day an absence moved."""
    away = {each.rep for each in ABSENCES}
    present = folded_week()
    found = [
        each
        for each in week.promises.values()
        if each.rep in away and each.status == "open" and present.floor.due_day(each) != week.floor.due_day(each)
    ]
    assert {each.rep for each in found} == away, "the absences of this test move nothing"
    return found


def hold_overdue(product: RunningProduct | EmbeddedProduct, week: Week, now: datetime) -> None:
    """What is overdue, and what ops are alerted of, with who owes it."""
    seen = promises_seen(product)
    assert {subject for subject, item in seen.items() if item["state"] == "overdue"} == week.overdue(now)
    expected = {(f"commitment/{subject}", f"{owing(week, subject, now)}_owes") for subject in week.overdue(now)}
    ops = Asker(product, OPS, "ops")

    def raised() -> set[tuple[str, str]]:
        alerts = ops.items("followup", "/v1/alerts?state=raised,escalated&limit=200")
        return {(item["subject"], item["reason"]) for item in alerts if item["reason"] != "unconfirmed"}

    wait_until(lambda: raised() == expected, LONG, lambda: f"{now}: {raised() ^ expected}")


def owing(week: Week, subject: str, now: datetime) -> str | None:
    return week.owed_by(week.promises[subject], now)


def test_it_comes_through_kills_at_any_moment(home: Path, week: Week) -> None:
    chance = random.Random()
    clock = wire_instant(AFTER_THE_WEEK)
    with RunningProduct(home, CLOCK=clock) as product:
        product.load_floor()
        put_absences(product)
        port = product.port
        loading = start_loading(home)
        in_the_middle = 0
        for _ in range(KILLS):
            if loading.poll():
                # On a busy machine nobody answered for longer than a load is patient.
                loading = start_loading(home)
            wait_for_more(product, loading, chance.randint(1, 20))
            in_the_middle += loading.poll() is None
            product.kill()
            product = RunningProduct(home, port=port, CLOCK=clock).wait_ready()
        try:
            said, _ = loading.communicate(timeout=4 * LONG)
            assert in_the_middle >= 3, said
            if loading.returncode:
                product.load("notes", NOTES)
            wait_caught_up(product)
            hold_against(product, week, AFTER_THE_WEEK)
            assert product.run("check").returncode == 0
        finally:
            product.kill()


def wait_for_more(product: RunningProduct, loading: subprocess.Popen[str], events: int) -> None:
    """So many more are in the log, or there is nothing more to come."""
    written = head(product)
    wait_until(lambda: head(product) >= written + events or loading.poll() is not None, LONG, product.tell)


def start_loading(home: Path) -> subprocess.Popen[str]:
    command = [*PROGRAM, "load", "notes", str(NOTES), "--home", str(home)]
    return subprocess.Popen(
        command, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
