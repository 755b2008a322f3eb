"""Histories that the rules of the write side allow, made by trying anything: what they refuse does not happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, get_args

from contracts.commitments import CommitmentEvent
from contracts.definition import Event
from contracts.development import DevelopmentEvent
from contracts.observations import ObservationEvent
from contracts.sessions import SessionEvent
from services.observation.rules import commitment as promises
from services.observation.rules import mentoring, training
from services.observation.rules import observation as notes
from services.observation.rules import session as sessions
from services.observation.rules.amendment import amend, answer_clarification
from services.observation.rules.broken import RuleBroken, Unfit
from services.observation.rules.duplicate import mark, unmark
from tests.followup.cast import Floor, named

Happened = list[Event]

_RULES: Mapping[str, Any] = {
    "observation": notes,
    "commitment": promises,
    "session": sessions,
    "training": training,
    "mentoring": mentoring,
}
EVENT_TYPES = {
    cls.TYPE
    for family in (ObservationEvent, CommitmentEvent, SessionEvent, DevelopmentEvent)
    for cls in get_args(family)
    if cls.SUBJECT in _RULES
}


class History:
    """``states`` are those of the write side, by noun and number; there are three things of each noun."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.states: dict[tuple[str, int], Any] = {}
        self.fresh = 0

    def attempt(self, deed: str, which: int, minutes: int) -> None:
        """Do something to a thing, if it is there and the rules allow it; begin it where it is not."""
        self.floor.later(minutes=minutes)
        noun = deed.split()[0]
        state = self.states.get((noun, which))
        try:
            happened = _BEGIN[noun](self, which) if state is None else _DEEDS[deed](self, state, which)
        except (RuleBroken, Unfit):
            return
        for event in happened:
            self._happens(noun, which, event)

    def of(self, noun: str) -> list[Any]:
        return [state for (of_noun, _), state in self.states.items() if of_noun == noun]

    def new_id(self) -> str:
        self.fresh += 1
        return named(f"fresh {self.fresh}")

    def _happens(self, noun: str, which: int, event: Event) -> None:
        about: str = event.rep_id  # type: ignore[attr-defined]  # all of these nouns are about a rep
        self.floor.write(event, actor=named("sam"), partition=about)
        rules, state = _RULES[noun], self.states.get((noun, which))
        self.states[noun, which] = rules.begin(event) if state is None else rules.evolve(state, event, self.floor.now)


def standing_alone(history: History) -> list[notes.Observation]:
    """The notes that are shown for themselves: not taken back, and under no other one that is shown."""
    by_id = {note.observation_id: note for note in history.of("observation")}
    return [
        note
        for note in by_id.values()
        if note.withdrawn_at is None
        and (note.duplicate_of is None or by_id[note.duplicate_of].withdrawn_at is not None)
    ]


def _record(history: History, which: int) -> Happened:
    facts = {"rep_id": named("alice"), "kind": "praise" if which else "correction", "quote": "I hear you."}
    facts["behaviour_id"] = named("interrupted")
    return notes.record(named(f"note {which}"), named("sam"), facts, history.floor.now)


def _propose(history: History, which: int) -> Happened:
    today = history.floor.now.date()
    facts = {"rep_id": named("alice"), "practice": "Let them finish", "due_on": today + timedelta(days=which)}
    return promises.propose(named(f"promise {which}"), named("sam"), facts, today)


def _schedule(history: History, which: int) -> Happened:
    facts = {"rep_ids": [named("alice"), named("bob")], "starts_at": history.floor.now, "minutes": 30, "place": "Here"}
    return sessions.schedule(named(f"session {which}"), named("sam"), facts, history.floor.now)


def _assign(history: History, which: int) -> Happened:
    facts = {"rep_id": named("alice"), "title": "Returns"}
    return training.assign(named(f"training {which}"), named("sam"), facts, history.floor.now.date())


def _pair(history: History, which: int) -> Happened:
    return mentoring.pair(named(f"pair {which}"), named("bob"), named("alice"), named("sam"))


_BEGIN: Mapping[str, Callable[[History, int], Happened]] = {
    "observation": _record,
    "commitment": _propose,
    "session": _schedule,
    "training": _assign,
    "mentoring": _pair,
}


def _mark(history: History, note: notes.Observation, which: int) -> Happened:
    """The next note, where there is one, is to stand for this one."""
    by_id = {each.observation_id: each for each in history.of("observation")}
    original = history.states.get(("observation", (which + 1) % 3))
    beyond, following = [], original.duplicate_of if original else None
    while following is not None:
        beyond.append(following)
        following = by_id[following].duplicate_of
    event = mark(note, original, beyond)
    return [event] if event else []


