"""``/v1/reps/<id>/cadence``: a standing rhythm of sessions, which plans the next one by itself."""

from __future__ import annotations

from datetime import time
from typing import Any

from flask import Blueprint, Response

from contracts.definition import Event
from contracts.instants import from_micros, wire_instant
from contracts.problems import NOT_FOUND, Problem
from contracts.sessions import CadenceEnded, CadenceSet
from contracts.tokens import Claims
from services.eventlog.database import reading
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.observation.api.session_bodies import CadenceAnswer, CadenceBody
from services.observation.directory import cadences, people
from services.observation.house import house
from services.observation.moments import moment
from services.observation.planning import plan_for, site_of
from services.observation.relations import Admitted, admit, relation_to, require
from services.observation.rules.rhythm import first_date
from services.observation.states import put_state

blueprint = Blueprint("cadences", __name__, url_prefix="/v1/reps/<id:rep_id>/cadence")

_TOLD = ("every_weeks", "weekday", "at", "minutes")


@blueprint.put("")
@endpoint("cadence.set", body=CadenceBody(), answer=CadenceAnswer())
def set_cadence(caller: Claims, rep_id: str, body: dict[str, Any]) -> Response:
    """Every so many weeks on a weekday, at a local time of the rep's site; the next session is planned at once."""
    actor = _admitted(caller, rep_id)
    at = moment(house(), body)
    subject = f"cadence/{rep_id}"
    position = put_state(house(), subject, actor.id, at, lambda: _change(rep_id, actor.id, body), rep_id)
    return _planned(rep_id, position)


@blueprint.delete("")
@endpoint("cadence.set", answer=CadenceAnswer())
def end_cadence(caller: Claims, rep_id: str) -> Response:
    """It plans no more; what it has planned is cancelled, unless somebody moved it by hand."""
    actor = _admitted(caller, rep_id)
    position = put_state(house(), f"cadence/{rep_id}", actor.id, house().clock(), lambda: _end(rep_id), rep_id)
    return _planned(rep_id, position)


def _admitted(caller: Claims, rep_id: str) -> Admitted:
    actor = admit(house(), caller, "cadence.set")
    with reading(house().engine) as connection:
        if people.person(connection, rep_id) is None:
            raise Problem(NOT_FOUND)
    require(actor, "cadence.set", relation_to(house(), actor, rep_id, house().clock()))
    return actor


def _change(rep_id: str, actor_id: str, body: dict[str, Any]) -> tuple[int, Event | None]:
    wanted = {name: body[name] for name in _TOLD}
    with reading(house().engine) as connection:
        known = cadences.cadence(connection, rep_id)
        if known is not None and not known.ended and all(getattr(known, name) == wanted[name] for name in _TOLD):
            return known.version, None
        rep = people.person(connection, rep_id)
        site = site_of(connection, rep.team_id if rep else None)
    first_on = first_date(wanted["weekday"], time.fromisoformat(wanted["at"]), site, house().clock())
    event = CadenceSet(rep_id=rep_id, set_by=actor_id, first_on=first_on, **wanted)
    return known.version if known else 0, event


def _end(rep_id: str) -> tuple[int, Event | None]:
    with reading(house().engine) as connection:
        known = cadences.cadence(connection, rep_id)
    if known is None or known.ended:
        return known.version if known else 0, None
    return known.version, CadenceEnded(rep_id=rep_id)


def _planned(rep_id: str, position: int) -> Response:
    """The answer, once the next session is planned, or the one that was is cancelled."""
    position = plan_for(house(), rep_id, house().clock()) or position
    with reading(house().engine) as connection:
        known = cadences.cadence(connection, rep_id)
    pending = known is not None and not known.session_over and known.session_id is not None
    planned = (
        {"id": known.session_id, "starts_at": wire_instant(from_micros(known.session_starts_at))}
        if known and pending
        else None
    )
    return answer({"id": rep_id, "position": position, "next_session": planned})
