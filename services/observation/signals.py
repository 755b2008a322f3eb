"""Recording signals: many at once, each once, however often it is sent.

A signal's event is the only one of its stream and holds all that was sent, so that it is its own receipt: what comes
again is held against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.envelope import Envelope
from contracts.problems import ID_IN_USE, INVALID, UNAVAILABLE, Problem
from contracts.sealing import Box, DataKey, unseal
from contracts.signals import Recorded
from services.eventlog.appending import Append, NewEvent
from services.eventlog.errors import VersionConflict
from services.http.service import traceparent
from services.observation.house import House
from services.observation.sealed_events import sealed_event

AT_ONCE = 1_000
"""Signals that are appended together: few enough that nobody's note has to wait long behind them."""

_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Signal:
    """One to record, as it was sent and checked."""

    event: Recorded
    at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """It is in the log, since now or since before."""

    position: int
    is_new: bool


Outcome = Done | Problem


def record(house: House, actor_id: str, signals: Sequence[Signal]) -> list[Outcome]:
    """Record what is not recorded yet; the outcome of each, in their order.

    Raises:
        LogUnavailable: what was recorded until then stays so; send it all again.
        Problem: 503, too much competition.
    """
    outcomes: list[Outcome] = []
    for start in range(0, len(signals), AT_ONCE):
        outcomes += _record_together(house, actor_id, signals[start : start + AT_ONCE])
    return outcomes


def _record_together(house: House, actor_id: str, signals: Sequence[Signal]) -> list[Outcome]:
    keys = house.keyring.those_known({signal.event.rep_id for signal in signals})
    for _attempt in range(_ATTEMPTS):
        past = house.log.read_beginnings(list({signal.event.subject for signal in signals}))
        batch = _Batch(keys, past)
        outcomes = [batch.take(signal) for signal in signals]
        try:
            last = house.log.append(batch.append(house, actor_id)).last_position if batch.fresh else 0
        except VersionConflict:
            continue
        first = last - len(batch.fresh) + 1
        return [
            Done(first + outcome.place, outcome.is_first) if isinstance(outcome, _Fresh) else outcome
            for outcome in outcomes
        ]
    raise Problem(UNAVAILABLE, "Too many are writing to this at once.", retry_after=1)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """The place among the new ones; ``is_first`` unless it was said before in the same batch."""

    place: int
    is_first: bool


class _Batch:
    """Sorts signals into those that are new, in ``fresh``, those that are there, and those that cannot be."""

    def __init__(self, keys: Mapping[str, DataKey | None], past: Mapping[str, Envelope]) -> None:
        self._keys = keys
        self._past = past
        self._places: dict[str, int] = {}
        self.fresh: list[Signal] = []

    def take(self, signal: Signal) -> Outcome | _Fresh:
        subject = signal.event.subject
        key = self._keys.get(signal.event.rep_id)
        if key is None:
            return Problem(INVALID, errors={"rep_id": ["There is no such person."]})
        if (before := self._past.get(subject)) is not None:
            return Done(before.position, False) if _says(before, signal, key) else Problem(ID_IN_USE)
        if (place := self._places.get(subject)) is not None:
            return _Fresh(place, False) if _same(self.fresh[place], signal) else Problem(ID_IN_USE)
        self._places[subject] = len(self.fresh)
        self.fresh.append(signal)
        return _Fresh(self._places[subject], True)

    def append(self, house: House, actor_id: str) -> Append:
        trace = traceparent()
        new = [self._new_event(house.new_id(), actor_id, signal, trace) for signal in self.fresh]
        return Append(new, expect={signal.event.subject: 0 for signal in self.fresh})

    def _new_event(self, event_id: str, actor_id: str, signal: Signal, trace: str | None) -> NewEvent:
        rep_id = signal.event.rep_id
        key = self._keys[rep_id]
        if key is None:
            raise ValueError("a signal was taken without a key")
        return NewEvent(
            sealed_event(key, event_id, signal.event),
            id=event_id,
            time=signal.at,
            partitionkey=rep_id,
            actor=actor_id,
            correlationid=event_id,
            traceparent=trace,
        )


def _says(before: Envelope, signal: Signal, key: DataKey) -> bool:
    """Whether what is in the log is what is sent now."""
    stored = Recorded.from_data(before.data)
    return stored == signal.event and before.time == signal.at and _texts(before, key) == dict(signal.event.text)


def _texts(before: Envelope, key: DataKey) -> Mapping[str, Any]:
    sealed = before.data.get("sealed")
    return unseal(key.secret, before.id, before.type, Box(**sealed)) if sealed else {}


def _same(one: Signal, other: Signal) -> bool:
    return one == other and one.event.text == other.event.text


def signal_of(signal_id: str, body: Mapping[str, Any]) -> Signal:
    """What a checked body says."""
    clear = {name: body[name] for name in ("rep_id", "name", "value", "channel", "interaction") if name in body}
    text = {name: body[name] for name in Recorded.TEXT if name in body}
    return Signal(Recorded(signal_id=signal_id, **clear, text=text), body["occurred_at"])
