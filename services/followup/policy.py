"""Who may read what (`trust.md`, authorisation): one table, default deny, no database, no framework.

A decision about one thing and the filter of a list come from the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. ``roles`` are those that count now, with ``service`` for a service and ``manager`` for whoever
    manages a team; ``supervised`` are the teams they supervise or stand in for now."""

    id: str
    roles: frozenset[str]
    supervised: frozenset[str] = frozenset()
    managed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Resource:
    """What is asked about: a person's own affairs, and the teams the person is in now."""

    person_id: str
    team_ids: frozenset[str]


class Tie(Enum):
    """What an actor must be to a thing."""

    ANYTHING = "anything"
    ONESELF = "oneself"
    OWN_TEAM = "a team they supervise, stand in for or manage"
    MANAGED_TEAM = "a team they manage"


class Decision(Enum):
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    HIDDEN = "hidden"
    """Denied, and that there is such a thing is not the actor's to know either."""


@dataclass(frozen=True, slots=True)
class Reach:
    """All that an actor may do an action on: everything, or what is theirs and their teams'."""

    everything: bool
    oneself: bool
    team_ids: frozenset[str]

    def covers(self, team_id: str) -> bool:
        """Whether all of a team is within it."""
        return self.everything or team_id in self.team_ids


def decide(actor: Actor, action: str, resource: Resource) -> Decision:
    """Allowed if one rule of the action fits the actor's roles and what they are to the thing."""
    ties = _ties(actor, action)
    if any(_holds(tie, actor, resource) for tie in ties):
        return Decision.ALLOWED
    return Decision.HIDDEN if ties else Decision.FORBIDDEN


def reach(actor: Actor, action: str) -> Reach:
    """What a list may hold."""
    ties = _ties(actor, action)
    teams = actor.supervised | actor.managed if Tie.OWN_TEAM in ties else frozenset()
    return Reach(Tie.ANYTHING in ties, Tie.ONESELF in ties, teams)


def may_ever(actor: Actor, action: str) -> bool:
    """Whether there is anything at all on which the actor may do this; asked before anything is looked up."""
    return bool(_ties(actor, action))


def _ties(actor: Actor, action: str) -> set[Tie]:
    return {tie for role, tie in RULES.get(action, ()) if role in actor.roles}


def _holds(tie: Tie, actor: Actor, resource: Resource) -> bool:
    match tie:
        case Tie.ANYTHING:
            return True
        case Tie.ONESELF:
            return actor.id == resource.person_id
        case Tie.OWN_TEAM:
            return bool(resource.team_ids & (actor.supervised | actor.managed))
        case Tie.MANAGED_TEAM:
            return bool(resource.team_ids & actor.managed)


_TEAM_READERS = (("supervisor", Tie.OWN_TEAM), ("manager", Tie.OWN_TEAM))

_ONESELF = tuple((role, Tie.ONESELF) for role in ("rep", "supervisor", "manager", "ops"))
"""Of those whom something may fall due for or who may be told: their own affair, and nobody else's."""

RULES: dict[str, tuple[tuple[str, Tie], ...]] = {
    "timeline.read": (("rep", Tie.ONESELF), *_TEAM_READERS),
    "readers.read": (("rep", Tie.ONESELF),),
    "card.read": _TEAM_READERS,
    "walk.read": (("supervisor", Tie.ONESELF), ("manager", Tie.MANAGED_TEAM)),
    "duties.read": (("supervisor", Tie.ONESELF), ("manager", Tie.MANAGED_TEAM)),
    "commitments.read": (("rep", Tie.ONESELF), *_TEAM_READERS, ("ops", Tie.ANYTHING)),
    "commitments.read_text": (("rep", Tie.ONESELF), *_TEAM_READERS),
    "sessions.read": (("rep", Tie.ONESELF), *_TEAM_READERS),
    "alerts.read": (*_TEAM_READERS, ("ops", Tie.ANYTHING)),
    "alerts.acknowledge": (*_TEAM_READERS, ("ops", Tie.ANYTHING)),
    "alerts.snooze": (*_TEAM_READERS, ("ops", Tie.ANYTHING)),
    "alert_policies.read": (("ops", Tie.ANYTHING),),
    "alert_policies.write": (("ops", Tie.ANYTHING),),
    "silences.read": (("ops", Tie.ANYTHING),),
    "silences.write": (("ops", Tie.ANYTHING),),
    "channels.read": (("ops", Tie.ANYTHING),),
    "channels.write": (("ops", Tie.ANYTHING),),
    "deliveries.read": (("ops", Tie.ANYTHING),),
    "deliveries.retry": (("ops", Tie.ANYTHING),),
    "calendar.read": _ONESELF,
    "calendar.write": _ONESELF,
    "ways.read": _ONESELF,
    "ways.test": _ONESELF,
    "push_subscriptions.read": _ONESELF,
    "push_subscriptions.write": _ONESELF,
    "coverage.read": (*_TEAM_READERS, ("ops", Tie.ANYTHING)),
    "coverage.read_names": _TEAM_READERS,
    "effectiveness.read": (*_TEAM_READERS, ("ops", Tie.ANYTHING)),
    "lag.read": (("ops", Tie.ANYTHING), ("admin", Tie.ANYTHING), ("service", Tie.ANYTHING)),
    "log.read": (("service", Tie.ANYTHING),),
}
