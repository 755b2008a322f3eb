"""``/v1/people/<id>/absences``: the days a person is away, which move what is due on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response
from marshmallow import ValidationError, validates_schema

from contracts import people as events
from contracts.definition import Event
from contracts.problems import NOT_FOUND, Problem
from contracts.tokens import Claims
from services.eventlog.database import reading
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import LocalDate
from services.observation.api.bodies import Moment, StateAnswer
from services.observation.directory import people
from services.observation.house import house
from services.observation.moments import moment
from services.observation.relations import Admitted, admit, relation_to, require
from services.observation.states import put_state

blueprint = Blueprint("absences", __name__, url_prefix="/v1/people/<id:person_id>/absences/<id:absence_id>")

LONGEST = timedelta(days=2 * 366)


class AbsenceBody(Moment):
    from_on = LocalDate(required=True)
    to_on = LocalDate(required=True)

    @validates_schema
    def runs_forward(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if data["to_on"] < data["from_on"]:
            raise ValidationError("It ends before it begins.", "to_on")
        if data["to_on"] - data["from_on"] > LONGEST:
            raise ValidationError("That is more than two years.", "to_on")


@blueprint.put("")
@endpoint("absence.write", body=AbsenceBody(), answer=StateAnswer())
def record(caller: Claims, person_id: str, absence_id: str, body: dict[str, Any]) -> Response:
    """Away from one day to another, both included."""
    actor = _admitted(caller, person_id)
    at = moment(house(), body)
    days = {"from_on": body["from_on"], "to_on": body["to_on"]}
    position = put_state(
        house(), f"person/{person_id}", actor.id, at, lambda: _recorded(person_id, absence_id, days), person_id
    )
    return answer({"id": absence_id, "position": position})


@blueprint.delete("")
@endpoint("absence.write", answer=StateAnswer())
def cancel(caller: Claims, person_id: str, absence_id: str) -> Response:
    """Not away after all."""
    actor = _admitted(caller, person_id)
    position = put_state(
        house(),
        f"person/{person_id}",
        actor.id,
        house().clock(),
        lambda: _cancelled(person_id, absence_id),
        person_id,
    )
    return answer({"id": absence_id, "position": position})


def _admitted(caller: Claims, person_id: str) -> Admitted:
    actor = admit(house(), caller, "absence.write")
    with reading(house().engine) as connection:
        if people.person(connection, person_id) is None:
            raise Problem(NOT_FOUND)
    require(actor, "absence.write", relation_to(house(), actor, person_id, house().clock()))
    return actor


def _recorded(person_id: str, absence_id: str, days: dict[str, Any]) -> tuple[int, Event | None]:
    with reading(house().engine) as connection:
        version = _version(connection, person_id)
        known = people.absence(connection, person_id, absence_id)
    same = known is not None and (known.from_on, known.to_on) == tuple(day.isoformat() for day in days.values())
    return version, None if same else events.AbsenceRecorded(person_id=person_id, absence_id=absence_id, **days)


def _cancelled(person_id: str, absence_id: str) -> tuple[int, Event | None]:
    with reading(house().engine) as connection:
        version = _version(connection, person_id)
        known = people.absence(connection, person_id, absence_id)
    return version, events.AbsenceCancelled(person_id=person_id, absence_id=absence_id) if known else None


def _version(connection: Any, person_id: str) -> int:
    person = people.person(connection, person_id)
    return person.version if person else 0
