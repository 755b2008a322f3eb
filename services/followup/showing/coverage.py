"""Coverage as it is answered: shares by level and team, and names for those who may read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row

from services.followup.letters import Letters
from services.followup.readmodel.coverage import WITHIN_DAYS
from services.followup.readmodel.teams import Team
from services.followup.showing.wire import wire

Json = dict[str, Any]

Counts = Sequence[int]
"""How many reps there are, were seen within each of the whiles, and were never seen."""

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
            {"team_id": team_id, "name": self.teams[team_id].name if team_id in self.teams else None, **_shares(counts)}
            for team_id, counts in of_team.items()
        ]
        return sorted(shown, key=lambda team: (team["name"] or "", team["team_id"]))

    def in_all(self) -> Json:
        return _shares([_counts(row) for row in self.counted])


def _grouped(rows: Iterable[Row[Any]], name: Literal["level", "team_id"]) -> dict[Any, list[Counts]]:
    found: dict[Any, list[Counts]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(_counts(row))
    return found


def _counts(row: Row[Any]) -> Counts:
    """A company has a row for each level of each of its hundreds of teams, so they are added up column by column. The
    first two columns say which."""
    return tuple(row)[2:]


def _shares(rows: Sequence[Counts]) -> Json:
    added = [sum(column) for column in zip(*rows, strict=True)] or [0] * (len(WITHIN_DAYS) + 2)
    reps, seen, never = added[0], added[1:-1], added[-1]
    within = dict(zip(WITHIN_DAYS, seen, strict=True))
    counts = {f"seen_{days}": number for days, number in within.items()}
    shares = {f"share_{days}": round(number / reps, 4) if reps else None for days, number in within.items()}
    return {"reps": reps, **counts, **shares, "never": never}
