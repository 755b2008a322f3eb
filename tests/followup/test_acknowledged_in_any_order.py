"""Two watches, somebody who has it in hand, and a fact that comes late, in any order and in each other's midst: no
later level overtakes an acknowledgement, and nothing is told of what is settled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from contracts.envelope import Envelope
from contracts.instants import wire_instant
from services.eventlog.appending import Append, Appended
from services.followup.watch.watch import Watch
from tests.followup.cast import Floor, named
from tests.followup.databases import Database
from tests.followup.desk import Desk, london
from tests.scaled.servers import KINDS

pytestmark = pytest.mark.slow

Act = tuple[str, int, int]
"""What, with a number of its own, and of how many of the acts after it a look is interrupted before it writes."""

FRIDAY = "2026-11-20"

acts = st.one_of(
    st.tuples(st.sampled_from(["look here", "look there"]), st.just(0), st.integers(0, 3)),
    st.tuples(st.just("time passes"), st.integers(1, 9), st.just(0)),
    st.tuples(st.just("acknowledge"), st.integers(-4, 90), st.just(0)),
    st.tuples(st.just("snooze"), st.integers(1, 40), st.just(0)),
    st.tuples(st.just("practise"), st.integers(0, 300), st.just(0)),
    st.tuples(st.just("keep"), st.integers(0, 300), st.just(0)),
)


class Interrupted:
    """The log as one watch writes it: much may happen between its look and its append."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self.acts = 0

    def append(self, append: Append) -> Appended:
        interrupting, self.acts = self.acts, 0
        for _ in range(interrupting):
            self._story.go_on()
        return self._story.desk.log.append(append)


class Story:
    """``settled_at`` is the head of the service's own log when the read model took in that the promise was kept."""

    def __init__(self, desk: Desk, told: list[Act]) -> None:
        self.desk, self.floor = desk, desk.floor
        self.left = list(told)
        self.settled_at: int | None = None
        self._count = 0
        self._logs = {name: Interrupted(self) for name in ("look here", "look there")}
        self._watches = {name: Watch(desk.engine, log, desk.system) for name, log in self._logs.items()}
        self._looking: set[str] = set()

    def go_on(self) -> None:
        """The next act, where there is one."""
        if not self.left:
            return
        what, number, interrupting = self.left.pop(0)
        match what:
            case "look here" | "look there":
                self._look(what, interrupting)
            case "time passes":
                self.desk.now += timedelta(hours=number)
                self.desk.catch_up()
            case "acknowledge":
                self._put("acknowledgements", minutes_ago=number)
            case "snooze":
                until = wire_instant(self.desk.now + timedelta(hours=number))
                self._put("snoozes", until=until, reason="They train today.")
            case _:
                self._late_fact(what, number)

    def _look(self, which: str, interrupting: int) -> None:
        if which in self._looking:
            return
        self._looking.add(which)
        self._logs[which].acts = interrupting
        self._watches[which].watch_once(self.desk.now)
        self._looking.remove(which)

    def _put(self, deeds: str, minutes_ago: int = 0, **said: str) -> None:
        """About the alert that is open, if there is one; the phone's clock may be ahead."""
        now = self.desk.now
        alert_id = next((one for one, is_open in _open(self.desk.own_events).items() if is_open), None)
        if alert_id is not None:
            self._count += 1
            body = {"occurred_at": wire_instant(now - timedelta(minutes=minutes_ago)), **said}
            answer = self.desk.put("sam", f"/v1/alerts/{alert_id}/{deeds}/{named(f'deed {self._count}')}", body)
            assert answer.status == 201, answer.text

    def _late_fact(self, what: str, minutes_ago: int) -> None:
        if self.settled_at is not None:
            return
        self.floor.now = self.desk.now - timedelta(minutes=minutes_ago)
        if what == "practise":
            self.floor.practised("finish")
        else:
            self.floor.kept("finish", self.floor.now.date().isoformat())
        self.desk.catch_up()
        if what == "keep":
            self.settled_at = self.desk.log.head()


def _open(own: list[Envelope]) -> dict[str, bool]:
    return {
        event.data["alert_id"]: event.type != "floorwalk.alert.resolved"
        for event in own
        if event.type.startswith("floorwalk.alert.")
    }


@contextmanager
def a_late_promise(engine: Engine) -> Iterator[Desk]:
    """Seen by a watch at level 1, on Monday, an hour before it comes to the next."""
    floor = Floor()
    floor.team("north")
    floor.person("alice", "north")
    floor.person("sam", "north", "supervisor")
    floor.open_promise("finish", "alice", FRIDAY)
    desk = Desk(Path(), floor, engine)
    desk.look(london("2026-11-23", "16:00"))
    yield desk
    desk.close()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(acts, min_size=6, max_size=24))
@example(told=[("time passes", 2, 0), ("acknowledge", 0, 0), ("look here", 0, 0)])
@example(told=[("time passes", 2, 0), ("look here", 0, 2), ("look there", 0, 1), ("acknowledge", -4, 0)])
def test_no_later_level_overtakes_it(kind: str, request: pytest.FixtureRequest, told: list[Act]) -> None:
    database: Database = request.getfixturevalue(kind)
    with a_late_promise(database.as_new()) as desk:
        story = Story(desk, told)
        while story.left:
            story.go_on()
        desk.look(desk.now)
        own = desk.own_events
        assert_nothing_overtakes(own)
        assert_each_level_once(own)
        if story.settled_at is not None:
            after = [event.type for event in own if (event.position or 0) > story.settled_at]
            assert set(after) <= {"floorwalk.alert.resolved", "floorwalk.alert.acknowledged", "floorwalk.alert.snoozed"}
            assert not any(_open(own).values())


def assert_nothing_overtakes(own: list[Envelope]) -> None:
    in_hand: dict[str, list[tuple[datetime, datetime]]] = {}
    for event in own:
        match event.type.removeprefix("floorwalk.alert."):
            case "acknowledged" | "snoozed":
                until = datetime.fromisoformat(event.data["until"])
                since = min(event.time, event.recordedtime)
                in_hand.setdefault(event.data["alert_id"], []).append((since, until))
            case "escalated" if event.data["level"] > 1:
                pauses = in_hand.get(event.data["alert_id"], [])
                assert not any(since <= event.recordedtime < until for since, until in pauses)


def assert_each_level_once(own: list[Envelope]) -> None:
    levels: dict[str, int] = {}
    for event in own:
        match event.type.removeprefix("floorwalk.alert."):
            case "raised":
                levels[event.data["alert_id"]] = event.data["level"]
            case "escalated":
                assert event.data["level"] == levels[event.data["alert_id"]] + 1
                levels[event.data["alert_id"]] += 1
            case "resolved":
                del levels[event.data["alert_id"]]
