"""A PUT of a fact: done once, answered the same however often it is repeated.

Load the stream, let the rules decide, seal, append with the version that was read and a receipt; when somebody
was quicker, do it again on the new state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from flask import Response

from contracts.definition import Event
from contracts.problems import ID_IN_USE, UNAVAILABLE, Problem
from services.eventlog.appending import Append, NewEvent
from services.eventlog.errors import ReceiptConflict, VersionConflict
from services.http.answers import answer
from services.http.service import traceparent
from services.observation.decided import asked_of_the_rules
from services.observation.house import House
from services.observation.nouns import Noun, State, fold, load
from services.observation.receipts import digest_of, receipt_of, told_before
from services.observation.sealed_events import sealed_event

_ATTEMPTS = 20


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
    digest = digest_of(key, fact.actor_id, fact.body)
    for attempt in range(_ATTEMPTS):
        # What begins a stream is new nearly every time, and the append tells of a repetition by itself.
        look_first = attempt > 0 or not fact.begins
        if look_first and (receipt := log.receipt(fact.key)):
            return answer(_told(noun, told_before(key, digest, receipt), receipt.position), 200)
        state, version = (None, 0) if fact.begins else load(house, noun, fact.subject)
        try:
            events = asked_of_the_rules(partial(decide, state))
        except Problem:
            if look_first:
                raise
            continue
        told = {**noun.describe(fold(noun, state, [(event, fact.at) for event in events])), **also}
        filed = receipt_of(key, fact.key, digest, told)
        new = [_new_event(house, noun, fact, event) for event in events]
        try:
            appended = log.append(Append(new, expect={fact.subject: version}, receipt=filed, within=within))
        except VersionConflict:
            continue
        except ReceiptConflict as err:
            raise Problem(ID_IN_USE) from err
        if appended.repeated is not None:
            return answer(_told(noun, told_before(key, digest, appended.repeated), appended.last_position), 200)
        return answer(_told(noun, told, appended.last_position), 201)
    raise Problem(UNAVAILABLE, "Too many are writing to this at once.", retry_after=1)


def _new_event(house: House, noun: Noun[Any], fact: Fact, event: Event) -> NewEvent:
    """An event about a rep is sealed with that rep's key, also where one fact is about several."""
    event_id = house.new_id()
    about = getattr(event, "rep_id", fact.about)
    return NewEvent(
        sealed_event(house.keyring.key(about, noun.key_class), event_id, event) if event.text else event,
        id=event_id,
        time=fact.at,
        partitionkey=about,
        actor=fact.actor_id,
        correlationid=event_id,
        traceparent=traceparent(),
    )


def _told(noun: Noun[Any], told: Mapping[str, Any], position: int) -> dict[str, Any]:
    """With the position that a reader must have reached; where there are no readers it would only be a count."""
    return {**told, "position": position} if noun.key_class == "coaching" else dict(told)
