"""From what should be alerted and what is, to the events that make them agree. Pure.

Ids are made from what an event is about, so that the same finding, made twice, is the same event.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from contracts.alerts import CommitmentFellOverdue, Raised, Resolved
from contracts.definition import Event
from contracts.instants import wire_instant
from services.eventlog.appending import NewEvent
from services.followup.states import is_pending
from services.followup.watch.alerts import Alert
from services.followup.watch.lateness import Late, Lateness
from services.followup.watch.promises import Watched

LEVEL = 1
"""An alert begins with the supervisor (`domain.md`, ladder)."""

ACTOR = "svc:followup"

_FLOORWALK = uuid.UUID("5b8f6f0e-7a54-5b3c-9a35-1d1f7a1c9e42")


@dataclass(frozen=True, slots=True)
class Settled:
    """Events, and the version each of their streams must be at before."""

    events: tuple[NewEvent, ...]
    expect: dict[str, int]


def settle(
    watched: Watched | None, lateness: Lateness, known: Collection[Alert], told: Collection[int], now: datetime
) -> Settled:
    """The events that bring the alerts about one promise to what is late about it.

    Args:
        watched: the promise; None where the read model no longer has it.
        known: every alert there ever was about it.
        told: its revisions that were told to have fallen overdue.
    """
    expect: dict[str, int] = {}
    events: list[NewEvent] = []
    for event, key, at, version, rep_id in _events(watched, lateness, known, told, now):
        expect[event.subject] = version
        event_id = str(uuid.uuid5(_FLOORWALK, key))
        events.append(NewEvent(event, id=event_id, time=at, partitionkey=rep_id, actor=ACTOR, correlationid=event_id))
    return Settled(tuple(events), expect)


_Made = tuple[Event, str, datetime, int, str]
"""An event, what its id is made from, when it happened, its stream's version before, and the rep."""


def _events(
    watched: Watched | None, lateness: Lateness, known: Collection[Alert], told: Collection[int], now: datetime
) -> Iterator[_Made]:
    present = {Late(alert.reason, alert.revision, alert.began_at): alert for alert in known}
    for late, alert in present.items():
        if alert.is_open and late not in lateness.late:
            yield _resolved(watched, alert, now)
    if watched is None:
        return
    if lateness.fallen is not None and lateness.fallen.revision not in told:
        yield _fallen(watched, lateness.fallen.revision, lateness.fallen.overdue_from, len(told))
    for late in sorted(lateness.late, key=lambda late: (late.began_at, late.reason)):
        alert_or_none = present.get(late)
        if alert_or_none is None or not alert_or_none.is_open:
            yield _raised(watched, late, alert_or_none.version if alert_or_none else 0)


def _fallen(watched: Watched, revision: int, overdue_from: datetime, version: int) -> _Made:
    event = CommitmentFellOverdue(
        commitment_id=watched.commitment_id, rep_id=watched.rep_id, revision=revision, overdue_from=overdue_from
    )
    return event, f"{event.subject}/{revision}/fell_overdue", overdue_from, version, watched.rep_id


def _raised(watched: Watched, late: Late, version: int) -> _Made:
    about = f"commitment/{watched.commitment_id}"
    alert_id = _alert_id(about, late)
    event = Raised(
        alert_id=alert_id,
        about=about,
        revision=late.revision,
        reason=late.reason,
        began_at=late.began_at,
        rep_id=watched.rep_id,
        team_id=watched.team_id,
        level=LEVEL,
    )
    return event, f"alert/{alert_id}/{version + 1}", late.began_at, version, watched.rep_id


def _resolved(watched: Watched | None, alert: Alert, now: datetime) -> _Made:
    at = max(alert.began_at, _cleared_at(watched, now))
    event = Resolved(alert_id=alert.id, resolved_at=at)
    return event, f"alert/{alert.id}/{alert.version + 1}", at, alert.version, alert.rep_id


def _cleared_at(watched: Watched | None, now: datetime) -> datetime:
    """When it ceased to be late: when the rep was gone, or else when the last thing happened to the promise."""
    if watched is None:
        return now
    gone_from = watched.promise.gone_from if is_pending(watched.promise) else None
    return gone_from if gone_from is not None and gone_from <= now else watched.touched_at


def _alert_id(about: str, late: Late) -> str:
    return str(uuid.uuid5(_FLOORWALK, f"{about}/{late.revision}/{late.reason}/{wire_instant(late.began_at)}"))
