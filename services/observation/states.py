"""Changeable things (people, teams, behaviours): a PUT brings the new state; nothing happens when it is so already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask import request

from contracts.definition import Event
from contracts.problems import STALE, UNAVAILABLE, Problem
from services.eventlog.appending import Append, NewEvent
from services.eventlog.errors import VersionConflict
from services.http.read_only import Said, require_so
from services.observation.house import House
from services.observation.sealed_events import sealed_event

_ATTEMPTS = 20

Happening = Event | Sequence[Event] | None
"""What brings the new state: None, or no event, where it is so already."""

Decide = Callable[[], tuple[int, Happening]]
"""The version that was read, and what brings the new state."""


@dataclass(frozen=True)
class Change:
    """``version`` is what was read, and ``told`` what a GET answers of it; ``beside`` are other streams that the
    decision rests on, with the versions they were read at."""

    version: int
    happening: Happening
    beside: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)


def put_state(house: House, subject: str, actor_id: str, at: datetime, decide: Decide, sealed_for: str | None) -> int:
    """Bring a thing into a state; honours ``If-Match``.

    Returns:
        The log's position after it; 0 when nothing had to change.

    Raises:
        Problem: 412 it is not at the version the caller read, 503 too much competition.
    """
    return put_change(house, subject, actor_id, at, lambda: Change(*decide()), sealed_for)[0]


def put_change(
    house: House,
    subject: str,
    actor_id: str,
    at: datetime,
    decide: Callable[[], Change],
    sealed_for: str | None = None,
    said: Said = MappingProxyType({}),
) -> tuple[int, int]:
    """The same, decided on more than the thing itself.

    Args:
        said: what the caller says of fields that are read only.

    Returns:
        The log's position after it, 0 when nothing had to change; and the version the thing is at.

    Raises:
        Problem: 412 it is not at the version the caller read, 422 a field that is read only is not as the caller says,
            503 too much competition.
    """
    for _attempt in range(_ATTEMPTS):
        change = decide()
        _check_version(change.version)
        require_so(said, change.told)
        if not change.happening:
            return 0, change.version
        events = [change.happening] if isinstance(change.happening, Event) else change.happening
        new = [_new_event(house, event, subject, actor_id, at, sealed_for) for event in events]
        try:
            expect = {**change.beside, subject: change.version}
            return house.log.append(Append(new, expect=expect)).last_position, change.version + len(new)
        except VersionConflict:
            continue
    raise Problem(UNAVAILABLE, "Too many are writing to this at once.", retry_after=1)


def _check_version(version: int) -> None:
    wanted = request.if_match
    if not wanted.star_tag and not wanted.as_set():
        return
    if version == 0 or not wanted.contains(str(version)):
        raise Problem(STALE)


def _new_event(
    house: House, event: Event, subject: str, actor_id: str, at: datetime, sealed_for: str | None
) -> NewEvent:
    event_id = house.new_id()
    about = getattr(event, "rep_id", sealed_for)
    if about is not None:
        event = sealed_event(house.keyring.key(about), event_id, event)
    partition = about or subject.split("/", 1)[1]
    return NewEvent(event, id=event_id, time=at, partitionkey=partition, actor=actor_id, correlationid=event_id)
