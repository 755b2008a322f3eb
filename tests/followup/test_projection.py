"""What happened, as rows: whatever way the events come."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts import development, observations, sessions
from services.eventlog.database import reading
from services.followup.projection.live import LiveProjector
from services.followup.readmodel import generations
from services.followup.readmodel.commitments import commitments
from services.followup.readmodel.people import person
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, fold_of, london, open_followup, rows_of


def promise(desk: Desk, name: str) -> dict[str, Any]:
    with reading(desk.engine) as connection:
        row = commitments(connection, generations.live(connection), [named(name)])[named(name)]
        return dict(row._mapping)


def grown(floor: Floor) -> None:
    """A training with a result, and a mentor who stays a day."""
    about = {"actor": named("sam"), "partition": named("alice")}
    training = {"training_id": named("returns"), "rep_id": named("alice")}
    assigned: dict[str, Any] = {**training, "assigned_by": named("sam"), "text": {"title": "Returns"}}
    floor.write(development.TrainingAssigned(**assigned), **about)
    pair: dict[str, Any] = {"mentoring_id": named("pair"), "mentor_id": named("bob"), "rep_id": named("alice")}
    floor.write(development.MentoringPaired(**pair, paired_by=named("sam")), **about)
    result: dict[str, Any] = {**training, "passed": True}
    floor.write(development.TrainingCompleted(**result), **about)
    floor.write(development.MentoringEnded(**pair), **about)


def a_busy_week(floor: Floor) -> None:
    """A bit of everything that can happen."""
    floor.walk("monday", "sam")
    floor.noted("interrupting", "alice", walk_id=named("monday"), behaviour_id=named("interrupted"))
    floor.noted("listening", "bob", kind="praise", share=True)
    floor.noted("listening too", "bob", by="tess", kind="praise")
    floor.of_note(observations.MarkedDuplicate, "listening too", by="sam", duplicate_of=named("listening"))
    said = {"quote": "I hear you.", "reason": "It was praise"}
    changes: dict[str, Any] = {"amendment_id": named("amendment"), "kind": "praise", "removed": ("impact",)}
    floor.of_note(observations.Amended, "interrupting", by="sam", text=said, **changes)
    floor.walk_ended("monday", "sam")
    floor.proposed("finish", "alice", "2026-11-20", observation_id=named("interrupting"))
    floor.later(hours=1).confirmed("finish")
    floor.of_note(observations.Acknowledged, "interrupting", by="alice")
    floor.of_note(observations.Replied, "interrupting", by="alice", reply_id=named("reply"), text={"text": "I see."})
    floor.of_note(observations.ClarificationRequested, "listening", by="bob", text={"text": "That was carol."})
    floor.later(days=1).absent("alice", "2026-11-20", "2026-11-20")
    floor.practised("finish")
    floor.of_note(observations.ClarificationAnswered, "listening", by="sam", outcome="withdrawn", text={"text": "Yes."})
    floor.of_note(observations.Withdrawn, "listening", by="sam")
    floor.of_note(observations.UnmarkedDuplicate, "listening too", by="sam")
    grown(floor)
    floor.looked("finish", "partly")
    floor.renewed("finish", "2026-11-25", revision=2)
    floor.signals_on("alice", "2026-11-17", 4, 5)
    floor.signal("alice", 2, comment="Slow")
    floor.later(days=1).declined("finish")
    floor.open_promise("listen", "bob", "2026-11-24")
    floor.person("bob", "south")
    floor.team("south", manager="mona", timezone="America/Phoenix", country="US-AZ")
    floor.left("carol", "2026-11-18")
    floor.back("alice")
    floor.kept("finish", "2026-11-23")
    floor.proposed("greet", "dave", "2026-11-30")
    floor.cadence("alice")
    floor.planned("talk", "alice", "dave", starts_at="2026-11-24T10:00:00Z")
    floor.raised("talk", "alice", "The new script")
    moved = {"starts_at": london("2026-11-25", "09:00"), "minutes": 45}
    floor.of_session(sessions.Rescheduled, "talk", "alice", **moved)
    floor.person("dave", "north")
    floor.held("talk", "alice", "finish")
    floor.of_session(sessions.Rated, "talk", "alice", by="alice", score=4, text={"text": "Good"})
    floor.left("dave", "2026-11-24")
    floor.team("north", timezone="Asia/Tokyo")
    floor.signals_on("alice", "2026-11-17", 3)
    floor.write(sessions.CadenceEnded(rep_id=named("alice")), actor=named("sam"), partition=named("alice"))


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_any_order_repetition_and_loss_on_the_bus_gives_the_rows_of_the_events_in_order(data: st.DataObject) -> None:
    floor = Floor()
    floor.team("north")
    for rep in ("alice", "bob", "carol", "dave"):
        floor.person(rep, "north")
    a_busy_week(floor)
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), floor)
        brought = data.draw(st.lists(st.sampled_from(floor.events), max_size=60))
        batches = data.draw(st.lists(st.integers(1, 20), min_size=1, max_size=10))
        for size in batches:
            desk.wire.bring(brought[:size])
            brought = brought[size:]
            desk.consumer.consume_once()
        desk.catch_up()
        assert desk.rows() == fold_of(Path(folder) / "fold.db", floor)
        assert all(message.acknowledged for message in desk.wire.brought)
        desk.close()


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(sizes=st.lists(st.integers(1, 7), min_size=1, max_size=40))
def test_it_makes_no_difference_how_events_are_batched(sizes: list[int]) -> None:
    floor = Floor()
    floor.team("north")
    for rep in ("alice", "bob", "carol", "dave"):
        floor.person(rep, "north")
    a_busy_week(floor)
    with TemporaryDirectory() as folder:
        engine = open_followup(Path(folder) / "batches.db")
        projector, position = LiveProjector(engine), 0
        for size in [*sizes, len(floor.events)]:
            if events := floor.page(position, size).events:
                projector.apply(events)
                position = events[-1]["position"]
        assert rows_of(engine) == fold_of(Path(folder) / "fold.db", floor)
        engine.dispose()


def test_a_promise_falls_due_by_the_calendar_of_its_rep(desk: Desk, floor: Floor) -> None:
    floor.absent("alice", "2026-11-20", "2026-11-23")
    floor.open_promise("finish", "alice", "2026-11-20")
    desk.catch_up()
    row = promise(desk, "finish")
    assert (row["due_on"], row["due_day"], row["team_id"]) == ("2026-11-20", "2026-11-24", named("north"))


def test_who_moves_to_another_team_takes_all_promises_along_and_lives_by_its_calendar(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.open_promise("listen", "alice", "2026-11-20")
    floor.kept("listen", "2026-11-18")
    floor.team("south", timezone="Asia/Tokyo", working_days=(6, 7))
    desk.catch_up()
    floor.person("alice", "south")
    desk.catch_up()
    moved = promise(desk, "finish")
    assert (moved["team_id"], moved["due_day"]) == (named("south"), "2026-11-21")
    assert moved["overdue_from"] == london("2026-11-21", "15:00").timestamp() * 1_000_000
    closed = promise(desk, "listen")
    assert (closed["team_id"], closed["due_day"], closed["standing"]) == (named("south"), "2026-11-20", "kept")


def test_a_promise_kept_after_its_due_day_is_kept_late(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-21")
    floor.open_promise("listen", "alice", "2026-11-21")
    floor.kept("finish", "2026-11-23")
    floor.kept("listen", "2026-11-24")
    desk.catch_up()
    assert promise(desk, "finish")["standing"] == "kept"
    assert promise(desk, "listen")["standing"] == "kept_late"


def test_a_promise_kept_while_its_renewal_waits_is_judged_by_the_date_that_was_agreed(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-18")
    floor.renewed("finish", "2026-11-27", revision=2)
    floor.kept("finish", "2026-11-20")
    desk.catch_up()
    row = promise(desk, "finish")
    assert (row["standing"], row["revision"], row["due_on"]) == ("kept_late", 1, "2026-11-18")


def test_a_declined_renewal_brings_the_former_date_back(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-18")
    floor.renewed("finish", "2026-11-27", revision=2)
    desk.catch_up()
    waiting = promise(desk, "finish")
    assert (waiting["standing"], waiting["revision"], waiting["due_day"]) == ("proposed", 2, "2026-11-27")
    floor.declined("finish")
    desk.catch_up()
    again = promise(desk, "finish")
    assert (again["standing"], again["revision"], again["due_day"]) == ("open", 1, "2026-11-18")


def test_who_leaves_is_gone_from_the_midnight_that_ends_the_last_day_at_the_site(desk: Desk, floor: Floor) -> None:
    floor.left("alice", "2026-11-20")
    floor.team("north", timezone="America/New_York")
    desk.catch_up()
    with reading(desk.engine) as connection:
        alice = person(connection, generations.live(connection), named("alice"))
    assert alice is not None
    assert alice.gone_from == london("2026-11-21", "05:00")


def test_people_may_be_put_into_a_team_that_is_formed_later(desk: Desk, floor: Floor) -> None:
    floor.person("erin", "west")
    floor.open_promise("finish", "erin", "2026-11-20")
    desk.catch_up()
    assert promise(desk, "finish")["overdue_from"] == london("2026-11-21").timestamp() * 1_000_000
    floor.team("west", timezone="America/Los_Angeles")
    desk.catch_up()
    assert promise(desk, "finish")["overdue_from"] == london("2026-11-21", "08:00").timestamp() * 1_000_000


def test_types_it_does_not_know_change_nothing(desk: Desk, floor: Floor) -> None:
    desk.catch_up()
    before = desk.rows()
    floor.behaviour("soon unknown")
    floor.events[-1] |= {"type": "floorwalk.behaviour.sung", "subject": "song/1"}
    desk.catch_up()
    assert desk.rows() == before
    assert desk.projector.checkpoint() == len(floor.events)
