"""What state a promise is in at an instant, and whose turn it is. Pure.

``due_soon`` and ``overdue`` are never stored: the clock makes them, and so it makes ``released`` of what was
promised by somebody who has left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

Standing = Literal["proposed", "declined", "open", "kept", "kept_late", "not_kept", "released"]
"""What the events alone say of a promise."""

State = Literal["proposed", "declined", "open", "due_soon", "overdue", "kept", "kept_late", "not_kept", "released"]
STATES: tuple[State, ...] = get_args(State)

Side = Literal["rep", "supervisor"]
SIDES: tuple[Side, ...] = get_args(Side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What is known of a promise beside its texts.

    ``practised_at`` is set while the rep says it was practised and nobody has looked; ``gone_from`` is the
    local midnight that ends the rep's last day, if they leave.
    """

    standing: Standing
    due_soon_from: datetime
    overdue_from: datetime
    practised_at: datetime | None = None
    gone_from: datetime | None = None


def is_pending(promise: Promise) -> bool:
    """Whether its events leave it open or waiting for an answer."""
    return promise.standing in {"open", "proposed"}


def is_over(promise: Promise, now: datetime) -> bool:
    """Whether it is closed, or ended by the rep's departure."""
    return not is_pending(promise) or (promise.gone_from is not None and promise.gone_from <= now)


def state_at(promise: Promise, now: datetime) -> State:
    """What state a promise is in at an instant; what a departure ended reads as released."""
    if is_over(promise, now):
        return "released" if is_pending(promise) else promise.standing
    if promise.standing == "proposed":
        return "proposed"
    if promise.overdue_from <= now:
        return "overdue"
    return "due_soon" if promise.due_soon_from <= now else "open"


def owed_by(promise: Promise, now: datetime) -> Side | None:
    """The rep owes an answer, then practice; once practice is reported the supervisor owes a look."""
    match state_at(promise, now):
        case "proposed":
            return "rep"
        case "open" | "due_soon" | "overdue":
            return "rep" if promise.practised_at is None else "supervisor"
        case _:
            return None


def kept_standing(seen_on: date, due_day: date) -> Literal["kept", "kept_late"]:
    """Late when the day it was seen is after the due day."""
    return "kept" if seen_on <= due_day else "kept_late"
