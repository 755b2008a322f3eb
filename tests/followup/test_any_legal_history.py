"""Any legal history folds to one legal state, in whatever order it is delivered: notes, two of one moment, disputes,
promises, sessions, trainings, mentors."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.eventlog.database import reading
from services.followup.readmodel import generations
from services.followup.readmodel.effects import ALL
from tests.followup.cast import Floor
from tests.followup.desk import Desk, fold_of
from tests.followup.legal_history import DEEDS, EVENT_TYPES, History, standing_alone

ATTEMPTS = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 2), st.sampled_from((0, 1, 15, 1_500))), max_size=70
)


def history_of(attempts: list[tuple[str, int, int]]) -> History:
    floor = Floor()
    floor.team("north")
    for rep in ("alice", "bob"):
        floor.person(rep, "north")
    floor.person("sam", "north", "supervisor")
    history = History(floor)
    for deed, which, minutes in attempts:
        history.attempt(deed, which, minutes)
    return history


def assert_legal(desk: Desk, history: History) -> None:
    """What the read side says of each thing is what the write side's rules make of it."""
    rows = {name: rows_by_name(desk, name) for name in ("observations", "commitments", "sessions", "effects")}
    for note in history.of("observation"):
        row = rows["observations"][note.observation_id]
        assert (row["withdrawn_at"] is not None, row["acknowledged_at"] is not None, row["duplicate_of"]) == (
            note.withdrawn_at is not None,
            note.acknowledged,
            note.duplicate_of,
        )
        assert row["clarification_open"] == (note.clarification == "requested")
    for promise in history.of("commitment"):
        row = rows["commitments"][promise.commitment_id]
        assert (row["standing"].removesuffix("_late"), row["revision"]) == (promise.status, promise.revision)
    for session in history.of("session"):
        for rep_id, seat in session.seats.items():
            row = rows["sessions"][session.session_id, rep_id]
            assert (row["standing"], row["score"] is not None) == (seat.state, seat.rated)
    for noun, name, key in (("training", "trainings", "training_id"), ("mentoring", "mentorings", "mentoring_id")):
        found = rows_by_name(desk, name)
        assert {getattr(each, key): each.status for each in history.of(noun)} == {
            row_id: row["standing"] for row_id, row in found.items()
        }
    counted = [row for row in rows["effects"].values() if row["team_id"] == ALL]
    assert sum(row["praise"] + row["correction"] for row in counted) == len(standing_alone(history))


def rows_by_name(desk: Desk, name: str) -> dict[Any, dict[str, Any]]:
    """The rows of a table by their keys."""
    with reading(desk.engine) as connection:
        table = generations.live(connection).tables[name]
        names = [column.name for column in table.primary_key]
        found = [dict(row._mapping) for row in connection.execute(select(table))]
    return {tuple(row[each] for each in names) if len(names) > 1 else row[names[0]]: row for row in found}


@settings(max_examples=12, deadline=None)
@given(attempts=ATTEMPTS)
def test_any_legal_history_folds_to_the_state_that_the_rules_make_of_it(attempts: list[tuple[str, int, int]]) -> None:
    history = history_of(attempts)
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), history.floor)
        desk.catch_up()
        assert_legal(desk, history)
        desk.close()


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(attempts=ATTEMPTS, data=st.data())
def test_in_any_order_of_delivery_it_is_the_same_legal_state(
    attempts: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    history = history_of(attempts)
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), history.floor)
        brought = data.draw(st.lists(st.sampled_from(history.floor.events), max_size=60))
        for size in data.draw(st.lists(st.integers(1, 20), min_size=1, max_size=10)):
            desk.wire.bring(brought[:size])
            brought = brought[size:]
            desk.consumer.consume_once()
        desk.catch_up()
        assert desk.rows() == fold_of(Path(folder) / "fold.db", history.floor)
        assert_legal(desk, history)
        desk.close()


def test_every_event_of_the_practice_can_come_of_an_attempt() -> None:
    """A deed that is never allowed would be tried in vain."""
    happened: Counter[str] = Counter()
    for first in DEEDS:
        noun = first.split()[0]
        for second in (each for each in DEEDS if each.startswith(noun)):
            before = {"commitment": "commitment confirm", "session": "session hold"}.get(noun, "observation dispute")
            tried = [(f"{noun} begin", 0, 0), (f"{noun} begin", 1, 0), (first, 0, 1), (before, 0, 1), (second, 0, 1)]
            events = history_of([each for each in tried if each[0].startswith(noun)]).floor.events
            happened.update(event["type"] for event in events)
    assert EVENT_TYPES - happened.keys() == set()
