"""A PUT of a fact about an alert: done once, answered the same however often it is repeated.

Whoever writes here writes text about a rep, so it is sealed with the rep's key, as on the write side.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from flask import Response

from contracts.definition import Event
from contracts.problems import ID_IN_USE, UNAVAILABLE, Problem
from contracts.sealing import DataKey, seal
from services.eventlog.appending import Append, NewEvent, Receipt
from services.eventlog.errors import ReceiptConflict, VersionConflict
from services.followup.house import House
from services.followup.present_key import present_key
from services.http.answers import answer
from services.http.service import traceparent

_ATTEMPTS = 20


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What is put: by whom, when, about which rep, and under which name it is remembered."""

    key: str
    actor_id: str
    rep_id: str
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """An event on a stream that was at ``version``, with its id, and what is answered."""

    event: Event
    event_id: str
    version: int
    told: Mapping[str, Any]


def put(house: House, fact: Fact, decide: Callable[[], Decided]) -> Response:
    """Do it, or answer as the first time.

    Args:
        decide: looks at the present state; called again when somebody was quicker.

    Raises:
        Problem: what ``decide`` refuses, 422 the id was used for something else, 503 no key or too much competition.
    """
    key = present_key(house.keys, fact.rep_id)
    digest = _digest(key, fact)
    for _attempt in range(_ATTEMPTS):
        if receipt := house.log.receipt(fact.key):
            return _answer_again(receipt, digest)
        decided = decide()
        filed = Receipt(fact.key, digest, orjson.dumps(dict(decided.told)))
        append = Append([_new(fact, decided, key)], expect={decided.event.subject: decided.version}, receipt=filed)
        try:
            appended = house.log.append(append)
        except VersionConflict:
            continue
        except ReceiptConflict as err:
            raise Problem(ID_IN_USE) from err
        if appended.repeated is not None:
            return _answer_again(appended.repeated, digest)
        return answer(dict(decided.told), 201)
    raise Problem(UNAVAILABLE, "Too many are writing to this at once.", retry_after=1)


def _new(fact: Fact, decided: Decided, key: DataKey | None) -> NewEvent:
    return NewEvent(
        _sealed(decided.event, decided.event_id, key),
        id=decided.event_id,
        time=fact.at,
        partitionkey=fact.rep_id,
        actor=fact.actor_id,
        correlationid=decided.event_id,
        traceparent=traceparent(),
    )


def _sealed(event: Event, event_id: str, key: DataKey | None) -> Event:
    """Words about somebody who was erased are not kept: there is no key that could lock them."""
    if not event.text:
        return event
    box = seal(key, event_id, event.TYPE, event.text) if key else None
    return dataclasses.replace(event, text={}, sealed=box)


def _digest(key: DataKey | None, fact: Fact) -> bytes:
    """Tells a repetition from another content without keeping either in the clear."""
    said = orjson.dumps([fact.actor_id, dict(fact.body)], option=orjson.OPT_SORT_KEYS)
    return hmac.digest(key.secret if key else fact.rep_id.encode(), said if key else b"", hashlib.sha256)


def _answer_again(receipt: Receipt, digest: bytes) -> Response:
    if not hmac.compare_digest(receipt.digest, digest):
        raise Problem(ID_IN_USE)
    return answer(orjson.loads(receipt.answer), 200)
