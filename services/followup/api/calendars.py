"""``/v1/people/{id}/calendar`` makes or revokes the secret by which ``/v1/calendar/{secret}.ics`` is had."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, Response, request
from marshmallow import Schema, fields, validate

from contracts.instants import wire_instant
from contracts.problems import NOT_FOUND, Problem
from contracts.tokens import Claims
from services.eventlog.database import writing
from services.followup.api.asking import ReadQuery, asking
from services.followup.calendars import secrets
from services.followup.calendars.feed import feed
from services.followup.calendars.reading import read
from services.followup.channels.words import LANGUAGES
from services.followup.house import house
from services.http.answers import answer
from services.http.endpoints import endpoint

blueprint = Blueprint("calendars", __name__, url_prefix="/v1")


class CalendarBody(Schema):
    """``language`` is that of the titles."""

    language = fields.String(load_default="en", validate=validate.OneOf(LANGUAGES))


class CalendarAnswer(Schema):
    """``made_at`` is null while there is none."""

    made_at = fields.AwareDateTime(required=True, allow_none=True)


class CalendarSecretAnswer(CalendarAnswer):
    """``secret`` is told this once."""

    secret = fields.String(required=True)


@blueprint.get("/people/<id:person_id>/calendar")
@endpoint("calendar.read", query=ReadQuery(), answer=CalendarAnswer())
def calendar(caller: Claims, person_id: str, query: dict[str, Any]) -> Response:
    """Whether there is a secret that opens the person's calendar."""
    with asking(house(), caller, "calendar.read", query) as asked:
        asked.person(person_id)
        shared = secrets.of_person(asked.connection, person_id)
    return answer({"made_at": wire_instant(shared.made_at) if shared else None})


@blueprint.put("/people/<id:person_id>/calendar")
@endpoint("calendar.write", body=CalendarBody(), answer=CalendarSecretAnswer())
def make_calendar(caller: Claims, person_id: str, body: dict[str, Any]) -> Response:
    """Make a secret, or another one, which closes the calendar to whoever knew the one before."""
    with asking(house(), caller, "calendar.write", {"at_position": 0}) as asked:
        asked.person(person_id)
        now = asked.now
    with writing(house().engine) as connection:
        secret = secrets.make(connection, person_id, body["language"], now)
    response = answer({"secret": secret, "made_at": wire_instant(now)})
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.delete("/people/<id:person_id>/calendar")
@endpoint("calendar.write")
def revoke_calendar(caller: Claims, person_id: str) -> Response:
    """Nothing opens the calendar any more."""
    with asking(house(), caller, "calendar.write", {"at_position": 0}) as asked:
        asked.person(person_id)
    with writing(house().engine) as connection:
        secrets.revoke(connection, person_id)
    return Response(status=204)


@blueprint.get("/calendar/<secret>.ics")
@endpoint(None)
def calendar_feed(secret: str) -> Response:
    """The calendar. Whoever knows the secret may have it: calendars send no tokens."""
    found = read(house().engine, secret, house().clock())
    if found is None:
        raise Problem(NOT_FOUND)
    shared, told = found
    body = feed(told, shared.language, house().origin)
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(hashlib.blake2b(body, digest_size=12).hexdigest())
    response.make_conditional(request)
    return response
