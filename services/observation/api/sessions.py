"""``/v1/sessions``: a coaching session, of one rep or of a small group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response

from contracts.definition import Event
from contracts.instants import wire_instant
from contracts.problems import INVALID, NOT_FOUND, Problem
from contracts.tokens import Claims
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.observation.api.bodies import Said
from services.observation.api.commitments import COMMITMENT
from services.observation.api.session_bodies import OutcomeBody, RatingBody, ScheduleBody, SessionAnswer, SessionBody
from services.observation.facts import Fact, put
from services.observation.house import house
from services.observation.moments import moment
from services.observation.nouns import Noun, present
from services.observation.policy import Decision, decide
from services.observation.relations import Admitted, admit, relation_to, require
from services.observation.rules import session as rules
from services.observation.rules.commitment import Commitment
from services.observation.rules.session import Session
from services.observation.session_schedule import change_schedule

blueprint = Blueprint("sessions", __name__, url_prefix="/v1/sessions/<id:session_id>")


def describe(session: Session) -> dict[str, Any]:
    return {
        "id": session.session_id,
        "rep_ids": sorted(session.seats),
        "state": session.state,
        "starts_at": wire_instant(session.starts_at),
        "minutes": session.minutes,
    }


SESSION = Noun("session", rules.begin, rules.evolve, describe)


@blueprint.put("")
@endpoint("session.schedule", body=SessionBody(), answer=SessionAnswer())
def schedule(caller: Claims, session_id: str, body: dict[str, Any]) -> Response:
    """Plan a session with one rep, or with a group of at most six, all of them the writer's."""
    actor = admit(house(), caller, "session.schedule")
    at = moment(house(), body)
    for rep_id in body["rep_ids"]:
        require(actor, "session.schedule", relation_to(house(), actor, rep_id, at))
    subject = SESSION.subject(session_id)
    fact = Fact(key=subject, subject=subject, actor_id=actor.id, about=actor.id, at=at, body=body)
    return put(house(), SESSION, fact, lambda _none: rules.schedule(session_id, actor.id, body, at))


@blueprint.put("/schedule")
@endpoint("session.schedule", body=ScheduleBody(), answer=SessionAnswer())
def reschedule(caller: Claims, session_id: str, body: dict[str, Any]) -> Response:
    """Move it, or change its place; ``If-Match`` takes the version that was read."""
    actor = admit(house(), caller, "session.schedule")
    session = present(house(), SESSION, session_id)
    at = moment(house(), body)
    reps = _own_reps(actor, "session.schedule", session, at)
    position = change_schedule(house(), SESSION, session_id, actor.id, reps, body, at)
    session = present(house(), SESSION, session_id)
    return answer({**describe(session), "position": position})


@blueprint.put("/agenda/<id:point_id>")
@endpoint("session.raise", body=Said(), answer=SessionAnswer())
def raise_point(caller: Claims, session_id: str, point_id: str, body: dict[str, Any]) -> Response:
    """Something a rep or a supervisor wants to talk about; in a group only the rep's own point stays the rep's."""
    fact, reps = _about(caller, "session.raise", session_id, f"agenda/{point_id}", body)
    return put(house(), SESSION, fact, lambda now: rules.raise_point(now, reps, point_id, body["text"]))


@blueprint.put("/outcome")
@endpoint("session.hold", body=OutcomeBody(), answer=SessionAnswer())
def conclude(caller: Claims, session_id: str, body: dict[str, Any]) -> Response:
    """It was held, with what was said by both and what came of it; or it was missed, or is cancelled."""
    fact, reps = _about(caller, "session.hold", session_id, "outcome", body)
    fact = replace(fact, key=f"{fact.key}/{fact.actor_id}")
    end = _end(body, reps)
    return put(house(), SESSION, fact, lambda now: [*end(now), *rules.leave_out(now, sorted(_erased(now)))])


@blueprint.put("/rating")
@endpoint("session.rate", body=RatingBody(), answer=SessionAnswer())
def rate(caller: Claims, session_id: str, body: dict[str, Any]) -> Response:
    """What it was worth to the rep, from 1 to 5."""
    fact, (rep_id,) = _about(caller, "session.rate", session_id, "rating", body)
    fact = replace(fact, key=f"{fact.key}/{rep_id}")
    return put(house(), SESSION, fact, lambda now: rules.rate(now, rep_id, body["score"], body.get("text")))


def _about(caller: Claims, action: str, session_id: str, part: str, body: dict[str, Any]) -> tuple[Fact, list[str]]:
    """The fact about a session that is there, and those of its reps whom it is about."""
    actor = admit(house(), caller, action)
    session = present(house(), SESSION, session_id)
    at = moment(house(), body)
    reps = _own_reps(actor, action, session, at)
    subject = SESSION.subject(session_id)
    key = f"{subject}/{part}"
    return Fact(key=key, subject=subject, actor_id=actor.id, about=actor.id, at=at, body=body), reps


def _own_reps(actor: Admitted, action: str, session: Session, at: Any) -> list[str]:
    """The reps of a session on whom the actor may do this, without those who were erased: it goes on for the others.

    Raises:
        Problem: 403, 404, there is none.
    """
    relations = {rep_id: relation_to(house(), actor, rep_id, at) for rep_id in session.seats}
    decided = {rep_id: decide(actor.actor, action, relation) for rep_id, relation in relations.items()}
    own = [rep_id for rep_id, decision in decided.items() if decision is Decision.ALLOWED]
    if not own:
        require(actor, action, next(iter(relations.values())))
    erased = _erased(session)
    if erased.issuperset(own):
        raise Problem(NOT_FOUND)
    return [rep_id for rep_id in own if rep_id not in erased]


def _erased(session: Session) -> set[str]:
    keys = house().keyring.keys(list(session.seats))
    return {rep_id for rep_id, key in keys.items() if key is None}


def _end(body: dict[str, Any], reps: Sequence[str]) -> Callable[[Session], list[Event]]:
    if body["outcome"] == "held":
        commitments = _commitments(body.get("commitment_ids", ()), reps)
        return lambda now: rules.hold(now, reps, body, commitments)
    _refuse_words_of_a_held_one(body)
    end = rules.miss if body["outcome"] == "missed" else rules.cancel
    return lambda now: end(now, reps, body)


def _commitments(ids: Sequence[str], rep_ids: Sequence[str]) -> list[Commitment]:
    """
    Raises:
        Problem: 422, one of them is not there, or not a promise of these reps.
    """
    found = []
    for commitment_id in ids:
        try:
            commitment = present(house(), COMMITMENT, commitment_id)
        except Problem as err:
            raise _not_theirs() from err
        if commitment.rep_id not in rep_ids:
            raise _not_theirs()
        found.append(commitment)
    return found


def _not_theirs() -> Problem:
    return Problem(INVALID, errors={"commitment_ids": ["There is no such promise of a rep in this session."]})


def _refuse_words_of_a_held_one(body: dict[str, Any]) -> None:
    unfit = sorted(body.keys() & {"rep_notes", "commitment_ids", "none_needed_reason"})
    if unfit:
        raise Problem(INVALID, errors={name: ["Only of a session that was held."] for name in unfit})
