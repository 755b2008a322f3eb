"""Alerts as they are answered: who, since when, whose turn; never a word of a note or a promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import micros
from services.followup.letters import Letters
from services.followup.readmodel.people import Person, members, people
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import Team, teams
from services.followup.showing.names import Names
from services.followup.showing.owing import owing_side, whose_turn
from services.followup.showing.wire import wire
from services.followup.watch.alert_pages import state_at

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Alerts:
    """Rows, and what is needed to show them. ``owing`` has the person whose turn it is, by alert."""

    rows: Sequence[Row[Any]]
    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    owing: Mapping[str, str]
    now: datetime

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
            "owed_by": owing_side(row),
            "owing": {"id": owing_id, "name": names.of(owing_id)},
            "subject": row.about,
            "revision": row.revision,
            "rep_id": row.rep_id,
            "rep_name": names.of(row.rep_id),
            "team_id": row.team_id,
            "team_name": team.name if team else None,
            "state": state_at(row, micros(self.now)),
            "level": row.level,
            "acknowledged_until": wire(row.acknowledged_until),
            "snoozed_until": wire(row.snoozed_until),
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
        owing={row.id: owing for row in rows if (owing := whose_turn(row, known, supervisors, now))},
        now=now,
    )
