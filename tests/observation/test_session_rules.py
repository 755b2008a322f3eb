"""The rules of a session by themselves, each named by what `domain.md` says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.definition import Event
from contracts.events import EVENT_TYPES
from contracts.sessions import AgendaRaised, Cancelled, Held, Missed, Rescheduled, Scheduled
from services.observation.rules import session as sessions
from services.observation.rules.broken import RuleBroken, Unfit
from services.observation.rules.commitment import Commitment
from services.observation.rules.session import Session
from tests.observation.floor import AMARA, BEN, GITA, INES, named_id

TEN = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TALK = named_id("talk")
WHEN: dict[str, Any] = {"starts_at": MONDAY, "minutes": 30}
SAID: dict[str, Any] = {"supervisor_notes": "Calmer openings", "rep_notes": {AMARA: "I let them finish now"}}
CONFIRMED = Commitment(named_id("promise"), AMARA, "open", 1, standing=1)


def planned(*rep_ids: str) -> list[Event]:
    return sessions.schedule(TALK, INES, {"rep_ids": rep_ids or (AMARA,), **WHEN}, TEN)


def given_that(*happened: Event) -> Session:
    first, *rest = happened
    assert isinstance(first, Scheduled)
    state = sessions.begin(first)
    for event in rest:
        state = sessions.evolve(state, event, TEN)
    return state


def held(session: Session, *commitments: Commitment, **facts: Any) -> list[Event]:
    return sessions.hold(session, list(session.seats), {**SAID, **facts}, commitments)


def test_a_group_session_is_one_event_for_each_rep() -> None:
    events = planned(AMARA, BEN)
    assert [(event.rep_id, event.subject) for event in events if isinstance(event, Scheduled)] == [
        (AMARA, f"session/{TALK}"),
        (BEN, f"session/{TALK}"),
    ]
    assert given_that(*events).state == "scheduled"


@pytest.mark.parametrize("starts_at", [TEN - timedelta(days=61), TEN + timedelta(days=367)])
def test_a_session_is_planned_for_a_day_that_is_near(starts_at: datetime) -> None:
    with pytest.raises(Unfit):
        sessions.schedule(TALK, INES, {"rep_ids": [AMARA], **WHEN, "starts_at": starts_at}, TEN)


def test_no_coaching_without_a_commitment_a_session_needs_a_confirmed_one_or_a_reason_for_none() -> None:
    with pytest.raises(RuleBroken, match="a session needs a confirmed commitment, or a reason for none"):
        held(given_that(*planned()))
    assert held(given_that(*planned()), CONFIRMED)
    assert held(given_that(*planned()), none_needed_reason="She is where she wants to be")


@pytest.mark.parametrize("status", ["proposed", "declined", "released", "not_kept"])
def test_a_commitment_that_the_rep_did_not_confirm_does_not_complete_a_session(status: Any) -> None:
    waiting = Commitment(named_id("promise"), AMARA, status, 1)
    with pytest.raises(RuleBroken, match="a confirmed commitment"):
        held(given_that(*planned()), waiting)


@pytest.mark.parametrize("facts", [{"supervisor_notes": None}, {"rep_notes": None}, {"rep_notes": {}}])
def test_held_needs_what_was_said_by_both(facts: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken, match="what was said by both"):
        held(given_that(*planned()), CONFIRMED, **facts)


def test_each_reps_words_are_in_the_reps_own_event() -> None:
    theirs = {AMARA: "I let them finish", BEN: "I paraphrase"}
    for_amara, for_ben = held(given_that(*planned(AMARA, BEN)), CONFIRMED, rep_notes=theirs)
    assert isinstance(for_amara, Held)
    assert isinstance(for_ben, Held)
    assert for_amara.text == {"supervisor_notes": "Calmer openings", "rep_notes": "I let them finish"}
    assert for_ben.text["rep_notes"] == "I paraphrase"
    assert (for_amara.commitment_ids, for_ben.commitment_ids) == ((named_id("promise"),), ())


def test_words_and_commitments_are_those_of_reps_who_were_there() -> None:
    with pytest.raises(Unfit, match="rep_notes"):
        held(given_that(*planned()), CONFIRMED, rep_notes={GITA: "Hello"})
    with pytest.raises(Unfit, match="commitment_ids"):
        held(given_that(*planned()), Commitment(named_id("other"), GITA, "open", 1, standing=1))


def test_a_session_that_is_over_stays_as_it_is() -> None:
    session = given_that(*planned())
    for end in (Held, Missed, Cancelled):
        over = given_that(*planned(), end(session_id=TALK, rep_id=AMARA))
        for want in (
            lambda: held(over, CONFIRMED),  # noqa: B023 - called at once
            lambda: sessions.miss(over, [AMARA], {}),  # noqa: B023
            lambda: sessions.cancel(over, [AMARA], {}),  # noqa: B023
            lambda: sessions.reschedule(over, [AMARA], WHEN, TEN),  # noqa: B023
            lambda: sessions.raise_point(over, [AMARA], named_id("point"), "Chat"),  # noqa: B023
        ):
            with pytest.raises(RuleBroken, match="over"):
                want()
    assert sessions.raise_point(session, [AMARA], named_id("point"), "Chat")


def test_only_a_session_that_was_held_is_rated_and_that_once() -> None:
    session = given_that(*planned())
    with pytest.raises(RuleBroken, match="held"):
        sessions.rate(session, AMARA, 5, None)
    after = given_that(*planned(), *held(session, CONFIRMED))
    rated = sessions.rate(after, AMARA, 4, "Useful")
    with pytest.raises(RuleBroken, match="once"):
        sessions.rate(given_that(*planned(), *held(session, CONFIRMED), *rated), AMARA, 5, None)


def test_what_is_done_to_the_reps_of_one_supervisor_leaves_those_of_another_scheduled() -> None:
    both = given_that(*planned(AMARA, BEN))
    (missed,) = sessions.miss(both, [AMARA], {})
    after = sessions.evolve(both, missed, TEN)
    assert (after.seats[AMARA].state, after.seats[BEN].state, after.state) == ("missed", "scheduled", "scheduled")


ANYTHING: tuple[Callable[[Session], list[Event]], ...] = (
    lambda session: sessions.reschedule(session, [AMARA, BEN], {**WHEN, "place": "Room 2"}, TEN),
    lambda session: sessions.raise_point(session, [AMARA], named_id("point"), "Chat"),
    lambda session: held(session, CONFIRMED),
    lambda session: held(session),
    lambda session: sessions.miss(session, [BEN], {}),
    lambda session: sessions.cancel(session, [AMARA, BEN], {"supervisor_notes": "Ill"}),
    lambda session: sessions.rate(session, AMARA, 3, None),
)


@given(st.lists(st.sampled_from(ANYTHING), max_size=20))
def test_whatever_is_wanted_the_history_of_a_session_stays_legal(
    wanted: list[Callable[[Session], list[Event]]],
) -> None:
    session = given_that(*planned(AMARA, BEN))
    for want in wanted:
        before = session
        try:
            happened = want(session)
        except (RuleBroken, Unfit):
            continue
        for event in happened:
            assert event.TYPE in EVENT_TYPES
            assert (
                isinstance(event, (Rescheduled, AgendaRaised, Held, Missed, Cancelled))
                or before.seats[AMARA].state == "held"
            )
            session = sessions.evolve(session, event, TEN)
        for rep_id, seat in before.seats.items():
            assert seat.state in {"scheduled", session.seats[rep_id].state}, "what is over stays as it is"
