"""Who is told of an alert at a level: the people that the policy's audiences stand for at this moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from services.followup.readmodel.people import Person, people, with_role
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import managers_of
from services.followup.showing.owing import owing_side, whose_turn
from services.followup.watch.policy import AlertPolicy, Audience


@dataclass(frozen=True, slots=True)
class Told:
    """One person, and as what they are told."""

    person: Person
    audience: Audience


def told(alert: Row[Any], policy: AlertPolicy, level: int, around: Around) -> list[Told]:
    """The people to tell at ``level``, each once, in the order of the policy's audiences.

    Where a level stands for nobody, as in a team without a supervisor, those of the next are told: an alert is never
    told to nobody while there is somebody above. A level that the policy does not name tells nobody.

    Args:
        alert: as `alert_pages` reads it, with the team that the rep is in now.
        around: the people around it, and perhaps around others.
    """
    if policy.rung(level) is None:
        return []
    for rung in policy.ladder:
        if rung.level >= level and (found := list(_each_once(rung.tells, alert, around))):
            return found
    return []


def _each_once(audiences: Sequence[Audience], alert: Row[Any], around: Around) -> Iterator[Told]:
    seen: set[str] = set()
    for audience in audiences:
        for person in around.of(audience, alert):
            if person.id not in seen:
                seen.add(person.id)
                yield Told(person, audience)


@dataclass(frozen=True, slots=True)
class Around:
    """Whoever may be told of some alerts and has not left: ``known`` by id, ``supervising``, ``managing`` by team."""

    known: Mapping[str, Person]
    supervising: Mapping[str, Sequence[Person]]
    managing: Mapping[str, str]
    ops: Sequence[Person]
    now: datetime

    def of(self, audience: Audience, alert: Row[Any]) -> Sequence[Person]:
        """Whom an audience stands for."""
        supervisors = self.supervising.get(alert.team_id, ())
        match audience:
            case "owing":
                answering = supervisors if owing_side(alert) == "supervisor" else ()
                return self._these(whose_turn(alert, self.known, answering, self.now))
            case "supervisors":
                return supervisors
            case "manager":
                return self._these(self.managing.get(alert.team_id))
            case "ops":
                return self.ops

    def _these(self, person_id: str | None) -> Sequence[Person]:
        return [self.known[person_id]] if person_id is not None and person_id in self.known else []


def people_around(
    connection: Connection, generation: Generation, alerts: Collection[Row[Any]], now: datetime
) -> Around:
    """Read at once whoever may be told of these alerts, as `alert_pages` reads them."""
    managing = managers_of(connection, generation, {alert.team_id for alert in alerts if alert.team_id})
    ids = {alert.rep_id for alert in alerts} | {alert.proposed_by for alert in alerts if alert.proposed_by}
    named = people(connection, generation, ids | set(managing.values()))
    supervisors = with_role(connection, generation, "supervisor", now)
    known = {id_: person for id_, person in named.items() if not person.is_gone(now)}
    return Around(
        known={**known, **{one.id: one for one in supervisors}},
        supervising=_by_team(supervisors),
        managing=managing,
        ops=with_role(connection, generation, "ops", now),
        now=now,
    )


def _by_team(supervisors: Sequence[Person]) -> dict[str, list[Person]]:
    """Those of a team first, then those who stand in for it, each by id."""
    by_team: dict[str, list[Person]] = {}
    for one in supervisors:
        for team_id in one.team_ids:
            by_team.setdefault(team_id, []).append(one)
    return {team_id: sorted(found, key=lambda one: one.team_id != team_id) for team_id, found in by_team.items()}
