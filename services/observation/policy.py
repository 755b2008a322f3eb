"""Who may write what (`trust.md`, authorisation): one table, default deny, no database, no framework."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, with the roles that count now; a service has the role ``service``."""

    id: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Relation:
    """What the actor is to the thing that is asked about."""

    is_self: bool = False
    """It is about the actor, and the actor may know of it by now."""
    is_author: bool = False
    own_team: bool = False
    """The actor supervised the rep's team when it happened."""
    own_team_now: bool = False

    @property
    def knows_of_it(self) -> bool:
        return self.is_self or self.is_author or self.own_team or self.own_team_now


class Decision(Enum):
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    HIDDEN = "hidden"
    """Denied, and that there is such a thing is not the actor's to know either."""


@dataclass(frozen=True, slots=True)
class Rule:
    role: str
    holds: Callable[[Relation], bool]


def decide(actor: Actor, action: str, relation: Relation) -> Decision:
    """Allowed if one rule of the action fits the actor's roles and relation."""
    rules = [rule for rule in RULES.get(action, ()) if rule.role in actor.roles]
    if any(rule.holds(relation) for rule in rules):
        return Decision.ALLOWED
    if rules and not relation.knows_of_it:
        return Decision.HIDDEN
    return Decision.FORBIDDEN


def may_ever(actor: Actor, action: str) -> bool:
    """Whether there is anything at all on which the actor may do this; asked before anything is looked up."""
    return any(rule.role in actor.roles for rule in RULES.get(action, ()))


def _anything(_relation: Relation) -> bool:
    return True


def _oneself(relation: Relation) -> bool:
    return relation.is_self


def _author(relation: Relation) -> bool:
    return relation.is_author


def _own_team(relation: Relation) -> bool:
    return relation.own_team


def _own_team_now(relation: Relation) -> bool:
    return relation.own_team_now


def _author_or_own_team_now(relation: Relation) -> bool:
    return relation.is_author or relation.own_team_now


RULES: dict[str, tuple[Rule, ...]] = {
    "observation.record": (Rule("supervisor", _own_team),),
    "observation.share": (Rule("supervisor", _author),),
    "observation.amend": (Rule("supervisor", _author),),
    "observation.withdraw": (Rule("supervisor", _author),),
    "observation.mark_duplicate": (Rule("supervisor", _own_team_now),),
    "observation.acknowledge": (Rule("rep", _oneself),),
    "observation.reply": (Rule("rep", _oneself), Rule("supervisor", _own_team_now)),
    "observation.request_clarification": (Rule("rep", _oneself),),
    "observation.answer_clarification": (Rule("supervisor", _author_or_own_team_now),),
    "commitment.propose": (Rule("supervisor", _own_team),),
    "commitment.confirm": (Rule("rep", _oneself),),
    "commitment.confirm_handed_over": (Rule("supervisor", _own_team),),
    "commitment.decline": (Rule("rep", _oneself),),
    "commitment.report_practice": (Rule("rep", _oneself),),
    "commitment.ask_renewal": (Rule("rep", _oneself),),
    "commitment.revisit": (Rule("supervisor", _own_team),),
    "commitment.renew": (Rule("supervisor", _own_team),),
    "commitment.close": (Rule("supervisor", _own_team),),
    "session.schedule": (Rule("supervisor", _own_team),),
    "session.raise": (Rule("rep", _oneself), Rule("supervisor", _own_team)),
    "session.hold": (Rule("supervisor", _own_team),),
    "session.rate": (Rule("rep", _oneself),),
    "cadence.set": (Rule("supervisor", _own_team_now),),
    "training.assign": (Rule("supervisor", _own_team),),
    "training.complete": (Rule("supervisor", _own_team),),
    "training.cancel": (Rule("supervisor", _own_team),),
    "mentoring.pair": (Rule("supervisor", _own_team),),
    "mentoring.end": (Rule("supervisor", _own_team),),
    "nudges.read": (Rule("supervisor", _anything),),
    "signal.record": (Rule("admin", _anything), Rule("service", _anything)),
    "walk.start": (Rule("supervisor", _anything),),
    "walk.end": (Rule("supervisor", _author),),
    "absence.write": (Rule("supervisor", _own_team_now), Rule("admin", _anything)),
    "person.write": (Rule("admin", _anything),),
    "person.read": (
        Rule("rep", _oneself),
        Rule("supervisor", _own_team_now),
        Rule("supervisor", _oneself),
        Rule("counsellor", _oneself),
        Rule("ops", _anything),
        Rule("admin", _anything),
        Rule("service", _anything),
    ),
    "people.list": (
        Rule("supervisor", _anything),
        Rule("ops", _anything),
        Rule("admin", _anything),
        Rule("service", _anything),
    ),
    "team.write": (Rule("admin", _anything),),
    "team.read": (
        Rule("supervisor", _anything),
        Rule("ops", _anything),
        Rule("admin", _anything),
        Rule("service", _anything),
    ),
    "behaviour.write": (Rule("admin", _anything),),
    "behaviour.read": (
        Rule("supervisor", _anything),
        Rule("ops", _anything),
        Rule("admin", _anything),
        Rule("service", _anything),
    ),
    "referral.send": (Rule("rep", _oneself), Rule("supervisor", _own_team)),
    "referral.list": (Rule("rep", _anything), Rule("supervisor", _anything), Rule("counsellor", _anything)),
    "referral.read": (Rule("rep", _oneself), Rule("counsellor", _anything)),
    "referral.see_sent": (Rule("supervisor", _author),),
    "referral.take": (Rule("counsellor", _anything),),
    "referral.close": (Rule("counsellor", _anything),),
    "feed.read": (Rule("service", _anything),),
    "keys.read": (Rule("service", _anything),),
}
