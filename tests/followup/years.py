"""Years of a floor on a virtual clock, and the alerts there should be, reckoned again by plain means.

The run drives the real read side: its consumer, its watch, its own log, in a file. Promises are made, confirmed, kept,
renewed and closed; reps move, are away and leave; sites close; notes arrive late; the watch is down for days, and is
stopped at any statement. The reckoning knows none of our code for days and ladders: it counts hours one by one.

``python -m tests.followup.years --commitments 100000 --seed 1`` is the long run.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from contracts.instants import wire_instant
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk
from tests.followup.reckoning import Late, Rep, Team, Vow, late_at, level_at
from tests.followup.test_crashes import stopped_at

DAY = timedelta(days=1)
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
REPS_PER_TEAM = 4
LOOKED_AT, CRASHED, MOVED = 0.25, 0.1, 0.12
ZONES = tuple(sorted(available_timezones() - {"localtime", "Factory"}))

Told = tuple[str, str, int, str, str, int]
"""Of an alert: its subject, reason, revision and beginning; what happened to it, and its level then."""


class Years:
    """One run; `run` it, then compare `told` with ``expected``."""

    def __init__(self, folder: Path, size: int, seed: int, zones: list[str]) -> None:
        self.chance = random.Random(seed)
        self.folder, self.size = folder, size
        self.floor = Floor()
        self.floor.now = BEGIN
        self.teams = [self._team(f"team {number}", zone) for number, zone in enumerate(zones)]
        self.reps = [self._join(number) for number in range(REPS_PER_TEAM * len(zones))]
        self.proposed = 0
        self.open: dict[str, Vow] = {}
        self.levels: dict[str, dict[Late, int]] = {}
        self.expected: list[Told] = []
        self.crashes = self.looks = 0
        self.desk = Desk(folder, self.floor)

    def run(self, years: float, progress: bool = False) -> None:
        step = timedelta(days=365.25 * years) / self.size
        while self.proposed < self.size:
            self.floor.now += step * self.chance.uniform(0.2, 1.8)
            self._happen()
            if self.chance.random() < LOOKED_AT:
                self._look()
            if progress and self.proposed % 1_000 == 0:
                sys.stderr.write(f"\r{self.proposed:,} promises, {self.looks:,} looks, {self.crashes:,} crashes")
        self.floor.now += 60 * DAY
        self._look()

    def told(self) -> list[Told]:
        """From the product's own log, in the order in which it was told."""
        began: dict[str, tuple[str, str, int, str]] = {}
        told: list[Told] = []
        for own in self.desk.own_events:
            kind = own.type.removeprefix("floorwalk.alert.")
            if kind == "raised":
                data = own.data
                began[data["alert_id"]] = (data["about"], data["reason"], data["revision"], data["began_at"])
            if kind in {"raised", "escalated", "resolved"}:
                told.append((*began[own.data["alert_id"]], kind, own.data.get("level", -1)))
        return told

    def _look(self) -> None:
        """Have the product look, sometimes not without having been stopped at some statement; and reckon ourselves."""
        now = self.floor.now
        if self.chance.random() < CRASHED:
            self.crashes += 1
            with stopped_at(self.desk.engine, self.chance.randint(1, 80)), suppress(Exception):
                self.desk.look(now)
            self._start_again()
        self.desk.look(now)
        self.looks += 1
        for name in list(self.open):
            self._reckon(self.open[name], now)

    def _start_again(self) -> None:
        seconds = self.desk.system.seconds
        self.desk.close()
        self.desk = Desk(self.folder, self.floor)
        self.desk.system.seconds = seconds + 120

    def _reckon(self, vow: Vow, now: datetime) -> None:
        levels, late = self.levels.setdefault(vow.name, {}), late_at(vow, now)
        for one in sorted(levels.keys() - late):
            del levels[one]
            self._expect(vow, one, "resolved", -1)
        for one in sorted(late):
            present, level = levels.get(one), level_at(vow.rep.team, one[2], now)
            if present is None:
                present = min(level, 1)
                self._expect(vow, one, "raised", present)
            for passed in range(present + 1, level + 1):
                self._expect(vow, one, "escalated", passed)
            levels[one] = max(present, level)
        if not levels and (not vow.pending or vow.rep.is_gone(now)):
            del self.open[vow.name], self.levels[vow.name]

    def _expect(self, vow: Vow, late: Late, what: str, level: int) -> None:
        reason, revision, began_at = late
        subject = f"commitment/{named(vow.name)}"
        self.expected.append((subject, reason, revision, wire_instant(began_at), what, level))

    def _happen(self) -> None:
        self._propose()
        for vow in self.chance.sample(list(self.open.values()), min(2, len(self.open))):
            self._act(vow)
        if self.chance.random() < MOVED:
            self._calendar()

    def _propose(self) -> None:
        rep = self.chance.choice([one for one in self.reps if one.left_on is None])
        vow = Vow(f"vow {self.proposed}", rep, self._day(rep, 1, 12), self.floor.now)
        self.floor.proposed(vow.name, rep.name, vow.due_on.isoformat())
        self.open[vow.name] = vow
        self.proposed += 1
        if self.chance.random() < 0.8:
            self._confirm(vow)

    def _confirm(self, vow: Vow) -> None:
        self.floor.confirmed(vow.name, by=vow.rep.name)
        vow.standing, vow.agreed = "open", (vow.revision, vow.due_on)

    def _act(self, vow: Vow) -> None:
        if not vow.pending or vow.rep.left_on is not None:
            return
        now = self.floor.now
        if self.chance.random() < 0.2:
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
        vow.due_on = self._day(vow.rep, 1, 12)
        self.floor.renewed(vow.name, vow.due_on.isoformat(), revision=vow.revision)

    def _calendar(self) -> None:
        rep = self.chance.choice([one for one in self.reps if one.left_on is None])
        match self.chance.choice(("away", "away", "move", "closed", "zone", "leave")):
            case "away":
                first = self._day(rep, -2, 10)
                last = first + self.chance.randrange(6) * DAY
                rep.away.append((first, last))
                self.floor.absent(rep.name, first.isoformat(), last.isoformat(), f"absence {len(self.floor.events)}")
            case "move":
                rep.team = self.chance.choice(self.teams)
                self.floor.person(rep.name, rep.team.name)
            case "closed":
                rep.team.closed.add(self._day(rep, -2, 10))
                self._describe(rep.team)
            case "zone":
                rep.team.zone = ZoneInfo(self.chance.choice(ZONES))
                self._describe(rep.team)
            case _:
                rep.left_on = self._day(rep, 0, 5)
                self.floor.left(rep.name, rep.left_on.isoformat())
                self.reps.append(self._join(len(self.reps)))

    def _join(self, number: int) -> Rep:
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

    def _day(self, rep: Rep, least: int, most: int) -> date:
        return self.floor.now.astimezone(rep.team.zone).date() + self.chance.randint(least, most) * DAY


def main() -> int:
    """The long run, over every zone there is; 0 when what was told is what should have been."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commitments", type=int, default=100_000)
    parser.add_argument("--years", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = Years(Path(folder), asked.commitments, asked.seed, list(ZONES))
        run.run(asked.years, progress=True)
        told = run.told()
        run.desk.close()
    missed, extra = Counter(run.expected) - Counter(told), Counter(told) - Counter(run.expected)
    sys.stdout.write(
        f"\n{asked.commitments:,} promises over {asked.years:g} years, {run.looks:,} looks, {run.crashes:,} crashes: "
        f"{len(told):,} facts told, {missed.total()} missed, {extra.total()} early or doubled\n"
    )
    return 1 if missed or extra else 0


if __name__ == "__main__":
    sys.exit(main())
