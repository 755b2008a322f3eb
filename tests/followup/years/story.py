"""What happens on the floor in those years, and what it makes of promises, reps and teams."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import orjson

from tests.followup.cast import Floor
from tests.followup.reckoning import Rep, Team, Vow

DAY = timedelta(days=1)
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
REPS_PER_TEAM = 4
LATE, MOVED = 0.2, 0.12
ZONES = tuple(sorted(available_timezones() - {"localtime", "Factory"}))


class Story:
    """``open`` are the promises that may still be told of."""

    def __init__(self, chance: random.Random, zones: Sequence[str]) -> None:
        self.chance = chance
        self.floor = Floor()
        self.floor.events = Packed()
        self.floor.now = BEGIN
        self.floor.person("olga", None, "ops")
        self.teams = [self._team(f"team {number}", zone) for number, zone in enumerate(zones)]
        self.reps = [self._join(number) for number in range(REPS_PER_TEAM * len(zones))]
        self.proposed = 0
        self.open: dict[str, Vow] = {}

    def happen(self) -> None:
        """The next thing or two."""
        self._propose()
        for vow in self.chance.sample(list(self.open.values()), min(2, len(self.open))):
            self._act(vow)
        if self.chance.random() < MOVED:
            self._calendar()

    def day(self, team: Team, least: int, most: int) -> date:
        """One near today, at the team's site."""
        return self.floor.now.astimezone(team.zone).date() + self.chance.randint(least, most) * DAY

    def _propose(self) -> None:
        rep = self._someone()
        vow = Vow(f"vow {self.proposed}", rep, self.day(rep.team, 1, 12), self.floor.now)
        self.floor.proposed(vow.name, rep.name, vow.due_on.isoformat())
        self.open[vow.name] = vow
        self.proposed += 1
        if self.chance.random() < 0.8:
            self._confirm(vow)

    def _someone(self) -> Rep:
        while (rep := self.chance.choice(self.reps)).left_on is not None:
            self.reps.remove(rep)
        return rep

    def _confirm(self, vow: Vow) -> None:
        self.floor.confirmed(vow.name, by=vow.rep.name)
        vow.standing, vow.agreed = "open", (vow.revision, vow.due_on)

    def _act(self, vow: Vow) -> None:
        if not vow.pending or vow.rep.left_on is not None:
            return
        now = self.floor.now
        if self.chance.random() < LATE:
            # It was done some time ago, on a phone that had no connection, and arrives only now.
            self.floor.now = max(vow.asked_at, now - self.chance.random() * 3 * DAY)
        if vow.standing == "proposed":
            self._answer(vow)
        else:
            self._live(vow)
        self.floor.now = now

    def _answer(self, vow: Vow) -> None:
        if self.chance.random() < 0.7:
            self._confirm(vow)
            return
        self.floor.declined(vow.name, by=vow.rep.name)
        vow.standing = "declined"
        if vow.agreed:
            vow.standing, (vow.revision, vow.due_on) = "open", vow.agreed

    def _live(self, vow: Vow) -> None:
        match self.chance.choice(("practise", "practise", "partly", "keep", "keep", "renew", "release")):
            case "practise":
                self.floor.practised(vow.name, by=vow.rep.name)
                vow.practised_at = self.floor.now
            case "partly":
                self.floor.looked(vow.name, "partly")
                vow.practised_at, vow.turn_since = None, self.floor.now
            case "keep":
                self.floor.kept(vow.name, self.floor.now.date().isoformat())
                vow.standing = "kept"
            case "renew":
                self._renew(vow)
            case _:
                self.floor.released(vow.name)
                vow.standing = "released"

    def _renew(self, vow: Vow) -> None:
        vow.last_revision += 1
        vow.revision, vow.asked_at, vow.standing = vow.last_revision, self.floor.now, "proposed"
        vow.due_on = self.day(vow.rep.team, 1, 12)
        self.floor.renewed(vow.name, vow.due_on.isoformat(), revision=vow.revision)

    def _calendar(self) -> None:
        rep = self._someone()
        match self.chance.choice(("away", "away", "back", "move", "closed", "zone", "leave")):
            case "away":
                first, absence = self.day(rep.team, -2, 10), f"absence {len(self.floor.events)}"
                rep.away[absence] = (first, first + self.chance.randrange(6) * DAY)
                self.floor.absent(rep.name, *(day.isoformat() for day in rep.away[absence]), absence)
            case "back" if rep.away:
                absence = self.chance.choice(list(rep.away))
                del rep.away[absence]
                self.floor.back(rep.name, absence)
            case "move":
                rep.team = self.chance.choice(self.teams)
                self.floor.person(rep.name, rep.team.name)
            case "closed":
                rep.team.closed.add(self.day(rep.team, -2, 10))
                self._describe(rep.team)
            case "zone":
                rep.team.zone = ZoneInfo(self.chance.choice(ZONES))
                self._describe(rep.team)
            case "leave":
                rep.left_on = self.day(rep.team, 0, 5)
                self.floor.left(rep.name, rep.left_on.isoformat())
                self.reps.append(self._join(self.joined))

    def _join(self, number: int) -> Rep:
        self.joined = number + 1
        rep = Rep(f"rep {number}", self.teams[number % len(self.teams)])
        self.floor.person(rep.name, rep.team.name)
        return rep

    def _team(self, name: str, zone: str) -> Team:
        team = Team(name, ZoneInfo(zone), frozenset(self.chance.sample(range(1, 8), self.chance.randint(3, 6))))
        self._describe(team)
        return team

    def _describe(self, team: Team) -> None:
        week, closed = tuple(sorted(team.week)), tuple(sorted(team.closed))
        self.floor.team(team.name, timezone=team.zone.key, working_days=week, holidays=closed)


class Packed(list[dict[str, Any]]):
    """Events as they are stored, which half a million of them are small enough as."""

    def __init__(self) -> None:
        super().__init__()
        self._bodies: list[bytes] = []

    def __len__(self) -> int:
        return len(self._bodies)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (orjson.loads(body) for body in self._bodies)

    def append(self, event: dict[str, Any]) -> None:
        self._bodies.append(orjson.dumps(event))

    def __getitem__(self, at: Any) -> Any:
        found = self._bodies[at]
        return orjson.loads(found) if isinstance(found, bytes) else [orjson.loads(body) for body in found]
