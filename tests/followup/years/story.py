"""What happens on the floor in those years: to teams and reps, and one after the other to what they owe."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

from tests.followup.cast import Floor
from tests.followup.reckoning.days import DAY, Team
from tests.followup.reckoning.subjects import Rep, Subject
from tests.followup.years.looks import Looks
from tests.followup.years.meetings import Meetings
from tests.followup.years.packed import Packed
from tests.followup.years.vows import Vows

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
REPS_PER_TEAM = 4
LATE, MOVED = 0.2, 0.12
ZONES = tuple(sorted(available_timezones() - {"localtime", "Factory"}))


class Story:
    """``subjects`` are what may still be told of."""

    def __init__(self, chance: random.Random, zones: Sequence[str]) -> None:
        self.chance = chance
        self.floor = Floor()
        self.floor.events = Packed()
        self.floor.now = BEGIN
        self.floor.person("olga", None, "ops")
        self.subjects: dict[str, Subject] = {}
        self.teams = [self._team(f"team {number}", zone) for number, zone in enumerate(zones)]
        self.reps = [self._join(number) for number in range(REPS_PER_TEAM * len(zones))]
        self.vows, self.meetings, self._looks = Vows(self), Meetings(self), Looks(self)

    @property
    def proposed(self) -> int:
        return self.vows.proposed

    def happen(self) -> None:
        """The next thing or two."""
        self.vows.happen()
        self.meetings.happen()
        self._looks.happen()
        if self.chance.random() < MOVED:
            self._calendar()

    def settle(self, name: str) -> None:
        """Nothing will be told of it any more."""
        del self.subjects[name]
        self.vows.forget(name)
        self.meetings.forget(name)

    def day(self, team: Team, least: int, most: int) -> date:
        """One near today, at the team's site."""
        return self.floor.now.astimezone(team.zone).date() + self.chance.randint(least, most) * DAY

    @contextmanager
    def perhaps_late(self, after: datetime = BEGIN) -> Iterator[None]:
        """Some of it was done some time ago, on a phone that had no connection, and arrives only now."""
        now = self.floor.now
        if self.chance.random() < LATE:
            self.floor.now = max(after, now - self.chance.random() * 3 * DAY)
        yield
        self.floor.now = now

    def someone(self) -> Rep:
        while (rep := self.chance.choice(self.reps)).left_on is not None:
            self.reps.remove(rep)
        return rep

    def _calendar(self) -> None:
        rep = self.someone()
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
        self.subjects[rep.name] = rep
        return rep

    def _team(self, name: str, zone: str) -> Team:
        team = Team(name, ZoneInfo(zone), frozenset(self.chance.sample(range(1, 8), self.chance.randint(3, 6))))
        self._describe(team)
        return team

    def _describe(self, team: Team) -> None:
        week, closed = tuple(sorted(team.week)), tuple(sorted(team.closed))
        self.floor.team(team.name, timezone=team.zone.key, working_days=week, holidays=closed)
