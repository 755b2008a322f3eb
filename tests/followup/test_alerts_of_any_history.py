"""Whatever happens, in whatever order: whoever is overdue has one alert, and nobody else has any."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.eventlog.database import reading
from services.followup.readmodel import generations
from services.followup.readmodel.commitments import promise_of
from services.followup.rebuild import rebuild
from services.followup.states import owed_by, state_at
from services.followup.tables.alerts import alerts
from tests.followup.cast import Floor
from tests.followup.desk import Desk

PROMISES = ("finish", "listen", "greet")
REPS = dict(zip(PROMISES, ("alice", "bob", "alice"), strict=True))


class Story:
    """The write side's rules, as far as the order of events hangs on them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.floor = desk.floor
        self.status: dict[str, str] = {}
        self.agreed: dict[str, bool] = {}
        self.last_revision: dict[str, int] = {}

    def day(self, ahead: int) -> str:
        return (self.floor.now.date() + timedelta(days=ahead)).isoformat()

    def act(self, what: str, name: str, days: int) -> None:
        status, promised = self.status.get(name), self.agreed.get(name, False)
        if what == "propose" and status is None:
            self.floor.proposed(name, REPS[name], self.day(days))
            self.status[name], self.last_revision[name] = "proposed", 1
        elif what == "confirm" and status == "proposed":
            self.floor.confirmed(name, by=REPS[name])
            self.status[name], self.agreed[name] = "open", True
        elif what == "decline" and status == "proposed":
            self.floor.declined(name, by=REPS[name])
            self.status[name] = "open" if promised else "closed"
        elif what == "renew" and status == "open":
            self.last_revision[name] += 1
            self.floor.renewed(name, self.day(days), revision=self.last_revision[name])
            self.status[name] = "proposed"
        elif status in {"open", "proposed"} and promised:
            self._act_on_promised(what, name, days)

    def _act_on_promised(self, what: str, name: str, days: int) -> None:
        if what == "practise":
            self.floor.practised(name, by=REPS[name])
        elif what == "look":
            self.floor.looked(name, "partly")
        elif what == "keep":
            self.floor.kept(name, self.day(-days))
            self.status[name] = "closed"
        elif what == "release":
            self.floor.released(name)
            self.status[name] = "closed"

    def calendar(self, what: str, days: int) -> None:
        if what == "absent":
            self.floor.absent("alice", self.day(-1), self.day(days))
        elif what == "back":
            self.floor.absent("alice", self.day(-1), self.day(0))
            self.floor.back("alice")
        elif what == "holiday":
            holidays = tuple(self.floor.now.date() + timedelta(days=ahead) for ahead in range(-1, days))
            self.floor.team("north", holidays=holidays)
        elif what == "leave":
            self.floor.left("bob", self.day(days))


acts = st.tuples(
    st.sampled_from(["propose", "confirm", "decline", "renew", "practise", "look", "keep", "release"]),
    st.sampled_from(PROMISES),
    st.integers(0, 4),
)
happenings = st.one_of(
    acts,
    acts,
    st.tuples(st.sampled_from(["absent", "back", "holiday", "leave"]), st.just(""), st.integers(0, 4)),
    st.tuples(st.just("time passes"), st.just(""), st.integers(0, 4)),
    st.tuples(st.just("rebuild"), st.just(""), st.just(0)),
)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(story=st.lists(happenings, min_size=5, max_size=40))
def test_whoever_is_overdue_has_one_alert_and_nobody_else_has_any(story: list[tuple[str, str, int]]) -> None:
    floor = Floor()
    floor.team("north")
    for rep in ("alice", "bob"):
        floor.person(rep, "north")
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), floor)
        told = Story(desk)
        for name in PROMISES:
            told.act("propose", name, 1)
        for what, name, days in [*story, ("time passes", "", 1)]:
            if name:
                told.act(what, name, days)
            elif what == "rebuild":
                rebuild(desk.engine, floor, "one", system=desk.system)
            elif what == "time passes":
                desk.look()
                assert_alerts_are_right(desk)
                floor.later(days=days, hours=7)
                desk.look()
                assert_alerts_are_right(desk)
            else:
                told.calendar(what, days)
        desk.close()


def assert_alerts_are_right(desk: Desk) -> None:
    with reading(desk.engine) as connection:
        table = generations.live(connection).commitments
        rows = connection.execute(select(table)).all()
        open_alerts = connection.execute(select(alerts).where(alerts.c.state == "raised", alerts.c.level > 0)).all()
    for row in rows:
        mine = [alert.reason for alert in open_alerts if alert.about == f"commitment/{row.id}"]
        state, side = state_at(promise_of(row), desk.now), owed_by(promise_of(row), desk.now)
        if state == "overdue":
            assert mine == [f"{side}_owes"]
        elif state == "proposed":
            # A renewal that waits leaves what was late as it was.
            assert mine.count("unconfirmed") <= 1
            assert row.agreed_revision is not None or set(mine) <= {"unconfirmed"}
        else:
            assert mine == []
    fallen = Counter(
        (event.subject, event.data["revision"]) for event in desk.own_events if event.type.endswith("fell_overdue")
    )
    assert set(fallen.values()) <= {1}
