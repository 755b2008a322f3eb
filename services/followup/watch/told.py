"""Who is told of an alert at a level: the people that the policy's audiences stand for at this moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from services.followup.readmodel.people import Person, people, supervisors_of, with_role
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import manager_of
from services.followup.showing.owing import owing_side, whose_turn
from services.followup.watch.policy import AlertPolicy, Audience


@dataclass(frozen=True, slots=True)
class Told:
    """One person, and as what they are told."""

    person: Person
    audience: Audience


def told(
    connection: Connection, generation: Generation, alert: Row[Any], policy: AlertPolicy, level: int, now: datetime
) -> list[Told]:
    """The people to tell at ``level``, each once, in the order of the policy's audiences.

    Where a level stands for nobody, as in a team without a supervisor, those of the next are told: an alert is never
    told to nobody while there is somebody above. A level that the policy does not name tells nobody.

    Args:
        alert: as `alert_pages.one` reads it, with the team that the rep is in now.
    """
    if policy.rung(level) is None:
        return []
    there = _There(connection, generation, alert, now)
    for rung in policy.ladder:
        if rung.level >= level and (found := list(_each_once(rung.tells, there))):
            return found
    return []


def _each_once(audiences: Sequence[Audience], there: _There) -> Iterator[Told]:
    seen: set[str] = set()
    for audience in audiences:
        for person in there.of(audience):
            if person.id not in seen:
                seen.add(person.id)
                yield Told(person, audience)


@dataclass(frozen=True, slots=True)
class _There:
    """The people around one alert."""

    connection: Connection
    generation: Generation
    alert: Row[Any]
    now: datetime

    def of(self, audience: Audience) -> list[Person]:
        match audience:
            case "owing":
                return self._owing()
            case "supervisors":
                return self._supervisors()
            case "manager":
                return self._manager()
            case "ops":
                return with_role(self.connection, self.generation, "ops", self.now)

    def _owing(self) -> list[Person]:
        ids = {self.alert.rep_id, *([self.alert.proposed_by] if self.alert.proposed_by else ())}
        known = self._known(ids)
        supervisors = self._supervisors() if owing_side(self.alert) == "supervisor" else []
        known |= {one.id: one for one in supervisors}
        owing = whose_turn(self.alert, known, supervisors, self.now)
        return [known[owing]] if owing in known else []

    def _supervisors(self) -> list[Person]:
        return supervisors_of(self.connection, self.generation, self.alert.team_id, self.now)

    def _manager(self) -> list[Person]:
        manager_id = manager_of(self.connection, self.generation, self.alert.team_id)
        return list(self._known({manager_id}).values()) if manager_id else []

    def _known(self, ids: set[str]) -> dict[str, Person]:
        found: Mapping[str, Person] = people(self.connection, self.generation, ids)
        return {id_: person for id_, person in found.items() if not person.is_gone(self.now)}
