"""A PUT of a fact: done once, answered the same however often it is repeated.

Load the stream, let the rules decide, seal, append with the version that was read and a receipt; when somebody
was quicker, do it again on the new state.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import orjson
import sqlalchemy as sa
from flask import Response

from contracts.definition import Event
from contracts.envelope import Envelope
from contracts.events import EVENT_TYPES
from contracts.problems import ID_IN_USE, INVALID, NOT_FOUND, RULE_BROKEN, UNAVAILABLE, Problem
from contracts.sealing import Box, DataKey, KeyClass, seal, unseal
from services.eventlog.appending import Append, NewEvent, Receipt
from services.eventlog.errors import ReceiptConflict, VersionConflict
from services.http.answers import answer
from services.http.service import traceparent
from services.observation.house import House
from services.observation.rules.broken import RuleBroken, Unfit

State = TypeVar("State")

_ATTEMPTS = 20
_RECEIPT = "floorwalk.receipt"


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


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What is put: by whom, when, about whom (whose key seals its receipt), and under which name it is remembered."""

    key: str
    subject: str
    actor_id: str
    about: str
    at: datetime
    body: Mapping[str, Any]

    @property
    def begins(self) -> bool:
        """It is the first of its stream."""
        return self.key == self.subject


Decide = Callable[[Any], list[Event]]


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


def put(
    house: House,
    noun: Noun[State],
    fact: Fact,
    decide: Decide,
    also: Mapping[str, Any] = MappingProxyType({}),
    within: Callable[[sa.Connection], None] | None = None,
) -> Response:
    """Do it, or answer as the first time.

    Args:
        decide: from the stream's present state (None while there is none) to what happens.
        also: what else is told of this fact, now and whenever it is repeated.
        within: looks at the directory once it is written, and may raise a problem that undoes it.

    Raises:
        Problem: 409 a rule says no, 422 the id was used for something else, 503 too much competition.
    """
    key, log = house.keyring.key(fact.about, noun.key_class), house.log_of(noun.key_class)
    digest = _digest(key, fact)
    for attempt in range(_ATTEMPTS):
        # What begins a stream is new nearly every time, and the append tells of a repetition by itself.
        look_first = attempt > 0 or not fact.begins
        if look_first and (receipt := log.receipt(fact.key)):
            return _answer_again(noun, key, fact, digest, receipt, receipt.position)
        state, version = (None, 0) if fact.begins else load(house, noun, fact.subject)
        try:
            events = _decided(decide, state)
        except Problem:
            if look_first:
                raise
            continue
        told = {**noun.describe(_fold(noun, state, [(event, fact.at) for event in events])), **also}
        filed = Receipt(fact.key, digest, _sealed_answer(key, fact, told))
        new = [_new_event(house, noun, fact, event) for event in events]
        try:
            appended = log.append(Append(new, expect={fact.subject: version}, receipt=filed, within=within))
        except VersionConflict:
            continue
        except ReceiptConflict as err:
            raise Problem(ID_IN_USE) from err
        if appended.repeated is not None:
            return _answer_again(noun, key, fact, digest, appended.repeated, appended.last_position)
        return answer(_told(noun, told, appended.last_position), 201)
    raise Problem(UNAVAILABLE, "Too many are writing to this at once.", retry_after=1)


def load(house: House, noun: Noun[Any], subject: str) -> tuple[Any, int]:
    """The state of a stream, None where there is none, and its version."""
    envelopes = house.log_of(noun.key_class).read_stream(subject)
    return folded(noun, envelopes), len(envelopes)


def folded(noun: Noun[Any], envelopes: Sequence[Envelope]) -> Any:
    """The state that a stream's events add up to; None where there are none."""
    return _fold(noun, None, [(_event(envelope), envelope.time) for envelope in envelopes])


def _fold(noun: Noun[State], state: Any, events: Sequence[tuple[Event, datetime]]) -> Any:
    for event, time in events:
        state = noun.begin(event) if state is None else noun.evolve(state, event, time)
    return state


def _event(envelope: Envelope) -> Event:
    return EVENT_TYPES[envelope.type].from_data(envelope.data)


def _decided(decide: Decide, state: Any) -> list[Event]:
    return asked_of_the_rules(lambda: decide(state))


def asked_of_the_rules(decide: Callable[[], list[Event]]) -> list[Event]:
    """What the rules say to it.

    Raises:
        Problem: 409 a rule says no, 422 a field does not fit.
    """
    try:
        return decide()
    except RuleBroken as err:
        raise Problem(RULE_BROKEN, str(err), rule=str(err)) from err
    except Unfit as err:
        raise Problem(INVALID, errors={err.field: [err.message]}) from err


def _new_event(house: House, noun: Noun[Any], fact: Fact, event: Event) -> NewEvent:
    """An event about a rep is sealed with that rep's key, also where one fact is about several."""
    event_id = house.new_id()
    about = getattr(event, "rep_id", fact.about)
    return NewEvent(
        sealed_event(house.keyring.key(about, noun.key_class), event_id, event),
        id=event_id,
        time=fact.at,
        partitionkey=about,
        actor=fact.actor_id,
        correlationid=event_id,
        traceparent=traceparent(),
    )


def sealed_event(key: DataKey, event_id: str, event: Event) -> Event:
    """The event with its texts locked into a box that is bound to its id."""
    if not event.text:
        return event
    return dataclasses.replace(event, text={}, sealed=seal(key, event_id, event.TYPE, event.text))


def _digest(key: DataKey, fact: Fact) -> bytes:
    """Tells a repetition from another content without keeping either in the clear."""
    said = orjson.dumps([fact.actor_id, dict(fact.body)], option=orjson.OPT_SORT_KEYS)
    return hmac.digest(key.secret, said, hashlib.sha256)


def _sealed_answer(key: DataKey, fact: Fact, told: Mapping[str, Any]) -> bytes:
    box = seal(key, fact.key, _RECEIPT, {"answer": orjson.dumps(told).decode()})
    return orjson.dumps(dataclasses.asdict(box))


def _answer_again(
    noun: Noun[Any], key: DataKey, fact: Fact, digest: bytes, receipt: Receipt, position: int
) -> Response:
    if not hmac.compare_digest(receipt.digest, digest):
        raise Problem(ID_IN_USE)
    box = Box(**orjson.loads(receipt.answer))
    told = orjson.loads(unseal(key.secret, fact.key, _RECEIPT, box)["answer"])
    return answer(_told(noun, told, position), 200)


def _told(noun: Noun[Any], told: Mapping[str, Any], position: int) -> dict[str, Any]:
    """With the position that a reader must have reached; where there are no readers it would only be a count."""
    return {**told, "position": position} if noun.key_class == "coaching" else dict(told)
