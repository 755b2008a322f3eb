"""``/v1/people``: who they are, which team they are in, when they leave."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from contracts import people as events
from contracts.definition import SHORT, Event
from contracts.problems import NOT_FOUND, RULE_BROKEN, Problem
from contracts.tokens import Claims
from services.eventlog.database import reading
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id, LocalDate, Text
from services.http.read_only import Said
from services.observation.api.bodies import Moment, PageQuery, StateAnswer
from services.observation.api.choices import one_of
from services.observation.api.naming import email_shaped, named
from services.observation.directory import people
from services.observation.directory.people import Person
from services.observation.house import house
from services.observation.moments import moment
from services.observation.policy import Relation
from services.observation.relations import Admitted, admit, require
from services.observation.states import Change, put_change, put_state

blueprint = Blueprint("people", __name__, url_prefix="/v1/people")


class PersonBody(Moment):
    id = Id(dump_only=True)
    name = Text(limit=SHORT, required=True)
    email = Text(limit=SHORT, also=email_shaped, allow_none=True)
    roles = fields.List(fields.String(validate=one_of(events.Role)), required=True, validate=validate.Length(1, 5))
    team_id = Id(allow_none=True)
    also_team_ids = fields.List(Id(), validate=validate.Length(max=200))
    level = fields.String(validate=one_of(events.Level), allow_none=True)
    joined_on = LocalDate(allow_none=True)
    left_on = LocalDate(dump_only=True)


class DepartureBody(Moment):
    left_on = LocalDate(required=True)


class PeopleQuery(PageQuery):
    team = Id()


class PersonAnswer(Schema):
    id = Id(required=True, dump_only=True)
    name = fields.String(allow_none=True)
    email = fields.String(allow_none=True)
    roles = fields.List(fields.String(), required=True)
    team_id = Id(allow_none=True)
    also_team_ids = fields.List(Id())
    level = fields.String(allow_none=True)
    joined_on = fields.String(allow_none=True)
    left_on = fields.String(allow_none=True, dump_only=True)


class PeopleAnswer(Schema):
    items = fields.List(fields.Nested(PersonAnswer), required=True)
    next = fields.String(allow_none=True)


@blueprint.put("/<id:person_id>")
@endpoint("person.write", body=PersonBody(), answer=StateAnswer())
def describe_person(caller: Claims, person_id: str, body: dict[str, Any], said: Said) -> Response:
    """Somebody joins, changes or moves."""
    actor = admit(house(), caller, "person.write")
    at = moment(house(), body)
    house().keyring.make(person_id)
    subject = f"person/{person_id}"
    position, _version = put_change(house(), subject, actor.id, at, lambda: _change(person_id, body), person_id, said)
    return answer({"id": person_id, "position": position})


@blueprint.put("/<id:person_id>/departure")
@endpoint("person.write", body=DepartureBody(), answer=StateAnswer())
def depart(caller: Claims, person_id: str, body: dict[str, Any]) -> Response:
    """Somebody leaves; what was promised is released when that day is over."""
    actor = admit(house(), caller, "person.write")
    at = moment(house(), body)
    subject = f"person/{person_id}"
    position = put_state(house(), subject, actor.id, at, lambda: _departure(person_id, body), person_id)
    return answer({"id": person_id, "position": position})


@blueprint.delete("/<id:person_id>/departure")
@endpoint("person.write", answer=StateAnswer())
def stay(caller: Claims, person_id: str) -> Response:
    """Not leaving after all, or back again: the person joins as they were."""
    actor = admit(house(), caller, "person.write")
    subject = f"person/{person_id}"
    position = put_state(house(), subject, actor.id, house().clock(), lambda: _return(person_id), person_id)
    return answer({"id": person_id, "position": position})


@blueprint.get("")
@endpoint("people.list", query=PeopleQuery(), answer=PeopleAnswer())
def list_people(caller: Claims, query: dict[str, Any]) -> Response:
    """People by id: a supervisor's own teams, or everybody for those who may."""
    actor = admit(house(), caller, "people.list")
    visible = _visible_teams(actor)
    wanted = visible if "team" not in query else {query["team"]} & (visible if visible is not None else {query["team"]})
    with reading(house().engine) as connection:
        found = people.page(connection, wanted, query["cursor"], query["limit"] + 1)
    items = named(house(), found[: query["limit"]])
    return answer({"items": items, "next": items[-1]["id"] if len(found) > query["limit"] else None})


@blueprint.get("/<id:person_id>")
@endpoint("person.read", answer=PersonAnswer())
def read_person(caller: Claims, person_id: str) -> Response:
    """One person."""
    actor = admit(house(), caller, "person.read")
    person = _person(person_id)
    visible = _visible_teams(actor)
    own = visible is None or person.team_id in visible
    require(actor, "person.read", Relation(is_self=actor.id == person_id, own_team_now=own))
    (told,) = named(house(), [person])
    return answer(told, etag=str(person.version))


def _visible_teams(admitted: Admitted) -> frozenset[str] | None:
    """None: all of them."""
    return None if admitted.actor.roles & {"ops", "admin", "service"} else admitted.supervised_now


def _change(person_id: str, body: dict[str, Any]) -> Change:
    wanted: dict[str, Any] = {
        "person_id": person_id,
        "roles": tuple(sorted(set(body["roles"]))),
        "team_id": body.get("team_id"),
        "also_team_ids": tuple(sorted(set(body.get("also_team_ids", ())))),
        "level": body.get("level"),
        "joined_on": body.get("joined_on"),
        "text": {name: body[name] for name in ("name", "email") if body.get(name)},
    }
    with reading(house().engine) as connection:
        person = people.person(connection, person_id)
    if person is None:
        return Change(0, events.Joined(**wanted), told={"id": person_id})
    (told,) = named(house(), [person])
    same = all(
        told[name] == _wire(wanted[name]) for name in ("roles", "team_id", "also_team_ids", "level", "joined_on")
    ) and all(told[name] == wanted["text"].get(name) for name in ("name", "email"))
    return Change(person.version, None if same else events.Changed(**wanted), told=told)


def _departure(person_id: str, body: dict[str, Any]) -> tuple[int, Event | None]:
    person = _person(person_id)
    if person.joined_on is not None and body["left_on"].isoformat() < person.joined_on:
        raise Problem(RULE_BROKEN, "Nobody leaves before they joined.", rule="Nobody leaves before they joined.")
    same = person.left_on == body["left_on"].isoformat()
    return person.version, None if same else events.Left(person_id=person_id, left_on=body["left_on"])


def _return(person_id: str) -> tuple[int, Event | None]:
    person = _person(person_id)
    if person.left_on is None:
        return person.version, None
    (told,) = named(house(), [person])
    joined_on = date.fromisoformat(person.joined_on) if person.joined_on else None
    return person.version, events.Joined(
        person_id=person_id,
        roles=tuple(told["roles"]),
        team_id=person.team_id,
        also_team_ids=person.also_team_ids,
        level=told["level"],
        joined_on=joined_on,
        text={name: told[name] for name in ("name", "email") if told[name]},
    )


def _person(person_id: str) -> Person:
    with reading(house().engine) as connection:
        person = people.person(connection, person_id)
    if person is None:
        raise Problem(NOT_FOUND)
    return person


def _wire(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
