"""Effectiveness as it is answered: figures by behaviour, team, supervisor and month, and what became of signals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from services.followup.effectiveness import figures
from services.followup.letters import Letters
from services.followup.readmodel import effects
from services.followup.readmodel.behaviours import labels
from services.followup.readmodel.effects import Sums
from services.followup.readmodel.people import Person, people
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import Team, teams
from services.followup.showing.names import Names
from services.followup.showing.results import TOLD_BY_TEAM, results

Json = dict[str, Any]

MONTHS = 12
"""How far back it looks, the present month among them."""


@dataclass(frozen=True, slots=True)
class Effectiveness:
    """Sums, and what is needed to show them. ``late`` are counts of overdue promises. Of all teams together
    ``supervisors`` are not told, since hundreds side by side would be read as a ranking, nor ``results``, which say
    so."""

    behaviours: Sums
    teams: Sums
    supervisors: Sums | None
    months: Sums
    late: Sequence[Any]
    labels: Mapping[str, str]
    team_names: Mapping[str, Team]
    people: Mapping[str, Person]
    results: Json

    @property
    def boxes(self) -> Iterator[str | None]:
        yield from (person.box for person in self.people.values())

    def shown(self, letters: Letters, *, with_promises: bool) -> Json:
        """With single promises for those alone who may read them."""
        names = Names(self.people, letters)
        moved = self.results if with_promises else {**self.results, "items": []}
        return {
            "items": self._of(self.behaviours, "behaviour_id", "behaviour_id", "label", self.labels.get),
            "next": None,
            "teams": self._of(self.teams, "team_id", "team_id", "name", self._team_name),
            "supervisors": self._of_supervisors(names),
            "months": [{"month": month, **figures(sums)} for month, sums in sorted(self.months.items())],
            "all": figures(_added(self.behaviours.values()), sum(row.n for row in self.late)),
            "results": moved,
        }

    def _of_supervisors(self, names: Names) -> list[Json]:
        if self.supervisors is None:
            return []
        return self._of(self.supervisors, "supervisor_id", "proposed_by", "name", names.of)

    def _of(self, sums: Sums, name: str, late_by: str, word: str, word_of: Any) -> list[Json]:
        late: Counter[str] = Counter()
        for row in self.late:
            late[getattr(row, late_by) or ""] += row.n
        keys = sums.keys() | late.keys()
        shown = [{name: key or None, word: word_of(key), **figures(sums.get(key, {}), late[key])} for key in keys]
        return sorted(shown, key=lambda one: (one[word] is None, one[word] or "", one[name] or ""))

    def _team_name(self, team_id: str) -> str | None:
        team = self.team_names.get(team_id)
        return team.name if team else None


def effectiveness(
    connection: Connection,
    generation: Generation,
    team_ids: Collection[str] | None,
    behaviour_id: str | None,
    now: datetime,
) -> Effectiveness:
    """Read the figures of these teams, None of all, and of one behaviour or all."""
    asked = effects.Asked(team_ids, behaviour_id, _since(now))
    behaviours = effects.by_behaviour(connection, generation, asked)
    supervisors: Sums | None = None
    if team_ids is None:
        of_team = effects.by_team(connection, generation, asked)
    else:
        of_team, supervisors = effects.by_team_and_supervisor(connection, generation, asked)
    late = effects.overdue(connection, generation, asked, now)
    proposers = {row.proposed_by for row in late} if supervisors is not None else set()
    return Effectiveness(
        behaviours=behaviours,
        teams=of_team,
        supervisors=supervisors,
        months=effects.by_month(connection, generation, asked),
        late=late,
        labels=labels(connection, generation, {*behaviours, *(row.behaviour_id for row in late)} - {"", None}),
        team_names=teams(connection, generation, {*of_team, *(row.team_id for row in late)} - {"", None}),
        people=people(connection, generation, {*(supervisors or ()), *proposers}),
        results=results(connection, generation, asked, now) if team_ids is not None else TOLD_BY_TEAM,
    )


def _since(now: datetime) -> str:
    """The first of the months."""
    months = now.year * 12 + now.month - MONTHS
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _added(sums: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in sums:
        total.update(each)
    return total
