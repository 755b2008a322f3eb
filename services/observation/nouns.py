"""The kinds of streams there are, and what the events of one add up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from contracts.definition import Event
from contracts.envelope import Envelope
from contracts.events import EVENT_TYPES
from contracts.problems import NOT_FOUND, Problem
from contracts.sealing import KeyClass
from services.observation.house import House

State = TypeVar("State")


@dataclass(frozen=True)
class Noun(Generic[State]):
    """One kind of stream: how its state begins and evolves, what is answered about it, and which keys seal it.

    The class of the keys names the log too: what is sealed apart is kept apart.
    """

    name: str
    begin: Callable[[Any], State]
    evolve: Callable[[State, Event, datetime], State]
    describe: Callable[[State], dict[str, Any]]
    key_class: KeyClass = "coaching"

    def subject(self, noun_id: str) -> str:
        return f"{self.name}/{noun_id}"


def present(house: House, noun: Noun[State], noun_id: str) -> State:
    """The state of a stream.

    Raises:
        Problem: 404, there is none.
    """
    state: State | None
    state, _version = load(house, noun, noun.subject(noun_id))
    if state is None:
        raise Problem(NOT_FOUND)
    return state


def load(house: House, noun: Noun[Any], subject: str) -> tuple[Any, int]:
    """The state of a stream, None where there is none, and its version."""
    envelopes = house.log_of(noun.key_class).read_stream(subject)
    return folded(noun, envelopes), len(envelopes)


def folded(noun: Noun[Any], envelopes: Sequence[Envelope]) -> Any:
    """The state that a stream's events add up to; None where there are none."""
    return fold(noun, None, [(_event(envelope), envelope.time) for envelope in envelopes])


def fold(noun: Noun[State], state: Any, events: Sequence[tuple[Event, datetime]]) -> Any:
    """The state after these events, each with the time it happened."""
    for event, time in events:
        state = noun.begin(event) if state is None else noun.evolve(state, event, time)
    return state


def _event(envelope: Envelope) -> Event:
    return EVENT_TYPES[envelope.type].from_data(envelope.data)
