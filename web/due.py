"""Due: what the supervisor owes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response

from web import hx
from web.addresses import position
from web.alert_groups import read_alert
from web.pledge import day_of, initials, instant_of, known
from web.setting import setting
from web.teams import local_time
from web.visitor import for_roles, visitor
from web.walk import show_duties

bp = Blueprint("due", __name__)

KINDS = ("session_missed", "look", "clarification", "renewal_request", "session", "unconfirmed")
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """``id`` is that of the promise, the note or the session it is about; ``starts_at`` is a session's."""

    id: str
    kind: str
    rep_id: str
    rep: str
    initials: str
    about: str
    since: datetime | None
    due_day: date | None
    starts_at: datetime | None = None


@bp.get("/due")
@for_roles("supervisor")
def due() -> Response:
    duties = [read_duty(item) for item in setting().followup.duties(visitor().caller, position())]
    show_duties(len(duties))
    return hx.show(
        "due/due.html",
        "main",
        groups=group_duties(duties),
        size=len(duties),
        local=local_time(),
        late=len(setting().followup.alerts(visitor().caller)),
        today=[read_alert(item) for item in setting().followup.watch.reminders(visitor().caller)],
        initials=initials,
    )


def read_duty(wire: Mapping[str, Any]) -> Duty:
    name = known(wire.get("rep_name"))
    return Duty(
        id=wire["id"],
        kind=wire["kind"],
        rep_id=wire["rep_id"],
        rep=name,
        initials=initials(name),
        about=wire.get("practice") or (wire.get("behaviour") or {}).get("label") or "",
        since=instant_of(wire.get("since")),
        due_day=day_of(wire.get("due_day")),
        starts_at=instant_of(wire.get("starts_at")),
    )


def group_duties(duties: Iterable[Duty]) -> list[tuple[str, list[Duty]]]:
    known = list(duties)
    groups = [(kind, [duty for duty in known if duty.kind == kind]) for kind in KINDS]
    other = [duty for duty in known if duty.kind not in KINDS]
    return [(kind, mine) for kind, mine in [*groups, ("", other)] if mine]
