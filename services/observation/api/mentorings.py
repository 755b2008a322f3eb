"""``/v1/mentorings``: two reps who practise together, without a schedule."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response
from marshmallow import fields

from contracts.problems import INVALID, RULE_BROKEN, Problem
from contracts.tokens import Claims
from services.eventlog.database import reading
from services.http.endpoints import endpoint
from services.http.fields import Id
from services.observation.api.bodies import Moment, StateAnswer
from services.observation.directory import people
from services.observation.directory.mentoring_pairs import pairs_between
from services.observation.facts import Fact, put
from services.observation.house import house
from services.observation.moments import moment
from services.observation.nouns import Noun, present
from services.observation.relations import Admitted, admit, relation_to, require
from services.observation.rules import mentoring as rules
from services.observation.rules.mentoring import Mentoring

blueprint = Blueprint("mentorings", __name__, url_prefix="/v1/mentorings/<id:mentoring_id>")

TWICE = "These two are mentor and rep already."


class PairBody(Moment):
    mentor_id = Id(required=True)
    rep_id = Id(required=True)


class MentoringAnswer(StateAnswer):
    mentor_id = Id(required=True)
    rep_id = Id(required=True)
    state = fields.String(required=True)


def describe(mentoring: Mentoring) -> dict[str, Any]:
    return {
        "id": mentoring.mentoring_id,
        "mentor_id": mentoring.mentor_id,
        "rep_id": mentoring.rep_id,
        "state": mentoring.status,
    }


MENTORING = Noun("mentoring", rules.begin, rules.evolve, describe)


@blueprint.put("")
@endpoint("mentoring.pair", body=PairBody(), answer=MentoringAnswer())
def pair(caller: Claims, mentoring_id: str, body: dict[str, Any]) -> Response:
    """Pair a mentor with a rep; one pair at a time between the same two."""
    actor = admit(house(), caller, "mentoring.pair")
    at = moment(house(), body)
    mentor_id, rep_id = body["mentor_id"], body["rep_id"]
    require(actor, "mentoring.pair", relation_to(house(), actor, rep_id, at))
    _require_mentor(actor, mentor_id, at)
    subject = MENTORING.subject(mentoring_id)
    fact = Fact(key=subject, subject=subject, actor_id=actor.id, about=rep_id, at=at, body=body)

    def only_once(connection: sa.Connection) -> None:
        if pairs_between(connection, mentor_id, rep_id) > 1:
            raise Problem(RULE_BROKEN, TWICE, rule=TWICE)

    return put(
        house(),
        MENTORING,
        fact,
        lambda _none: rules.pair(mentoring_id, mentor_id, rep_id, actor.id),
        within=only_once,
    )


@blueprint.put("/end")
@endpoint("mentoring.end", body=Moment(), answer=MentoringAnswer())
def end(caller: Claims, mentoring_id: str, body: dict[str, Any]) -> Response:
    """It is over; the two may be paired again."""
    actor = admit(house(), caller, "mentoring.end")
    mentoring = present(house(), MENTORING, mentoring_id)
    at = moment(house(), body)
    require(actor, "mentoring.end", relation_to(house(), actor, mentoring.rep_id, at))
    subject = MENTORING.subject(mentoring_id)
    fact = Fact(key=f"{subject}/end", subject=subject, actor_id=actor.id, about=mentoring.rep_id, at=at, body=body)
    return put(house(), MENTORING, fact, rules.end)


def _require_mentor(actor: Admitted, mentor_id: str, at: datetime) -> None:
    """
    Raises:
        Problem: 422, no such rep in a team of the caller's.
    """
    with reading(house().engine) as connection:
        mentor = people.person(connection, mentor_id)
    of_own_team = relation_to(house(), actor, mentor_id, at).own_team
    if mentor is None or "rep" not in mentor.roles or mentor.left_on is not None or not of_own_team:
        raise Problem(INVALID, errors={"mentor_id": ["There is no such rep in your teams."]})
