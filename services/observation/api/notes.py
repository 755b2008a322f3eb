"""A note as its routes speak of it, and who may do something to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from contracts.instants import wire_instant
from contracts.problems import NOT_FOUND, Problem
from contracts.tokens import Claims
from services.http.fields import Id
from services.observation.api.bodies import StateAnswer
from services.observation.facts import Fact
from services.observation.house import house
from services.observation.moments import moment
from services.observation.nouns import Noun, present
from services.observation.policy import Relation
from services.observation.relations import Admitted, admit, relation_to, require
from services.observation.rules import observation as rules
from services.observation.rules.observation import Observation


class ObservationAnswer(StateAnswer):
    rep_id = Id(required=True)
    state = fields.String(required=True)
    visible_from = fields.String(required=True)
    duplicate_of = Id(allow_none=True)


def describe(observation: Observation) -> dict[str, Any]:
    return {
        "id": observation.observation_id,
        "rep_id": observation.rep_id,
        "state": observation.state,
        "visible_from": wire_instant(observation.visible_from),
        "duplicate_of": observation.duplicate_of,
    }


OBSERVATION = Noun("observation", rules.begin, rules.evolve, describe)


def about(caller: Claims, action: str, observation_id: str, part: str, body: Mapping[str, Any]) -> Fact:
    """The fact about a note that is there, once it is clear that the caller may."""
    at = moment(house(), body)
    actor, note = permitted(caller, action, observation_id, body)
    subject = OBSERVATION.subject(observation_id)
    return Fact(key=f"{subject}/{part}", subject=subject, actor_id=actor.id, about=note.rep_id, at=at, body=body)


def permitted(
    caller: Claims, action: str, observation_id: str, body: Mapping[str, Any]
) -> tuple[Admitted, Observation]:
    """The caller and the note, where the caller may do this to it.

    Raises:
        Problem: 403; 404, there is no such note, or it is not the caller's to know of.
    """
    actor = admit(house(), caller, action)
    note = present(house(), OBSERVATION, observation_id)
    at = moment(house(), body)
    require(actor, action, _relation(actor, note, relation_to(house(), actor, note.rep_id, at)))
    return actor, note


def _relation(actor: Admitted, note: Observation, to_rep: Relation) -> Relation:
    """
    Raises:
        Problem: 404, it is about the rep who asks, who cannot know of it yet.
    """
    if to_rep.is_self and not note.visible_to_rep(house().clock()):
        raise Problem(NOT_FOUND)
    return Relation(
        is_self=to_rep.is_self,
        is_author=actor.id == note.author_id,
        own_team=to_rep.own_team,
        own_team_now=to_rep.own_team_now,
    )