def _unmark(_history: History, note: notes.Observation, _which: int) -> Happened:
    event = unmark(note)
    return [event] if event else []


def _amendment(history: History, note: notes.Observation) -> Happened:
    return amend(note, history.new_id(), {"kind": "correction", "impact": None}, "I misheard")


def _revisit(history: History, promise: promises.Commitment, outcome: Any) -> Happened:
    return promises.revisit(promise, history.new_id(), outcome, {"note": "At noon"}, history.floor.now.date())


def _hold(history: History, session: sessions.Session) -> Happened:
    """With a promise of alice's, if there is one that stands."""
    confirmed = [promise for promise in history.of("commitment") if promise.is_confirmed][:1]
    said = {"supervisor_notes": "Calmer", "rep_notes": {named("alice"): "I wait now"}}
    reason = {} if confirmed else {"none_needed_reason": "All is well"}
    return sessions.hold(session, list(session.seats), {**said, **reason}, confirmed)


def _in_a_week(history: History) -> Any:
    return history.floor.now.date() + timedelta(days=7)


_DEEDS: Mapping[str, Callable[[History, Any, int], Happened]] = {
    "observation share": lambda h, note, _: notes.share(note, h.floor.now),
    "observation acknowledge": lambda _h, note, _: notes.acknowledge(note),
    "observation reply": lambda h, note, _: notes.reply(note, h.new_id(), "Thanks"),
    "observation dispute": lambda _h, note, _: notes.request_clarification(note, "That was bob"),
    "observation amend": lambda h, note, _: _amendment(h, note),
    "observation stands": lambda _h, note, _: answer_clarification(note, "stands", "It does"),
    "observation amended": lambda _h, note, _: answer_clarification(note, "amended", None),
    "observation amend in answer": lambda h, note, _: answer_clarification(note, "amended", None, _amendment(h, note)),
    "observation withdraw in answer": lambda _h, note, _: answer_clarification(note, "withdrawn", "You are right"),
    "observation withdraw": lambda _h, note, _: notes.withdraw(note, "Wrong rep"),
    "observation mark": _mark,
    "observation unmark": _unmark,
    "commitment confirm": lambda h, it, _: promises.confirm(it, None, "own_device", "Yes", h.floor.now),
    "commitment decline": lambda h, it, _: promises.decline(it, None, "No", h.floor.now),
    "commitment practise": lambda h, it, _: promises.report_practice(it, h.new_id(), "Twice"),
    "commitment see": lambda h, it, _: _revisit(h, it, "saw_it"),
    "commitment see partly": lambda h, it, _: _revisit(h, it, "partly"),
    "commitment not see": lambda h, it, _: _revisit(h, it, "not_yet"),
    "commitment ask to move": lambda h, it, _: promises.ask_renewal(
        it, h.new_id(), _in_a_week(h), "Away", h.floor.now.date()
    ),
    "commitment renew": lambda h, it, _: promises.renew(it, h.new_id(), _in_a_week(h), "Away", h.floor.now.date()),
    "commitment give up": lambda _h, it, _: promises.close(it, "not_kept", "It did not work"),
    "commitment release": lambda _h, it, _: promises.close(it, "released", "No longer"),
    "session move": lambda h, it, _: sessions.reschedule(
        it, list(it.seats), {"starts_at": h.floor.now + timedelta(days=1), "minutes": 20}, h.floor.now
    ),
    "session raise": lambda h, it, _: sessions.raise_point(it, [named("bob")], h.new_id(), "Late shifts"),
    "session hold": lambda h, it, _: _hold(h, it),
    "session miss": lambda _h, it, _: sessions.miss(it, list(it.seats), {}),
    "session cancel": lambda _h, it, _: sessions.cancel(it, [named("bob")], {"supervisor_notes": "Ill"}),
    "session rate": lambda _h, it, _: sessions.rate(it, named("alice"), 4, "Good"),
    "training pass": lambda _h, it, _: training.complete(it, True, 80.0),
    "training fail": lambda _h, it, _: training.complete(it, False, None),
    "training cancel": lambda _h, it, _: training.cancel(it, "Twice"),
    "mentoring end": lambda _h, it, _: mentoring.end(it),
}
DEEDS = tuple(_DEEDS)
