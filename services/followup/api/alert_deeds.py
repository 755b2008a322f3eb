"""``/v1/alerts/<id>/acknowledgements`` and ``/snoozes``: somebody has it in hand, or wants to hear of it later."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields
from sqlalchemy import Row

from contracts.alerts import Acknowledged, Snoozed
from contracts.definition import Event
from contracts.instants import wire_instant
from contracts.problems import INVALID, NOT_FOUND, RULE_BROKEN, Problem
from contracts.tokens import Claims
from services.followup.api.asking import asking, own_resource
from services.followup.facts import Decided, Fact, put
from services.followup.house import House, house
from services.followup.watch.alert_pages import one
from services.followup.watch.rules import Rules, rules_of
from services.followup.watch.worktime import after
from services.http.endpoints import endpoint
from services.http.fields import Id, Instant, Text
from services.http.moments import phone_time

blueprint = Blueprint("alert_deeds", __name__, url_prefix="/v1/alerts/<id:alert_id>")

LONGEST_SNOOZE = timedelta(hours=72)

_EVENTS = uuid.UUID("0e5a3f54-6a0c-5a58-8a5e-0a3b9a3c7d21")


class AcknowledgementBody(Schema):
    occurred_at = Instant()


class SnoozeBody(Schema):
    occurred_at = Instant()
    until = Instant(required=True)
    reason = Text(required=True)


class DeedAnswer(Schema):
    id = Id(required=True)
    alert_id = Id(required=True)
    state = fields.String(required=True)
    until = Instant(required=True)


@dataclass(frozen=True, slots=True)
class Found:
    """An alert that the caller may do this to, and the rules of its team."""

    row: Row[Any]
    rules: Rules


@blueprint.put("/acknowledgements/<id:acknowledgement_id>")
@endpoint("alerts.acknowledge", body=AcknowledgementBody(), answer=DeedAnswer())
def acknowledge(caller: Claims, alert_id: str, acknowledgement_id: str, body: dict[str, Any]) -> Response:
    """Have it in hand: its ladder stands still for one working day."""
    at = phone_time(house().clock(), body)

    def event(found: Found) -> tuple[Event, datetime]:
        hours = found.rules.policy.hours
        until = after(at, hours.a_day, found.rules.site, hours)
        return Acknowledged(alert_id=alert_id, acknowledgement_id=acknowledgement_id, until=until), until

    return _put(house(), caller, ("acknowledgement", alert_id, acknowledgement_id), at, body, event)


@blueprint.put("/snoozes/<id:snooze_id>")
@endpoint("alerts.snooze", body=SnoozeBody(), answer=DeedAnswer())
def snooze(caller: Claims, alert_id: str, snooze_id: str, body: dict[str, Any]) -> Response:
    """Hear nothing of it until a moment within 72 hours, for a reason."""
    now = house().clock()
    at, until = phone_time(now, body), body["until"]

    def event(found: Found) -> tuple[Event, datetime]:
        if until <= now:
            raise Problem(INVALID, errors={"until": ["That is over."]})
        if until - at > LONGEST_SNOOZE:
            raise Problem(INVALID, errors={"until": ["That is more than 72 hours."]})
        return Snoozed(alert_id=alert_id, snooze_id=snooze_id, until=until, text={"reason": body["reason"]}), until

    return _put(house(), caller, ("snooze", alert_id, snooze_id), at, body, event)


_STATES = {"acknowledgement": "acknowledged", "snooze": "snoozed"}


def _put(
    house: House,
    caller: Claims,
    named: tuple[str, str, str],
    at: datetime,
    body: dict[str, Any],
    event: Callable[[Found], tuple[Event, datetime]],
) -> Response:
    deed, alert_id, deed_id = named

    def decide() -> Decided:
        found = _found(house, caller, f"alerts.{_ACTIONS[deed]}", alert_id)
        if found.row.state == "resolved":
            raise Problem(RULE_BROKEN, "It went quiet already.", rule="alert_is_resolved")
        happened, until = event(found)
        told = {"id": deed_id, "alert_id": alert_id, "state": _STATES[deed], "until": wire_instant(until)}
        return Decided(happened, str(uuid.uuid5(_EVENTS, key)), found.row.version, told)

    key = f"alert/{alert_id}/{deed}s/{deed_id}"
    rep_id = _found(house, caller, f"alerts.{_ACTIONS[deed]}", alert_id).row.rep_id
    return put(house, Fact(key=key, actor_id=caller.subject, rep_id=rep_id, at=at, body=body), decide)


_ACTIONS = {"acknowledgement": "acknowledge", "snooze": "snooze"}


def _found(house: House, caller: Claims, action: str, alert_id: str) -> Found:
    """
    Raises:
        Problem: 404, 403.
    """
    with asking(house, caller, action, {"at_position": 0}) as asked:
        row = one(asked.connection, asked.generation, alert_id)
        if row is None:
            raise Problem(NOT_FOUND)
        asked.require(own_resource(row))
        return Found(row, rules_of(asked.connection, asked.generation, {row.team_id})[row.team_id])
