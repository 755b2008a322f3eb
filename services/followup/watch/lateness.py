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

    ``due_from`` and ``answer_from`` begin the days that ``overdue_from`` and ``unconfirmed_from`` end.
    ``agreed_revision`` is the one the rep confirmed last, None while there is none, and
    ``agreed_overdue_from`` is when that one falls overdue. ``turn_since`` is when the supervisor last said "partly"
    or "not yet", and ``asked_at`` when the rep was last asked to confirm.
    """

    revision: int
    asked_at: datetime
    due_from: datetime
    answer_from: datetime
    unconfirmed_from: datetime
    agreed_revision: int | None = None
    agreed_overdue_from: datetime | None = None
    turn_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """One alert that should be there. It is another one when any of these differ.

    Where ``began_at`` lies ahead it is not late yet, but its day has come.
    """

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
    """``late`` has what is late and what its day has come for; ``look_again_at`` is the next instant at which the clock
    alone may change the rest; None: never."""

    late: frozenset[Late]
    fallen: Fallen | None
    look_again_at: datetime | None


NOT_LATE = Lateness(frozenset(), None, None)


def lateness(promise: WatchedPromise, now: datetime) -> Lateness:
    """What is late now, and what is to be looked at again when."""
    if is_over(promise, now):
        return NOT_LATE
    fallen = _fallen(promise, now)
    late = set(_of_today(promise, now))
    if fallen is not None:
        late.add(_overdue(promise, fallen))
    if promise.standing == "proposed" and promise.unconfirmed_from <= now:
        late.add(Late("unconfirmed", promise.revision, promise.unconfirmed_from))
    future = [instant for instant in _turning_points(promise) if instant > now]
    return Lateness(frozenset(late), fallen, min(future, default=None))


def _of_today(promise: WatchedPromise, now: datetime) -> Iterator[Late]:
    """What is due on this very day."""
    if promise.standing == "proposed" and promise.answer_from <= now < promise.unconfirmed_from:
        yield Late("unconfirmed", promise.revision, promise.unconfirmed_from)
    if promise.standing == "open" and promise.due_from <= now < promise.overdue_from:
        yield Late(_whose_turn(promise), promise.revision, promise.overdue_from)


def _fallen(promise: WatchedPromise, now: datetime) -> Fallen | None:
    if promise.agreed_revision is None or promise.agreed_overdue_from is None:
        return None
    judged_at = now if promise.standing == "open" else min(now, promise.asked_at)
    if promise.agreed_overdue_from > judged_at:
        return None
    return Fallen(promise.agreed_revision, promise.agreed_overdue_from)


def _overdue(promise: WatchedPromise, fallen: Fallen) -> Late:
    turn_since = promise.practised_at or promise.turn_since or fallen.overdue_from
    return Late(_whose_turn(promise), fallen.revision, max(turn_since, fallen.overdue_from))


def _whose_turn(promise: WatchedPromise) -> Reason:
    return "rep_owes" if promise.practised_at is None else "supervisor_owes"


def _turning_points(promise: WatchedPromise) -> Iterator[datetime]:
    if promise.standing == "open":
        yield from (promise.due_from, promise.overdue_from)
    else:
        yield from (promise.answer_from, promise.unconfirmed_from)
    if promise.gone_from is not None:
        yield promise.gone_from
