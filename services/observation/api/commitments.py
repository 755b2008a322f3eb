"""``/v1/commitments``: a promise, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response

from contracts.tokens import Claims
from services.http.endpoints import endpoint
from services.observation.api.advice import open_beside, smart
from services.observation.api.commitment_bodies import (
    ClosureBody,
    CommitmentAnswer,
    CommitmentBody,
    ConfirmationBody,
    DeclineBody,
    PracticeBody,
    ProposedAnswer,
    RenewalBody,
    RevisitBody,
)
from services.observation.api.references import behaviour_known, observation_of, session_of
from services.observation.facts import Fact, put
from services.observation.house import house
from services.observation.moments import day_at_site, moment
from services.observation.nouns import Noun, present
from services.observation.relations import admit, relation_to, require
from services.observation.rules import commitment as rules
from services.observation.rules.commitment import Commitment

blueprint = Blueprint("commitments", __name__, url_prefix="/v1/commitments/<id:commitment_id>")


def describe(commitment: Commitment) -> dict[str, Any]:
    return {
        "id": commitment.commitment_id,
        "rep_id": commitment.rep_id,
        "state": commitment.status,
        "revision": commitment.revision,
    }


COMMITMENT = Noun("commitment", rules.begin, rules.evolve, describe)


@blueprint.put("")
@endpoint("commitment.propose", body=CommitmentBody(), answer=ProposedAnswer())
def propose(caller: Claims, commitment_id: str, body: dict[str, Any]) -> Response:
    """Propose a promise; it is open once the rep has confirmed it."""
    actor = admit(house(), caller, "commitment.propose", body["rep_id"])
    at = moment(house(), body)
    require(actor, "commitment.propose", relation_to(house(), actor, body["rep_id"], at))
    behaviour_known(house(), body.get("behaviour_id"))
    observation_of(house(), body["rep_id"], body.get("observation_id"))
    session_of(house(), body.get("session_id"))
    today = day_at_site(house(), body["rep_id"], at)
    subject = COMMITMENT.subject(commitment_id)
    fact = Fact(key=subject, subject=subject, actor_id=actor.id, about=body["rep_id"], at=at, body=body)
    also = {"smart": smart(body, open_beside(house(), body["rep_id"], commitment_id))}
    return put(house(), COMMITMENT, fact, lambda _none: rules.propose(commitment_id, actor.id, body, today), also)


@blueprint.put("/confirmation")
@endpoint("commitment.confirm", body=ConfirmationBody(), answer=CommitmentAnswer())
def confirm(caller: Claims, commitment_id: str, body: dict[str, Any]) -> Response:
    """The rep gives a word, on the own phone or on the supervisor's, handed over."""
    handed_over = body["via"] == "supervisor_device"
    action = "commitment.confirm_handed_over" if handed_over else "commitment.confirm"
    fact = _answer(caller, action, commitment_id, "confirmation", body)
    return put(
        house(),
        COMMITMENT,
        fact,
        lambda promise: rules.confirm(promise, body.get("revision"), body["via"], body.get("words"), fact.at),
    )


@blueprint.put("/decline")
@endpoint("commitment.decline", body=DeclineBody(), answer=CommitmentAnswer())
def decline(caller: Claims, commitment_id: str, body: dict[str, Any]) -> Response:
    """The rep says no to it, or to its new date."""
    fact = _answer(caller, "commitment.decline", commitment_id, "decline", body)
    return put(
        house(), COMMITMENT, fact, lambda promise: rules.decline(promise, body.get("revision"), body["reason"], fact.at)
    )


@blueprint.put("/practice_reports/<id:report_id>")
@endpoint("commitment.report_practice", body=PracticeBody(), answer=CommitmentAnswer())
def report_practice(caller: Claims, commitment_id: str, report_id: str, body: dict[str, Any]) -> Response:
    """The rep has practised it; now the supervisor owes a look."""
    fact = _about(caller, "commitment.report_practice", commitment_id, f"practice_reports/{report_id}", body)
    return put(house(), COMMITMENT, fact, lambda promise: rules.report_practice(promise, report_id, body.get("text")))


@blueprint.put("/revisits/<id:revisit_id>")
@endpoint("commitment.revisit", body=RevisitBody(), answer=CommitmentAnswer())
def revisit(caller: Claims, commitment_id: str, revisit_id: str, body: dict[str, Any]) -> Response:
    """The supervisor looked again."""
    fact = _about(caller, "commitment.revisit", commitment_id, f"revisits/{revisit_id}", body)
    seen_on = day_at_site(house(), fact.about, fact.at)
    return put(
        house(),
        COMMITMENT,
        fact,
        lambda promise: rules.revisit(promise, revisit_id, body["outcome"], body, seen_on),
    )


@blueprint.put("/renewal_requests/<id:request_id>")
@endpoint("commitment.ask_renewal", body=RenewalBody(), answer=CommitmentAnswer())
def ask_renewal(caller: Claims, commitment_id: str, request_id: str, body: dict[str, Any]) -> Response:
    """The rep asks to move the date."""
    fact = _about(caller, "commitment.ask_renewal", commitment_id, f"renewal_requests/{request_id}", body)
    today = day_at_site(house(), fact.about, fact.at)
    return put(
        house(),
        COMMITMENT,
        fact,
        lambda promise: rules.ask_renewal(promise, request_id, body["due_on"], body["reason"], today),
    )


@blueprint.put("/renewals/<id:renewal_id>")
@endpoint("commitment.renew", body=RenewalBody(), answer=CommitmentAnswer())
def renew(caller: Claims, commitment_id: str, renewal_id: str, body: dict[str, Any]) -> Response:
    """The supervisor gives it a new date, which the rep confirms."""
    fact = _about(caller, "commitment.renew", commitment_id, f"renewals/{renewal_id}", body)
    today = day_at_site(house(), fact.about, fact.at)
    return put(
        house(),
        COMMITMENT,
        fact,
        lambda promise: rules.renew(promise, renewal_id, body["due_on"], body["reason"], today),
    )


@blueprint.put("/closure")
@endpoint("commitment.close", body=ClosureBody(), answer=CommitmentAnswer())
def close(caller: Claims, commitment_id: str, body: dict[str, Any]) -> Response:
    """The supervisor ends it: not kept, or no longer relevant."""
    fact = _about(caller, "commitment.close", commitment_id, "closure", body)
    return put(house(), COMMITMENT, fact, lambda promise: rules.close(promise, body["outcome"], body["reason"]))


def _answer(caller: Claims, action: str, commitment_id: str, part: str, body: dict[str, Any]) -> Fact:
    """An answer is remembered by its revision: each new date asks for one."""
    fact = _about(caller, action, commitment_id, part, body)
    revision = body.get("revision") or present(house(), COMMITMENT, commitment_id).revision
    return replace(fact, key=f"{fact.key}/{revision}")


def _about(caller: Claims, action: str, commitment_id: str, part: str, body: dict[str, Any]) -> Fact:
    """The fact about a promise that is there, once it is clear that the caller may."""
    actor = admit(house(), caller, action)
    promise = present(house(), COMMITMENT, commitment_id)
    at = moment(house(), body)
    require(actor, action, relation_to(house(), actor, promise.rep_id, at))
    subject = COMMITMENT.subject(commitment_id)
    return Fact(key=f"{subject}/{part}", subject=subject, actor_id=actor.id, about=promise.rep_id, at=at, body=body)
