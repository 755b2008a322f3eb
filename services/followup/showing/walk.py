"""The floor as a supervisor walks it: who needs a look first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import micros
from contracts.workdays import local_day
from services.followup.letters import Letters
from services.followup.readmodel.commitments import pending_of, promise_of
from services.followup.readmodel.people import Person, members
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import Team, managed_by, teams, zone_of
from services.followup.readmodel.timeline import NOTE_KINDS, done_by, last_seen
from services.followup.readmodel.walks import current_walk
from services.followup.showing.wire import wire
from services.followup.states import state_at

Json = dict[str, Any]

_FORGOTTEN = timedelta(hours=16)
"""A walk that was not ended is over after so long."""

_SLACK_MICROS = 3_600_000_000

_SEEN_BY = (*NOTE_KINDS, "revisit", "commitment")


@dataclass(frozen=True, slots=True)
class Walk:
    """A supervisor's reps, what they have promised, and what the walk under way has brought."""

    reps: Sequence[Person]
    team: Team | None
    days: Mapping[str, date]
    open_promises: Mapping[str, list[tuple[Row[Any], str]]]
    last_seen: Mapping[str, int]
    walk: Row[Any] | None
    done: Sequence[Row[Any]]

    @property
    def boxes(self) -> Iterator[str | None]:
        for rep in self.reps:
            yield rep.box
        for promised in self.open_promises.values():
            yield promised[0][0].box

    def items(self, letters: Letters) -> list[Json]:
        """In the order of need: due today, overdue, not seen longest; then by name."""
        return sorted((self._item(rep, letters) for rep in self.reps), key=self._need)

    def shown_team(self) -> Json | None:
        return {"id": self.team.id, "name": self.team.name, "site": self.team.site} if self.team else None

    def shown_walk(self) -> Json | None:
        if self.walk is None:
            return None
        return {
            "id": self.walk.id,
            "started_at": wire(self.walk.started_at),
            "notes": sum(row.kind in NOTE_KINDS and row.stands_alone for row in self.done),
            "promises": sum(row.kind == "commitment" for row in self.done),
            "seen": len({row.rep_id for row in self.done}),
        }

    def _item(self, rep: Person, letters: Letters) -> Json:
        promised, today = self.open_promises.get(rep.id, []), self.days[rep.id]
        due_days = [date.fromisoformat(row.due_day) for row, state in promised if state != "overdue"]
        overdue = [date.fromisoformat(row.due_day) for row, state in promised if state == "overdue"]
        seen = next((row for row in reversed(self.done) if row.rep_id == rep.id), None)
        return {
            "rep_id": rep.id,
            "name": letters.of(rep.box).name,
            "level": rep.level,
            "last_seen": wire(self.last_seen.get(rep.id)),
            "due_today": due_days.count(today),
            "overdue": len(overdue),
            "overdue_days": max(((today - day).days for day in overdue), default=0),
            "next_due_on": min(due_days).isoformat() if due_days else None,
            "practice": letters.of(promised[0][0].box).get("practice") if promised else None,
            "seen_on_walk": {"at": wire(seen.occurred_at), "kind": seen.kind} if seen else None,
        }

    def _need(self, item: Json) -> tuple[bool, bool, int, str, str]:
        seen_at = self.last_seen.get(item["rep_id"], -1)
        return not item["due_today"], not item["overdue"], seen_at, (item["name"] or "").casefold(), item["rep_id"]


def walk(connection: Connection, generation: Generation, supervisor: Person, now: datetime) -> Walk:
    """Read what a supervisor walks into."""
    team_ids = _walked(connection, generation, supervisor)
    reps = [member for member in members(connection, generation, team_ids, now) if "rep" in member.roles]
    rep_ids = [rep.id for rep in reps]
    known_teams = teams(connection, generation, team_ids)
    under_way = current_walk(connection, generation, supervisor.id, micros(now - _FORGOTTEN))
    return Walk(
        reps=reps,
        team=known_teams.get(supervisor.team_id or ""),
        days={rep.id: local_day(now, zone_of(known_teams.get(rep.team_id or ""))) for rep in reps},
        open_promises=_open_promises(connection, generation, rep_ids, now),
        last_seen=last_seen(connection, generation, rep_ids),
        walk=under_way,
        done=_done(connection, generation, supervisor.id, rep_ids, under_way) if under_way else (),
    )


def _walked(connection: Connection, generation: Generation, supervisor: Person) -> frozenset[str]:
    """The teams somebody supervises or stands in for; who has none of them walks those they manage."""
    own = supervisor.team_ids if "supervisor" in supervisor.roles else frozenset()
    return own or managed_by(connection, generation, supervisor.id)


def _open_promises(
    connection: Connection, generation: Generation, rep_ids: Collection[str], now: datetime
) -> dict[str, list[tuple[Row[Any], str]]]:
    """By rep, each with its state, the most urgent first."""
    found: dict[str, list[tuple[Row[Any], str]]] = defaultdict(list)
    for row in pending_of(connection, generation, rep_ids, now):
        if row.standing == "open":
            found[row.rep_id].append((row, state_at(promise_of(row), now)))
    return found


def _done(
    connection: Connection, generation: Generation, supervisor_id: str, rep_ids: Collection[str], walk: Row[Any]
) -> list[Row[Any]]:
    """What was done on this walk. The first note begins it, and a phone may date that note a moment earlier."""
    rows = done_by(connection, generation, supervisor_id, rep_ids, walk.started_at - _SLACK_MICROS)
    on_it = [row for row in rows if row.walk_id == walk.id or row.occurred_at >= walk.started_at]
    return [row for row in on_it if row.kind in _SEEN_BY and (row.seen or row.kind == "commitment")]
