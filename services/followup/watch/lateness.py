"""What is late about a promise at an instant, and when to look at it again. Pure.

While a renewal waits for the rep's answer the promise before it stands: what was late about it when the renewal
was offered stays late, and nothing new becomes so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from contracts.alerts import Reason
from services.followup.states import Promise, is_over


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPromise(Promise):
    """A promise with what lateness needs beside its state.

    ``agreed_revision`` is the one the rep confirmed last, None while there is none, and
    ``agreed_overdue_from`` is when that one falls overdue. ``turn_since`` is when the supervisor last said "partly"
    or "not yet", and ``asked_at`` when the rep was last asked to confirm.
    """

    revision: int
    asked_at: datetime
    unconfirmed_from: datetime
    agreed_revision: int | None = None
    agreed_overdue_from: datetime | None = None
    turn_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """One alert that should be there. It is another one when any of these differ."""

    reason: Reason
    revision: int
    began_at: datetime


@dataclass(frozen=True, slots=True)
class Fallen:
    """A revision that fell overdue, and when."""

    revision: int
    overdue_from: datetime


@dataclass(frozen=True, slots=True)
class Lateness:
    """``look_again_at`` is the next instant at which the clock alone may change the rest; None: never."""

    late: frozenset[Late]
    fallen: Fallen | None
    look_again_at: datetime | None


NOT_LATE = Lateness(frozenset(), None, None)


def lateness(promise: WatchedPromise, now: datetime) -> Lateness:
    """What is late now, and what is to be looked at again when."""
    if is_over(promise, now):
        return NOT_LATE
    fallen = _fallen(promise, now)
    late = {_overdue(promise, fallen)} if fallen else set()
    if promise.standing == "proposed" and promise.unconfirmed_from <= now:
        late.add(Late("unconfirmed", promise.revision, promise.unconfirmed_from))
    future = [instant for instant in _turning_points(promise) if instant > now]
    return Lateness(frozenset(late), fallen, min(future, default=None))


def _fallen(promise: WatchedPromise, now: datetime) -> Fallen | None:
    if promise.agreed_revision is None or promise.agreed_overdue_from is None:
        return None
    judged_at = now if promise.standing == "open" else min(now, promise.asked_at)
    if promise.agreed_overdue_from > judged_at:
        return None
    return Fallen(promise.agreed_revision, promise.agreed_overdue_from)


def _overdue(promise: WatchedPromise, fallen: Fallen) -> Late:
    reason: Reason = "rep_owes" if promise.practised_at is None else "supervisor_owes"
    turn_since = promise.practised_at or promise.turn_since or fallen.overdue_from
    return Late(reason, fallen.revision, max(turn_since, fallen.overdue_from))


def _turning_points(promise: WatchedPromise) -> Iterator[datetime]:
    yield promise.overdue_from if promise.standing == "open" else promise.unconfirmed_from
    if promise.gone_from is not None:
        yield promise.gone_from
