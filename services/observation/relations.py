"""Who asks, and what they are to the rep: the facts that the policy decides by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contracts.problems import FORBIDDEN, NOT_FOUND, Problem
from contracts.tokens import Claims
from services.observation.directory.standings import Standing, standings_now
from services.observation.house import House
from services.observation.moments import has_left
from services.observation.policy import Actor, Decision, Relation, decide, may_ever


@dataclass(frozen=True, slots=True)
class Admitted:
    """An actor who may do this to something, with their standing where the directory knows them, and of others whose
    standing was asked for with theirs."""

    actor: Actor
    standing: Standing | None
    others: Mapping[str, Standing | None] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.actor.id

    def supervised_at(self, at: datetime) -> frozenset[str]:
        return self.standing.teams_at(at) if self.standing and "supervisor" in self.actor.roles else frozenset()

    @property
    def supervised_now(self) -> frozenset[str]:
        """The teams the actor supervises, stands in for or manages."""
        return self.standing.teams_now if self.standing and "supervisor" in self.actor.roles else frozenset()


def admit(house: House, caller: Claims, action: str, *about: str) -> Admitted:
    """The caller with the roles that count, if there is anything on which they may do this.

    Args:
        about: people whose standing will be needed, too; it is asked for in the same breath.

    Raises:
        Problem: 403.
    """
    known = {}
    if not caller.is_service:
        known = standings_now(house.engine, [caller.subject, *about])
    standing = known.get(caller.subject)
    actor = Actor(caller.subject, _roles(house, caller, standing))
    if not may_ever(actor, action):
        raise Problem(FORBIDDEN)
    return Admitted(actor, standing, {} if caller.is_service else {each: known.get(each) for each in about})


def _roles(house: House, caller: Claims, standing: Standing | None) -> frozenset[str]:
    """The roles of the token that the directory still knows; the first admin is not in it yet."""
    if caller.is_service:
        return caller.roles | {"service"}
    if standing is None:
        return caller.roles
    is_gone = has_left(house, caller.subject, standing.left_on, house.clock())
    return frozenset() if is_gone else caller.roles & standing.roles


def require(admitted: Admitted, action: str, relation: Relation) -> None:
    """
    Raises:
        Problem: 403, or 404 where existence is not the actor's to know.
    """
    match decide(admitted.actor, action, relation):
        case Decision.FORBIDDEN:
            raise Problem(FORBIDDEN)
        case Decision.HIDDEN:
            raise Problem(NOT_FOUND)


def relation_to(house: House, admitted: Admitted, rep_id: str, at: datetime) -> Relation:
    """What the actor is to a rep, at the instant of which they speak and now. Of whoever had left by then nobody is
    the supervisor any more; what was seen before still arrives."""
    rep = admitted.others[rep_id] if rep_id in admitted.others else _standing(house, rep_id)
    return Relation(
        is_self=admitted.id == rep_id,
        own_team=rep is not None
        and rep.own_team_at(at) in admitted.supervised_at(at)
        and not has_left(house, rep_id, rep.left_on, at),
        own_team_now=rep is not None and rep.own_team_now in admitted.supervised_now,
    )


def _standing(house: House, person_id: str) -> Standing | None:
    return standings_now(house.engine, [person_id]).get(person_id)
