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
from services.followup.watch.alerts import Alert
from services.followup.watch.judged import Judged, day_that_ends
from services.followup.watch.ladder import Climb, Step, climb
from services.followup.watch.lateness import Fallen, Late
from services.followup.watch.policy import REMINDER
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
    judged: Judged | None,
    known: Collection[Alert],
    told: Collection[int],
    rules: Rules,
    now: datetime,
) -> Settled:
    """The events that bring the alerts about one subject to what is late about it.

    Args:
        judged: what is late; None where the read model no longer has such a thing.
        known: every alert there ever was about it.
        told: the revisions of a promise that were told to have fallen overdue.
        rules: of the team that the rep is in.
    """
    made = _Made()
    present = {Late(alert.reason, alert.revision, alert.began_at): alert for alert in known}
    for late, alert in present.items():
        if alert.is_open and (judged is None or late not in judged.lateness.late):
            made.add(_resolved(judged, alert, now), alert.version, alert.rep_id)
    if judged is None:
        return made.settled(None)
    lateness = judged.lateness
    if lateness.fallen is not None and lateness.fallen.revision not in told:
        made.add(_fallen(judged, lateness.fallen), len(told), judged.rep_id)
    looks = [lateness.look_again_at]
    for late in sorted(lateness.late, key=lambda late: (late.began_at, late.reason)):
        alert_or_none = present.get(late)
        climbed = _climb(late, alert_or_none, rules, now)
        looks.append(climbed.next_at)
        for version, event in enumerate(_steps(judged, late, alert_or_none, climbed, now), _version(alert_or_none)):
            made.add(event, version, judged.rep_id)
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
    unreached = alert.unreached if alert is not None and alert.is_open else None
    return climb(rules.policy, rules.site, remind_at, late.began_at, pauses, now, unreached)


def _steps(judged: Judged, late: Late, alert: Alert | None, climbed: Climb, now: datetime) -> Iterator[_Dated]:
    """Raised at the first level that was reached, then each that was passed since, none before the one below it.
    Levels above the first wait for the end of an acknowledgement, a snooze or a silence."""
    is_open = alert is not None and alert.is_open
    level = alert.level if alert is not None and is_open else -1
    at = alert.changed_at if alert is not None else None
    for step in climbed.reached:
        if step.level <= level or not climbed.tells(step):
            continue
        at = max(climbed.dated(step), at or step.at, *([judged.touched_at] if step.level == REMINDER else ()))
        late_news = now - at > CAUGHT_UP_AFTER or None
        if is_open:
            yield _escalated(judged, late, step, late_news), "", at
        else:
            yield _raised(judged, late, Step(step.level, at), late_news)
        is_open = True


def _version(alert: Alert | None) -> int:
    return alert.version if alert else 0


def _raised(judged: Judged, late: Late, step: Step, caught_up: bool | None) -> _Dated:
    event = Raised(
        alert_id=_alert_id(judged, late),
        about=judged.about,
        revision=late.revision,
        reason=late.reason,
        began_at=late.began_at,
        rep_id=judged.rep_id,
        team_id=judged.team_id,
        level=step.level,
        caught_up=caught_up,
    )
    return event, "", step.at


def _escalated(judged: Judged, late: Late, step: Step, caught_up: bool | None) -> Escalated:
    return Escalated(
        alert_id=_alert_id(judged, late), level=step.level, caught_up=caught_up, unreached=step.hurried or None
    )


def _fallen(judged: Judged, fallen: Fallen) -> _Dated:
    event = CommitmentFellOverdue(
        commitment_id=judged.about.partition("/")[2],
        rep_id=judged.rep_id,
        revision=fallen.revision,
        overdue_from=fallen.overdue_from,
    )
    return event, f"{event.subject}/{fallen.revision}/fell_overdue", fallen.overdue_from


def _resolved(judged: Judged | None, alert: Alert, now: datetime) -> _Dated:
    at = max(alert.changed_at, _cleared_at(judged, now))
    return Resolved(alert_id=alert.id, resolved_at=at), "", at


def _cleared_at(judged: Judged | None, now: datetime) -> datetime:
    """When it ceased to be late: when the rep was gone, or else when the last thing happened to the subject."""
    if judged is None:
        return now
    gone_from = judged.gone_from
    return gone_from if gone_from is not None and gone_from <= now else judged.touched_at


def _alert_id(judged: Judged, late: Late) -> str:
    named = f"{judged.about}/{late.revision}/{late.reason}/{wire_instant(late.began_at)}"
    return str(uuid.uuid5(_FLOORWALK, named))
