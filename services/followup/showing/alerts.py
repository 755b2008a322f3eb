"""Alerts as they are answered: who, since when, whose turn; never a word of a note or a promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from services.followup.letters import Letters
from services.followup.readmodel.people import Person, members, people
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import Team, teams
from services.followup.showing.names import Names
from services.followup.showing.wire import wire

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Alerts:
    """Rows, and what is needed to show them. ``owing`` has the person whose turn it is, by alert."""

    rows: Sequence[Row[Any]]
    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    owing: Mapping[str, str]

    @property
    def boxes(self) -> Iterator[str | None]:
        yield from (person.box for person in self.people.values())

    def shown(self, letters: Letters) -> list[Json]:
        names = Names(self.people, letters)
        return [self._shown(row, names) for row in self.rows]

    def _shown(self, row: Row[Any], names: Names) -> Json:
        team = self.teams.get(row.team_id or "")
        owing_id = self.owing.get(row.id)
        return {
            "id": row.id,
            "reason": row.reason,
            "owed_by": _role(row),
            "owing": {"id": owing_id, "name": names.of(owing_id)},
            "subject": row.about,
            "revision": row.revision,
            "rep_id": row.rep_id,
            "rep_name": names.of(row.rep_id),
            "team_id": row.team_id,
            "team_name": team.name if team else None,
            "state": row.state,
            "level": row.level,
            "began_at": wire(row.began_at),
            "raised_at": wire(row.raised_at),
            "resolved_at": wire(row.resolved_at),
            "due_day": row.due_day,
        }


def alerts(connection: Connection, generation: Generation, rows: Sequence[Row[Any]], now: datetime) -> Alerts:
    """Read what is needed to show these alerts."""
    team_ids = {row.team_id for row in rows if row.team_id}
    supervisors = [one for one in members(connection, generation, team_ids, now) if "supervisor" in one.roles]
    named = people(connection, generation, {row.rep_id for row in rows} | {row.proposed_by for row in rows})
    known = {**named, **{one.id: one for one in supervisors}}
    return Alerts(
        rows=rows,
        people=known,
        teams=teams(connection, generation, team_ids),
        owing={row.id: owing for row in rows if (owing := _owing(row, known, supervisors, now))},
    )


def _role(row: Row[Any]) -> str:
    return "supervisor" if row.reason == "supervisor_owes" else "rep"


def _owing(row: Row[Any], known: Mapping[str, Person], supervisors: Sequence[Person], now: datetime) -> str | None:
    """The rep; or whoever proposed it, as long as they supervise the rep's team, and then whoever does."""
    if _role(row) == "rep":
        return str(row.rep_id)
    proposer = known.get(row.proposed_by)
    if proposer and not proposer.is_gone(now) and "supervisor" in proposer.roles and row.team_id in proposer.team_ids:
        return proposer.id
    return next((one.id for one in supervisors if one.team_id == row.team_id), None)
