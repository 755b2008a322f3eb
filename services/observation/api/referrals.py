"""``/v1/referrals``: what is not coaching goes to a counsellor.

No route here is measured, and no answer tells a position: both would be counts.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.problems import INVALID, Problem
from contracts.referrals import ReferralState
from contracts.tokens import Claims
from services.eventlog.database import reading
from services.http.answers import answer
from services.http.cursors import decode, encode
from services.http.endpoints import endpoint
from services.http.fields import Cursor, Id, Limit, Text
from services.observation.api.bodies import Moment, Reasoned
from services.observation.api.choices import one_of
from services.observation.api.referral_answers import shown, who_reads
from services.observation.counselling.listing import page, place_of
from services.observation.facts import Fact, put
from services.observation.house import house
from services.observation.moments import moment
from services.observation.nouns import Noun, present
from services.observation.policy import Relation
from services.observation.relations import admit, relation_to, require
from services.observation.rules import referral as rules
from services.observation.rules.referral import Referral

blueprint = Blueprint("referrals", __name__, url_prefix="/v1/referrals")


class ReferralBody(Reasoned):
    rep_id = Id(required=True)


class ReferralClosureBody(Moment):
    text = Text()


class ReferralsQuery(Schema):
    state = fields.String(validate=one_of(ReferralState))
    cursor = Cursor()
    limit = Limit()


class ReadersQuery(Schema):
    rep_id = Id(required=True)


class NamedAnswer(Schema):
    id = Id(required=True)
    name = fields.String(allow_none=True, required=True)


class WrittenAnswer(Schema):
    id = Id(required=True)
    rep_id = Id(required=True)
    state = fields.String(required=True)


class ReaderAnswer(Schema):
    by = fields.Nested(NamedAnswer, required=True)
    on = fields.Date(required=True)


class ReferralAnswer(Schema):
    """Whoever sent it, and is neither a counsellor nor the rep, gets no more than ``id`` to ``sent_at``."""

    id = Id(required=True)
    rep = fields.Nested(NamedAnswer, required=True)
    rep_id = Id(required=True)
    state = fields.String(required=True)
    sent_at = fields.String(required=True)
    sent_by = fields.Nested(NamedAnswer)
    reason = fields.String(allow_none=True)
    taken_by = fields.Nested(NamedAnswer, allow_none=True)
    taken_at = fields.String(allow_none=True)
    closed_by = fields.Nested(NamedAnswer, allow_none=True)
    closed_at = fields.String(allow_none=True)
    text = fields.String(allow_none=True)
    readers = fields.List(fields.Nested(ReaderAnswer))
    timezone = fields.String(required=True)


class ReferralsAnswer(Schema):
    items = fields.List(fields.Nested(ReferralAnswer), required=True)
    next = fields.String(allow_none=True)


class ReadersAnswer(Schema):
    rep = fields.Nested(NamedAnswer, required=True)
    counsellors = fields.List(fields.Nested(NamedAnswer), required=True)


def describe(referral: Referral) -> dict[str, Any]:
    return {"id": referral.referral_id, "rep_id": referral.rep_id, "state": referral.state}


REFERRAL = Noun("referral", rules.begin, rules.evolve, describe, key_class="counselling")


@blueprint.put("/<id:referral_id>")
@endpoint("referral.send", body=ReferralBody(), answer=WrittenAnswer(), measured=False)
def send(caller: Claims, referral_id: str, body: dict[str, Any]) -> Response:
    """Hand it to the counsellors; the sender learns no more of it than that it was sent."""
    actor = admit(house(), caller, "referral.send")
    at = moment(house(), body)
    require(actor, "referral.send", relation_to(house(), actor, body["rep_id"], at))
    subject = REFERRAL.subject(referral_id)
    fact = Fact(key=subject, subject=subject, actor_id=actor.id, about=body["rep_id"], at=at, body=body)
    return put(house(), REFERRAL, fact, lambda _none: rules.send(referral_id, body["rep_id"], actor.id, body["reason"]))


@blueprint.put("/<id:referral_id>/taking")
@endpoint("referral.take", body=Moment(), answer=WrittenAnswer(), measured=False)
def take(caller: Claims, referral_id: str, body: dict[str, Any]) -> Response:
    """A counsellor looks after it from here on."""
    fact = _about(caller, "referral.take", referral_id, "taking", body)
    return put(house(), REFERRAL, fact, lambda referral: rules.take(referral, fact.actor_id))


@blueprint.put("/<id:referral_id>/closure")
@endpoint("referral.close", body=ReferralClosureBody(), answer=WrittenAnswer(), measured=False)
def close(caller: Claims, referral_id: str, body: dict[str, Any]) -> Response:
    """It is over."""
    fact = _about(caller, "referral.close", referral_id, "closure", body)
    return put(house(), REFERRAL, fact, lambda referral: rules.close(referral, fact.actor_id, body.get("text")))


@blueprint.get("")
@endpoint("referral.list", query=ReferralsQuery(), answer=ReferralsAnswer(), measured=False)
def list_referrals(caller: Claims, query: dict[str, Any]) -> Response:
    """The newest first: all for a counsellor, their own for a rep, and for whoever sent one, that it was sent."""
    actor = admit(house(), caller, "referral.list")
    state, limit = query.get("state"), query["limit"]
    if state is not None and "counsellor" not in actor.actor.roles:
        # Asked by its state, a list would tell the sender what became of it.
        raise Problem(INVALID, errors={"state": ["Only a counsellor may ask for a state."]})
    concerning = None if "counsellor" in actor.actor.roles else actor.id
    before = decode(query["cursor"], int, str, field="cursor") if "cursor" in query else None
    with reading(house().counselling.engine) as connection:
        found = page(connection, concerning, state, before, limit + 1)
    items = shown(house(), actor.actor, found[:limit], _now())
    return answer({"items": items, "next": encode(*place_of(found[limit - 1])) if len(found) > limit else None})


@blueprint.get("/readers")
@endpoint("referral.send", query=ReadersQuery(), answer=ReadersAnswer(), measured=False)
def who_would_read(caller: Claims, query: dict[str, Any]) -> Response:
    """Who would read a referral of this rep, besides the rep: asked before it is sent."""
    actor = admit(house(), caller, "referral.send")
    require(actor, "referral.send", relation_to(house(), actor, query["rep_id"], _now()))
    return answer(who_reads(house(), query["rep_id"]))


def _about(caller: Claims, action: str, referral_id: str, part: str, body: dict[str, Any]) -> Fact:
    """The fact about a referral that is there, once it is clear that the caller may. It is each counsellor's own, so
    that the second one is told that somebody was quicker."""
    actor = admit(house(), caller, action)
    referral = present(house(), REFERRAL, referral_id)
    require(actor, action, Relation())
    subject = REFERRAL.subject(referral_id)
    key = f"{subject}/{part}/{actor.id}"
    at = moment(house(), body)
    return Fact(key=key, subject=subject, actor_id=actor.id, about=referral.rep_id, at=at, body=body)


def _now() -> datetime:
    return house().clock()
