"""``/v1/teams``: a site's calendar, and who manages it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import holidays
from flask import Blueprint, Response
from marshmallow import Schema, ValidationError, fields, validate

from contracts import teams as events
from contracts.definition import SHORT
from contracts.problems import NOT_FOUND, Problem
from contracts.tokens import Claims
from services.eventlog.database import reading
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id, LocalDate, Text
from services.http.read_only import Said
from services.observation.api.bodies import Moment, PageQuery, StateAnswer
from services.observation.directory import teams
from services.observation.directory.teams import Team
from services.observation.house import house
from services.observation.moments import moment
from services.observation.relations import admit
from services.observation.states import Change, put_change

blueprint = Blueprint("teams", __name__, url_prefix="/v1/teams")


def _zone_known(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as err:
        raise ValidationError("Not an IANA time zone, such as Europe/London.") from err


def _country_known(code: str) -> None:
    country, _, subdivision = code.partition("-")
    supported = holidays.list_supported_countries()
    if country not in supported or (subdivision and subdivision not in supported[country]):
        raise ValidationError("Not a country whose holidays are known, such as GB or GB-ENG.")


class TeamBody(Moment):
    id = Id(dump_only=True)
    name = Text(limit=SHORT, required=True)
    site = Text(limit=SHORT, required=True)
    timezone = fields.String(required=True, validate=[validate.Length(1, SHORT), _zone_known])
    working_days = fields.List(
        fields.Integer(strict=True, validate=validate.Range(1, 7)), required=True, validate=validate.Length(1, 7)
    )
    holidays = fields.List(LocalDate(), validate=validate.Length(max=1_000))
    country = fields.String(validate=[validate.Length(1, SHORT), _country_known], allow_none=True)
    manager_id = Id(allow_none=True)


class TeamAnswer(Schema):
    id = Id(required=True, dump_only=True)
    name = fields.String(required=True)
    site = fields.String(required=True)
    timezone = fields.String(required=True)
    working_days = fields.List(fields.Integer(), required=True)
    holidays = fields.List(fields.String(), required=True)
    country = fields.String(allow_none=True)
    manager_id = Id(allow_none=True)


class TeamsAnswer(Schema):
    items = fields.List(fields.Nested(TeamAnswer), required=True)
    next = fields.String(allow_none=True)


@blueprint.put("/<id:team_id>")
@endpoint("team.write", body=TeamBody(), answer=StateAnswer())
def describe_team(caller: Claims, team_id: str, body: dict[str, Any], said: Said) -> Response:
    """Form a team or change it."""
    actor = admit(house(), caller, "team.write")
    at = moment(house(), body)
    subject = f"team/{team_id}"
    position, _version = put_change(house(), subject, actor.id, at, lambda: _change(team_id, body), said=said)
    return answer({"id": team_id, "position": position})


@blueprint.get("")
@endpoint("team.read", query=PageQuery(), answer=TeamsAnswer())
def list_teams(caller: Claims, query: dict[str, Any]) -> Response:
    """All teams, by id."""
    admit(house(), caller, "team.read")
    with reading(house().engine) as connection:
        found = teams.page(connection, query["cursor"], query["limit"] + 1)
    items = [_told(team) for team in found[: query["limit"]]]
    return answer({"items": items, "next": items[-1]["id"] if len(found) > query["limit"] else None})


@blueprint.get("/<id:team_id>")
@endpoint("team.read", answer=TeamAnswer())
def read_team(caller: Claims, team_id: str) -> Response:
    """One team."""
    admit(house(), caller, "team.read")
    team = _team(team_id)
    if team is None:
        raise Problem(NOT_FOUND)
    return answer(_told(team), etag=str(team.version))


def _change(team_id: str, body: dict[str, Any]) -> Change:
    team = _team(team_id)
    wanted: dict[str, Any] = {
        "team_id": team_id,
        "name": body["name"],
        "site": body["site"],
        "timezone": body["timezone"],
        "working_days": tuple(sorted(set(body["working_days"]))),
        "holidays": tuple(sorted(set(body.get("holidays", ())))),
        "country": body.get("country"),
        "manager_id": body.get("manager_id"),
    }
    if team is None:
        return Change(0, events.Formed(**wanted), told={"id": team_id})
    days = tuple(day.isoformat() for day in wanted["holidays"])
    same = {**wanted, "holidays": days} == {
        **_told(team, "team_id"),
        "working_days": team.working_days,
        "holidays": team.holidays,
    }
    return Change(team.version, None if same else events.Changed(**wanted), told=_told(team))


def _team(team_id: str) -> Team | None:
    with reading(house().engine) as connection:
        return teams.team(connection, team_id)


def _told(team: Team, id_name: str = "id") -> dict[str, Any]:
    return {
        id_name: team.id,
        "name": team.name,
        "site": team.site,
        "timezone": team.timezone,
        "working_days": list(team.working_days),
        "holidays": list(team.holidays),
        "country": team.country,
        "manager_id": team.manager_id,
    }
