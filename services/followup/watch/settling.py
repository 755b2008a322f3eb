"""From what should be alerted and what is, to the events that make them agree. Pure.

Ids are made from what an event is about, so that the same finding, made twice, is the same event.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contracts.alerts import CommitmentFellOverdue, Escalated, Raised, Resolved
from contracts.definition import Event
from contracts.instants import wire_instant
from services.eventlog.appending import NewEvent
from services.followup.states import is_pending
from services.followup.watch.alerts import Alert
from services.followup.watch.ladder import Climb, Step, climb
from services.followup.watch.lateness import Late, Lateness
from services.followup.watch.policy import REMINDER
from services.followup.watch.promises import Watched, day_that_ends
from services.followup.watch.rules import Rules

CAUGHT_UP_AFTER = timedelta(minutes=15)
"""What is told longer than this after it came about is told as caught up (`architecture.md`, the watch)."""

ACTOR = "svc:followup"

_FLOORWALK = uuid.UUID("5b8f6f0e-7a54-5b3c-9a35-1d1f7a1c9e42")


@dataclass(frozen=True, slots=True)
class Settled:
    """Events, and the version each of their streams must be at before; and when to look again, None: never."""

    events: tuple[NewEvent, ...]
    expect: dict[str, int]
    look_again_at: datetime | None


def settle(
    watched: Watched | None,
    lateness: Lateness,
    known: Collection[Alert],
    told: Collection[int],
    rules: Rules,
    now: datetime,
) -> Settled:
    """The events that bring the alerts about one promise to what is late about it.

    Args:
        watched: the promise; None where the read model no longer has it.
        known: every alert there ever was about it.
        told: its revisions that were told to have fallen overdue.
        rules: of the team that the rep is in.
    """
    made = _Made()
    present = {Late(alert.reason, alert.revision, alert.began_at): alert for alert in known}
    for late, alert in present.items():
        if alert.is_open and late not in lateness.late:
            made.add(_resolved(watched, alert, now), alert.version, alert.rep_id)
    if watched is None:
        return made.settled(None)
    if lateness.fallen is not None and lateness.fallen.revision not in told:
        made.add(_fallen(watched, lateness.fallen.revision, lateness.fallen.overdue_from), len(told), watched.rep_id)
    looks = [lateness.look_again_at]
    for late in sorted(lateness.late, key=lambda late: (late.began_at, late.reason)):
        alert_or_none = present.get(late)
        climbed = _climb(late, alert_or_none, rules, now)
        looks.append(climbed.next_at)
        for version, event in enumerate(_steps(watched, late, alert_or_none, climbed, now), _version(alert_or_none)):
            made.add(event, version, watched.rep_id)
    return made.settled(min((at for at in looks if at is not None), default=None))


_Dated = tuple[Event, str, datetime]
"""An event, what its id is made from apart from its stream's version, and when it happened."""


@dataclass(frozen=True, slots=True)
class _Made:
    """Events in the making."""

    events: list[NewEvent] = field(default_factory=list)
    expect: dict[str, int] = field(default_factory=dict)

    def add(self, dated: _Dated, version: int, rep_id: str) -> None:
        event, key, at = dated
        self.expect.setdefault(event.subject, version)
        event_id = str(uuid.uuid5(_FLOORWALK, key or f"{event.subject}/{version + 1}"))
        new = NewEvent(event, id=event_id, time=at, partitionkey=rep_id, actor=ACTOR, correlationid=event_id)
        self.events.append(new)

    def settled(self, look_again_at: datetime | None) -> Settled:
        return Settled(tuple(self.events), self.expect, look_again_at)


def _climb(late: Late, alert: Alert | None, rules: Rules, now: datetime) -> Climb:
    pauses = (*rules.silences, *(alert.pauses if alert else ()))
    remind_at = day_that_ends(late.began_at, rules.site.timezone)
    return climb(rules.policy, rules.site, remind_at, late.began_at, pauses, now)


def _steps(watched: Watched, late: Late, alert: Alert | None, climbed: Climb, now: datetime) -> Iterator[_Dated]:
    """Raised at the first level that was reached, then each that was passed since, none before the one below it."""
    is_open = alert is not None and alert.is_open
    level = alert.level if alert is not None and is_open else -1
    at = alert.changed_at if alert is not None else None
    for step in climbed.reached:
        if step.level <= level:
            continue
        at = max(step.at, at or step.at, *([watched.touched_at] if step.level == REMINDER else ()))
        late_news = now - at > CAUGHT_UP_AFTER or None
        if is_open:
            yield Escalated(alert_id=_alert_id(watched, late), level=step.level, caught_up=late_news), "", at
        else:
            yield _raised(watched, late, Step(step.level, at), late_news)
        is_open = True


def _version(alert: Alert | None) -> int:
    return alert.version if alert else 0


def _raised(watched: Watched, late: Late, step: Step, caught_up: bool | None) -> _Dated:
    event = Raised(
        alert_id=_alert_id(watched, late),
        about=_about(watched),
        revision=late.revision,
        reason=late.reason,
        began_at=late.began_at,
        rep_id=watched.rep_id,
        team_id=watched.team_id,
        level=step.level,
        caught_up=caught_up,
    )
    return event, "", step.at


def _fallen(watched: Watched, revision: int, overdue_from: datetime) -> _Dated:
    event = CommitmentFellOverdue(
        commitment_id=watched.commitment_id, rep_id=watched.rep_id, revision=revision, overdue_from=overdue_from
    )
    return event, f"{event.subject}/{revision}/fell_overdue", overdue_from


def _resolved(watched: Watched | None, alert: Alert, now: datetime) -> _Dated:
    at = max(alert.changed_at, _cleared_at(watched, now))
    return Resolved(alert_id=alert.id, resolved_at=at), "", at


def _cleared_at(watched: Watched | None, now: datetime) -> datetime:
    """When it ceased to be late: when the rep was gone, or else when the last thing happened to the promise."""
    if watched is None:
        return now
    gone_from = watched.promise.gone_from if is_pending(watched.promise) else None
    return gone_from if gone_from is not None and gone_from <= now else watched.touched_at


def _about(watched: Watched) -> str:
    return f"commitment/{watched.commitment_id}"


def _alert_id(watched: Watched, late: Late) -> str:
    named = f"{_about(watched)}/{late.revision}/{late.reason}/{wire_instant(late.began_at)}"
    return str(uuid.uuid5(_FLOORWALK, named))
