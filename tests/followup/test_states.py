"""States by the pure rule, and the same states found by the database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from contracts.instants import micros
from services.followup.policy import Reach
from services.followup.readmodel.commitments import Wanted, page, promise_of
from services.followup.readmodel.tables import generation
from services.followup.states import (
    SIDES,
    STATES,
    Promise,
    Standing,
    kept_standing,
    owed_by,
    state_at,
)

SOON = datetime(2026, 11, 19, tzinfo=UTC)
OVER = datetime(2026, 11, 21, tzinfo=UTC)
BEFORE = SOON - timedelta(microseconds=1)


def promise(standing: Standing = "open", **facts: datetime) -> Promise:
    return Promise(standing=standing, due_soon_from=SOON, overdue_from=OVER, **facts)


def test_an_open_promise_is_due_soon_and_then_overdue_by_the_clock_alone() -> None:
    assert [state_at(promise(), at) for at in (BEFORE, SOON, OVER - timedelta(microseconds=1), OVER)] == [
        "open",
        "due_soon",
        "due_soon",
        "overdue",
    ]


def test_a_proposed_promise_stays_proposed_and_the_rep_owes_the_answer() -> None:
    assert state_at(promise("proposed"), OVER) == "proposed"
    assert owed_by(promise("proposed", practised_at=BEFORE), OVER) == "rep"


@pytest.mark.parametrize("standing", ["declined", "kept", "kept_late", "not_kept", "released"])
def test_a_closed_promise_stays_as_it_is_and_nobody_owes(standing: Standing) -> None:
    closed = promise(standing, gone_from=BEFORE)
    assert state_at(closed, OVER) == standing
    assert owed_by(closed, OVER) is None


@pytest.mark.parametrize("standing", ["open", "proposed"])
def test_what_was_promised_by_somebody_who_has_left_is_released(standing: Standing) -> None:
    leaving = promise(standing, gone_from=SOON)
    assert state_at(leaving, BEFORE) == standing
    assert state_at(leaving, SOON) == "released"
    assert owed_by(leaving, SOON) is None


def test_the_rep_owes_until_practice_is_reported_and_then_the_supervisor() -> None:
    for at in (BEFORE, SOON, OVER):
        assert owed_by(promise(), at) == "rep"
        assert owed_by(promise(practised_at=BEFORE), at) == "supervisor"


def test_it_is_kept_in_time_on_the_due_day_itself() -> None:
    friday = date(2026, 11, 20)
    assert kept_standing(friday, friday) == "kept"
    assert kept_standing(friday + timedelta(days=1), friday) == "kept_late"


instants = st.integers(0, 5 * 86_400).map(lambda seconds: SOON + timedelta(days=-1, seconds=seconds))


@st.composite
def stored(draw: st.DrawFn) -> dict[str, object]:
    """A row of a promise whose instants lie around the days in question."""
    soon = draw(instants)
    over = draw(instants.filter(lambda at: at > soon)) if soon < datetime(2026, 11, 22, tzinfo=UTC) else soon
    maybe = st.none() | instants.map(micros)
    return {
        "rep_id": "alice",
        "team_id": "north",
        "standing": draw(st.sampled_from(get_args(Standing))),
        "due_day": (over - timedelta(hours=12)).date().isoformat(),
        "due_soon_from": micros(soon),
        "overdue_from": micros(over),
        "practised_at": draw(maybe),
        "gone_from": draw(maybe),
    }


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(stored(), min_size=1, max_size=12), now=instants)
def test_the_database_finds_promises_in_the_states_and_with_the_debtors_of_the_rule(
    rows: list[dict[str, object]], now: datetime
) -> None:
    tables = generation(1)
    engine = create_engine("sqlite://")
    everything = Reach(everything=True, oneself=False, team_ids=frozenset())
    with engine.begin() as connection:
        tables.commitments.create(connection)
        connection.execute(tables.commitments.insert(), [{**row, "id": str(number)} for number, row in enumerate(rows)])
        every = page(connection, tables, Wanted(asker_id="", reach=everything), now, 100)
        assert len(every) == len(rows)
        for state in STATES:
            wanted = Wanted(asker_id="", reach=everything, states=frozenset({state}))
            found = {row.id for row in page(connection, tables, wanted, now, 100)}
            assert found == {row.id for row in every if state_at(promise_of(row), now) == state}
        for side in SIDES:
            wanted = Wanted(asker_id="", reach=everything, owed_by=side)
            found = {row.id for row in page(connection, tables, wanted, now, 100)}
            assert found == {row.id for row in every if owed_by(promise_of(row), now) == side}
    engine.dispose()
