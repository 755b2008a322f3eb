"""The rules by themselves: given what happened, when somebody wants something, then this happens or a rule says no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.commitments import Confirmed, Declined, Kept, Proposed, Renewed, Revisited
from contracts.definition import Event
from contracts.events import EVENT_TYPES
from services.observation.rules import commitment as commitments
from services.observation.rules import observation as observations
from services.observation.rules.amendment import answer_clarification
from services.observation.rules.broken import RuleBroken, Unfit
from services.observation.rules.commitment import Commitment
from services.observation.rules.observation import Observation
from tests.observation.floor import AMARA, INES, named_id

WEDNESDAY = date(2026, 11, 18)
TEN = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
PROMISE = named_id("promise")
ABOUT: dict[str, Any] = {"commitment_id": PROMISE, "rep_id": AMARA}
FACTS: dict[str, Any] = {"rep_id": AMARA, "practice": "Let the customer finish", "due_on": WEDNESDAY}

PROPOSED = Proposed(**ABOUT, revision=1, proposed_by=INES, due_on=WEDNESDAY)
CONFIRMED = Confirmed(**ABOUT, revision=1, via="own_device")
RENEWED = Renewed(**ABOUT, revision=2, renewal_id=named_id("r"), due_on=WEDNESDAY)
KEPT = Kept(**ABOUT, revision=1, seen_on=WEDNESDAY)


def given_that(*happened: Event, at: datetime = TEN) -> Commitment:
    first, *rest = happened
    assert isinstance(first, Proposed)
    state = commitments.begin(first)
    for event in rest:
        state = commitments.evolve(state, event, at)
    return state


def test_a_promise_is_proposed_with_its_words_apart_from_its_facts() -> None:
    (event,) = commitments.propose(PROMISE, INES, FACTS, WEDNESDAY)
    assert event == PROPOSED
    assert event.text == {"practice": "Let the customer finish"}


@pytest.mark.parametrize("due_on", [WEDNESDAY - timedelta(days=1), WEDNESDAY + timedelta(days=367)])
def test_a_promise_is_due_today_or_within_a_year(due_on: date) -> None:
    with pytest.raises(Unfit):
        commitments.propose(PROMISE, INES, {**FACTS, "due_on": due_on}, WEDNESDAY)


@pytest.mark.parametrize(
    "want",
    [
        lambda state: commitments.report_practice(state, named_id("p"), None),
        lambda state: commitments.revisit(state, named_id("v"), "saw_it", {}, WEDNESDAY),
        lambda state: commitments.ask_renewal(state, named_id("a"), WEDNESDAY, "Ill", WEDNESDAY),
        lambda state: commitments.renew(state, named_id("r"), WEDNESDAY, "Ill", WEDNESDAY),
        lambda state: commitments.close(state, "not_kept", "No"),
    ],
)
def test_a_promise_is_not_open_until_the_rep_confirmed_it(want: Callable[[Commitment], list[Event]]) -> None:
    with pytest.raises(RuleBroken):
        want(given_that(PROPOSED))
    assert want(given_that(PROPOSED, CONFIRMED))


def test_a_promise_closes_by_being_seen_again() -> None:
    seen = commitments.revisit(given_that(PROPOSED, CONFIRMED), named_id("v"), "saw_it", {"quote": "Go on"}, WEDNESDAY)
    assert [type(event) for event in seen] == [Revisited, Kept]
    assert seen[0].text == {"quote": "Go on"}
    assert given_that(PROPOSED, CONFIRMED, *seen).status == "kept"


def test_while_a_new_date_waits_the_old_promise_can_still_be_seen() -> None:
    waiting = given_that(PROPOSED, CONFIRMED, RENEWED)
    assert (waiting.status, waiting.revision, waiting.is_promised) == ("proposed", 2, True)
    assert commitments.revisit(waiting, named_id("v"), "saw_it", {}, WEDNESDAY)


def test_declining_a_new_date_goes_back_to_the_confirmed_one() -> None:
    declined = Declined(**ABOUT, revision=2)
    back = given_that(PROPOSED, CONFIRMED, RENEWED, declined)
    assert (back.status, back.revision, back.last_revision) == ("open", 1, 2)


def test_an_answer_given_before_the_date_was_moved_is_not_an_answer_to_it() -> None:
    waiting = given_that(PROPOSED, CONFIRMED, RENEWED)
    with pytest.raises(RuleBroken):
        commitments.confirm(waiting, None, "own_device", None, TEN - timedelta(minutes=6))
    with pytest.raises(RuleBroken):
        commitments.confirm(waiting, 1, "own_device", None, TEN)
    assert commitments.confirm(waiting, 2, "own_device", None, TEN)


ANYTHING: tuple[Callable[[Commitment], list[Event]], ...] = (
    lambda state: commitments.confirm(state, None, "own_device", None, TEN),
    lambda state: commitments.decline(state, None, "No", TEN),
    lambda state: commitments.report_practice(state, named_id("p"), "Did it"),
    lambda state: commitments.revisit(state, named_id("v"), "saw_it", {}, WEDNESDAY),
    lambda state: commitments.revisit(state, named_id("v"), "partly", {}, WEDNESDAY),
    lambda state: commitments.ask_renewal(state, named_id("a"), WEDNESDAY, "Ill", WEDNESDAY),
    lambda state: commitments.renew(state, named_id("r"), WEDNESDAY, "Ill", WEDNESDAY),
    lambda state: commitments.close(state, "not_kept", "No"),
    lambda state: commitments.close(state, "released", "No"),
)
CLOSED = {"declined", "kept", "not_kept", "released"}


@given(st.lists(st.sampled_from(ANYTHING), max_size=30))
def test_whatever_is_wanted_the_history_stays_legal(wanted: list[Callable[[Commitment], list[Event]]]) -> None:
    state, history = given_that(PROPOSED), ["proposed"]
    for want in wanted:
        before = state
        try:
            happened = want(state)
        except RuleBroken:
            continue
        assert before.status not in CLOSED, "nothing happens to a promise that is over"
        for event in happened:
            assert event.TYPE in EVENT_TYPES
            state = commitments.evolve(state, event, TEN)
        history.append(state.status)
        assert state.standing <= state.last_revision
        assert state.last_revision >= before.last_revision, "a revision is counted once"
        if state.status == "kept":
            assert before.is_promised


def given_a_note(**changes: Any) -> Observation:
    return Observation(named_id("note"), AMARA, INES, TEN + timedelta(minutes=10), **changes)


def test_a_note_is_the_reps_to_see_after_ten_minutes() -> None:
    assert not given_a_note().visible_to_rep(TEN + timedelta(minutes=10) - timedelta(microseconds=1))
    assert given_a_note().visible_to_rep(TEN + timedelta(minutes=10))


def test_a_note_withdrawn_in_time_is_never_the_reps_to_see() -> None:
    early, late = TEN + timedelta(minutes=9), TEN + timedelta(minutes=11)
    assert not given_a_note(withdrawn_at=early).visible_to_rep(TEN + timedelta(days=1))
    assert given_a_note(withdrawn_at=late).visible_to_rep(TEN + timedelta(days=1)), "the trace stays"


@pytest.mark.parametrize(
    "want",
    [
        lambda note: observations.share(note, TEN),
        lambda note: observations.withdraw(note, "Again"),
        observations.acknowledge,
        lambda note: observations.reply(note, named_id("reply"), "Thanks"),
        lambda note: observations.request_clarification(note, "No"),
    ],
)
def test_nothing_is_said_under_a_withdrawn_note(want: Callable[[Observation], list[Event]]) -> None:
    with pytest.raises(RuleBroken):
        want(given_a_note(withdrawn_at=TEN))
    assert want(given_a_note())


def test_a_note_is_acknowledged_once_and_its_clarification_asked_once() -> None:
    with pytest.raises(RuleBroken):
        observations.acknowledge(given_a_note(acknowledged=True))
    for clarification in ("requested", "answered"):
        with pytest.raises(RuleBroken):
            observations.request_clarification(given_a_note(clarification=clarification), "Again")


def test_a_clarification_is_answered_only_when_it_was_asked() -> None:
    with pytest.raises(RuleBroken):
        answer_clarification(given_a_note(), "stands", None)
    assert len(answer_clarification(given_a_note(clarification="requested"), "withdrawn", "Right")) == 2
