"""Coverage as it is answered: shares by level and team, and names for those who may read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from services.followup.letters import Letters
from services.followup.readmodel.coverage import WITHIN_DAYS
from services.followup.readmodel.teams import Team
from services.followup.showing.wire import wire

Json = dict[str, Any]

LEVELS = ("new", "developing", "steady", "star", None)
"""In the order in which they are shown; the last are those whose level nobody has said."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """``reps`` are those whose names the asker may read."""

    counted: Sequence[Row[Any]]
    reps: Sequence[Row[Any]]
    teams: Mapping[str, Team]

    @property
    def boxes(self) -> Iterator[str | None]:
        yield from (rep.box for rep in self.reps)

    def items(self, letters: Letters) -> list[Json]:
        """By level."""
        named: dict[str | None, list[Json]] = defaultdict(list)
        for rep in self.reps:
            told = {"rep_id": rep.id, "name": letters.of(rep.box).name, "team_id": rep.team_id}
            named[rep.level].append({**told, "last_seen": wire(rep.seen_at)})
        of_level = _grouped(self.counted, "level")
        return [
            {"level": level, **_shares(of_level[level]), "people": named[level]}
            for level in LEVELS
            if level in of_level
        ]

    def by_team(self) -> list[Json]:
        of_team = _grouped(self.counted, "team_id")
        shown = [
            {"team_id": team_id, "name": self.teams[team_id].name if team_id in self.teams else None, **_shares(rows)}
            for team_id, rows in of_team.items()
        ]
        return sorted(shown, key=lambda team: (team["name"] or "", team["team_id"]))

    def in_all(self) -> Json:
        return _shares(self.counted)


def _grouped(rows: Iterable[Row[Any]], name: str) -> dict[Any, list[Row[Any]]]:
    found: dict[Any, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row._mapping[name]].append(row)
    return found


def _shares(rows: Sequence[Row[Any]]) -> Json:
    reps = sum(row.reps for row in rows)
    seen = {days: sum(row._mapping[f"seen_{days}"] for row in rows) for days in WITHIN_DAYS}
    counts = {f"seen_{days}": number for days, number in seen.items()}
    shares = {f"share_{days}": round(number / reps, 4) if reps else None for days, number in seen.items()}
    return {"reps": reps, **counts, **shares, "never": sum(row.never for row in rows)}
