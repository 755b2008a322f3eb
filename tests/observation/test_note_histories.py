"""Whatever is wanted of a note, a training or a pair, in whatever order: the history that comes of it is legal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.definition import Event
from contracts.observations import Amended, ClarificationAnswered, ClarificationRequested, MarkedDuplicate, Withdrawn
from services.observation.rules import mentoring as mentorings
from services.observation.rules import observation as observations
from services.observation.rules import training as trainings
from services.observation.rules.amendment import amend, answer_clarification
from services.observation.rules.broken import RuleBroken, Unfit
from services.observation.rules.duplicate import mark, unmark
from services.observation.rules.mentoring import Mentoring
from services.observation.rules.observation import Observation
from services.observation.rules.training import Training
from tests.observation.floor import AMARA, BEN, INES, named_id

TEN = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)

Want = Callable[[Observation], list[Event]]

WANTS: tuple[Want, ...] = (
    lambda note: observations.share(note, TEN),
    observations.acknowledge,
    lambda note: observations.reply(note, named_id("reply"), "Thanks"),
    lambda note: observations.request_clarification(note, "It was bob"),
    lambda note: amend(note, named_id("amendment"), {"quote": "Wait"}, "I misheard"),
    lambda note: answer_clarification(note, "stands", None),
    lambda note: answer_clarification(note, "amended", None),
    lambda note: answer_clarification(note, "amended", None, amend(note, named_id("a"), {"quote": "Wait"}, "So")),
    lambda note: answer_clarification(note, "withdrawn", "You are right"),
    lambda note: observations.withdraw(note, "Wrong rep"),
)


@given(st.lists(st.sampled_from(WANTS), max_size=30))
def test_nothing_follows_a_withdrawal_and_a_clarification_is_asked_and_answered_once(wants: list[Want]) -> None:
    note = Observation(named_id("note"), AMARA, INES, TEN + timedelta(minutes=10))
    history: list[Event] = []
    for want in wants:
        try:
            happened = want(note)
        except RuleBroken:
            continue
        assert note.withdrawn_at is None, "nothing happens to a note that was taken back"
        for event in happened:
            history.append(event)
            note = observations.evolve(note, event, TEN)
    kinds = [type(event) for event in history]
    assert kinds.count(Withdrawn) <= 1
    assert kinds.count(ClarificationAnswered) <= kinds.count(ClarificationRequested) <= 1
    assert_amended_is_true(history)


def assert_amended_is_true(history: list[Event]) -> None:
    """Nobody says "I changed it" of a note that is as it was when the rep asked."""
    for place, event in enumerate(history):
        if isinstance(event, ClarificationAnswered) and event.outcome == "amended":
            asked = next(i for i, before in enumerate(history) if isinstance(before, ClarificationRequested))
            assert any(isinstance(between, Amended) for between in history[asked:place])


NAMES = ("first", "second", "third", "fourth")
MARKS = st.tuples(st.sampled_from(NAMES), st.sampled_from([*NAMES, None]))


@given(st.lists(MARKS, max_size=40))
def test_however_notes_are_marked_and_unmarked_one_of_each_group_stands(marks: list[tuple[str, str | None]]) -> None:
    notes = {name: Observation(named_id(name), AMARA, INES, TEN) for name in NAMES}
    by_id = {note.observation_id: name for name, note in notes.items()}
    for name, original in marks:
        try:
            event = (
                unmark(notes[name])
                if original is None
                else mark(notes[name], notes[original], beyond(notes, by_id, original))
            )
        except (RuleBroken, Unfit):
            continue
        if event is not None:
            assert isinstance(event, MarkedDuplicate) == (original is not None)
            notes[name] = observations.evolve(notes[name], event, TEN)
        for each in NAMES:
            assert len(beyond(notes, by_id, each)) < len(NAMES), "the way to the note that stands has an end"


def wanted(notes: dict[str, Observation], by_id: dict[str, str], name: str, original: str | None) -> Event | None:
    if original is None:
        return unmark(notes[name])
    return mark(notes[name], notes[original], beyond(notes, by_id, original))


def beyond(notes: dict[str, Observation], by_id: dict[str, str], name: str) -> list[str]:
    """The notes that one is a duplicate of, one after the other; as many as there are notes where they are a ring."""
    passed: list[str] = []
    following = notes[name].duplicate_of
    while following is not None and len(passed) < len(NAMES):
        passed.append(following)
        following = notes[by_id[following]].duplicate_of
    return passed


@given(st.lists(st.sampled_from(["complete", "cancel"]), max_size=6))
def test_a_training_ends_once(wants: list[str]) -> None:
    training, ended = Training(named_id("training"), AMARA), 0
    for want in wants:
        try:
            happened = (
                trainings.complete(training, True, 80.0) if want == "complete" else trainings.cancel(training, None)
            )
        except RuleBroken:
            continue
        ended += len(happened)
        training = trainings.evolve(training, happened[0], TEN)
    assert ended == min(1, len(wants))


@given(st.integers(0, 4))
def test_a_mentoring_ends_once(times: int) -> None:
    mentoring, ended = Mentoring(named_id("pair"), BEN, AMARA), 0
    for _time in range(times):
        try:
            happened = mentorings.end(mentoring)
        except RuleBroken:
            continue
        ended += len(happened)
        mentoring = mentorings.evolve(mentoring, happened[0], TEN)
    assert ended == min(1, times)
