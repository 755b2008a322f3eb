"""Alerts for operations, and for supervisors those of their teams: a list, and each with what happened. At a desk both
stand side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response, request, url_for

from contracts.instants import parse_instant
from web import hx, tabs
from web.alert_groups import Alert, Group, group_alerts, read_alert
from web.languages import _
from web.pledge import instant_of, name_of
from web.setting import setting
from web.teams import local_time, teams
from web.visitor import for_roles, visitor

ASLEEP_SECONDS = 60.0
"""How long the watch may not have looked before operations is told."""

bp = Blueprint("alerts", __name__, url_prefix="/ops/alerts")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trail. ``what`` is an event's type without its prefix; ``by`` is a name where known, ``until``
    when it ends, if it does."""

    what: str
    at: datetime
    by: str
    until: datetime | None
    more: Mapping[str, Any]


@bp.get("")
@for_roles("ops", "supervisor")
def alerts() -> Response:
    """The list; at a desk with the first alert open beside it."""
    groups = _groups()
    first = groups[0].by_reason[0][1][0].id if groups else None
    return _show(groups, first, chosen=False)


@bp.get("/<id:alert_id>")
@for_roles("ops", "supervisor")
def alert(alert_id: str) -> Response:
    return _show(_groups(), alert_id, chosen=True)


def show_alert(alert_id: str, status: int, errors: Mapping[str, str]) -> Response:
    """The page of one alert again, with what was not right in its forms."""
    return _show(_groups(), alert_id, chosen=True, status=status, errors=errors)


def _show(
    groups: list[Group],
    alert_id: str | None,
    *,
    chosen: bool,
    status: int = 200,
    errors: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    every = [alert for group in groups for _reason, alerts in group.by_reason for alert in alerts]
    climbed = sum(alert.is_with_ops for alert in every)
    tabs.waiting("alerts.alerts", climbed, _("with you"))
    is_ops = visitor().is_one_of("ops")
    found = setting().followup.alert(visitor().caller, alert_id) if alert_id else None
    shown = read_alert(found) if found else None
    return hx.show(
        "alerts/alerts.html",
        "main",
        status=status,
        groups=groups,
        shown=shown,
        trail=[_read_step(step) for step in (found or {}).get("trail") or ()],
        chosen=chosen,
        climbed=climbed,
        below=len(every) - climbed,
        teams=teams(),
        local=local_time(),
        local_of=local_time,
        here=url_for("alerts.alerts"),
        me=visitor().account,
        is_ops=is_ops,
        trouble=watch_trouble(setting().followup.watch.lag(visitor().caller)) if is_ops else "",
        errors=dict(errors),
        given=request.form,
        did=request.args.get("did", ""),
        new_id=setting().new_id,
    )


def watch_trouble(lag: Mapping[str, Any]) -> str:
    """What operations has to know of the watch itself before it trusts a quiet list; empty while all is well."""
    asleep, as_of = float(lag.get("watch_seconds") or 0), instant_of(lag.get("as_of"))
    if asleep > ASLEEP_SECONDS:
        return _("Nobody has looked for what is late for %(minutes)d min. Alerts may be missing.", minutes=asleep // 60)
    if as_of is not None:
        return _(
            "This is how things stood at %(time)s. What came later is not in yet.", time=local_time().moment(as_of)
        )
    if lag.get("parked"):
        return _("The notes of %(num)d reps wait to be looked at by an engineer.", num=int(lag["parked"]))
    return ""


def _groups() -> list[Group]:
    found: list[Alert] = [read_alert(item) for item in setting().followup.alerts(visitor().caller)]
    return group_alerts(found)


def _read_step(wire: Mapping[str, Any]) -> Step:
    by = wire.get("by")
    what = str(wire["what"]).removeprefix("floorwalk.")
    name = name_of(by) if isinstance(by, Mapping) else ""
    return Step(what, parse_instant(wire["at"]), name, instant_of(wire.get("until")), wire)
