"""One run: things happen, the product looks, and we reckon what it should have told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from contracts.envelope import Envelope
from contracts.instants import wire_instant
from services.followup.rebuild import rebuild
from tests.followup.desk import Desk
from tests.followup.reckoning.days import level_at, rests
from tests.followup.reckoning.promises import Vow
from tests.followup.reckoning.subjects import Late, Subject
from tests.followup.test_crashes import stopped_at
from tests.followup.years.desk_work import Deed, DeskWork
from tests.followup.years.story import DAY, Story

CRASHED = 0.1
DOWNTIMES, REBUILDS = 40, 3
"""In the whole run, about."""

PAGE = 10_000

SETTLED = 2 * DAY
"""After so long no change of a zone brings back what a departure has ended."""

Told = tuple[str, str, int, str, str, int]
"""Of an alert: its subject, reason, revision and beginning; what happened to it, and its level then."""


class Years:
    """`run` it, then compare `told` with ``expected``. After ``looked_at`` of all steps the product looks."""

    def __init__(self, folder: Path, size: int, seed: int, zones: Sequence[str], looked_at: float = 0.25) -> None:
        self.chance = random.Random(seed)
        self.folder, self.size, self.looked_at = folder, size, looked_at
        self.story = Story(self.chance, zones)
        self.floor = self.story.floor
        self.levels: dict[str, dict[Late, int]] = {}
        self.fallen: set[tuple[str, int]] = set()
        self.expected: list[Told] = []
        self.crashes = self.looks = self.deeds = 0
        self.desk = Desk(folder, self.floor)
        self.work = DeskWork(self.story, self.levels)
        self._down_until = self.floor.now

    def run(self, years: float, progress: Callable[[], object] = lambda: None) -> None:
        step = timedelta(days=365.25 * years) / self.size
        self._do(self.work.first_deeds())
        while self.story.proposed < self.size:
            self.floor.now += step * self.chance.uniform(0.2, 1.8)
            self.story.happen()
            self._fate()
            self._do(self.work.next_deeds())
            if self.floor.now >= self._down_until and self.chance.random() < self.looked_at:
                self._look()
            if self.story.proposed % 500 == 0:
                progress()
        self.floor.now += 60 * DAY
        self._look()

    def standing(self) -> str:
        """How far it has come."""
        return (
            f"{self.story.proposed:,} promises, {len(self.floor.events):,} events, {self.looks:,} looks, "
            f"{self.deeds:,} deeds, {self.crashes:,} crashes"
        )

    def told(self) -> list[Told]:
        """From the product's own log, in the order in which it was told."""
        began: dict[str, tuple[str, str, int, str]] = {}
        told: list[Told] = []
        position = 0
        while bodies := self.desk.log.read(position, PAGE):
            position += len(bodies)
            for own in map(Envelope.from_json, bodies):
                kind, data = own.type.removeprefix("floorwalk.").removeprefix("alert."), own.data
                if kind == "raised":
                    began[data["alert_id"]] = (data["about"], data["reason"], data["revision"], data["began_at"])
                if kind in {"raised", "escalated", "resolved"}:
                    told.append((*began[data["alert_id"]], kind, data.get("level", -1)))
                if kind == "commitment.fell_overdue":
                    told.append((own.subject, "", data["revision"], data["overdue_from"], "fell", -1))
        return told

    def _fate(self) -> None:
        """Now and then the watch is down for days, or the read model is made anew."""
        if self.chance.random() < DOWNTIMES / self.size:
            self._down_until = self.floor.now + self.chance.uniform(0.1, 6) * DAY
        if self.chance.random() < REBUILDS / self.size:
            self.desk.catch_up()
            rebuild(self.desk.engine, self.floor, "one", system=self.desk.system)

    def _look(self) -> None:
        now = self.floor.now
        self._at_risk(lambda: self.desk.look(now))
        self.looks += 1
        for subject in list(self.story.subjects.values()):
            self._reckon(subject)

    def _do(self, work: Iterable[Deed]) -> None:
        deeds = list(work)
        self.deeds += len(deeds)

        def do() -> None:
            self.desk.now = self.floor.now
            self.desk.catch_up()
            for deed in deeds:
                deed(self.desk)

        if deeds:
            self._at_risk(do)

    def _at_risk(self, step: Callable[[], None]) -> None:
        """Do it, sometimes not without having been stopped at some statement before."""
        if self.chance.random() < CRASHED:
            statement = self.chance.randint(1, self.chance.choice((15, 60, 240)))
            with stopped_at(self.desk.engine, statement) as fate, suppress(Exception):
                step()
            if fate.came:
                self.crashes += 1
                self._start_again()
        step()

    def _start_again(self) -> None:
        seconds = self.desk.system.seconds
        self.desk.close()
        self.desk = Desk(self.folder, self.floor)
        self.desk.system.seconds = seconds + 120

    def _reckon(self, subject: Subject) -> None:
        now, levels = self.floor.now, self.levels.setdefault(subject.name, {})
        if isinstance(subject, Vow):
            self._reckon_fallen(subject)
        late = subject.late_at(now)
        for one in sorted(levels.keys() - late):
            del levels[one]
            self._expect(subject, one, "resolved", -1)
        for one in sorted(late):
            self._climb(subject, one, levels)
        if not levels and subject.is_over(now - SETTLED):
            self.story.settle(subject.name)
            del self.levels[subject.name]

    def _climb(self, subject: Subject, late: Late, levels: dict[Late, int]) -> None:
        """Nothing above the first level is told while somebody has it in hand, or the team is silenced."""
        team, now, pauses, present = subject.answering, self.floor.now, subject.pauses_of(late), levels.get(late)
        level = level_at(team, late[2], now, pauses)
        if rests(now, pauses):
            level = min(level, 1)
        if present is None:
            if level == 0 and not team.reminds:
                return
            present = min(level, 1)
            self._expect(subject, late, "raised", present)
        for passed in range(present + 1, level + 1):
            self._expect(subject, late, "escalated", passed)
        levels[late] = max(present, level)

    def _reckon_fallen(self, vow: Vow) -> None:
        if (fell := vow.fell_at(self.floor.now)) and (vow.name, fell[0]) not in self.fallen:
            self.fallen.add((vow.name, fell[0]))
            self.expected.append((vow.about, "", fell[0], wire_instant(fell[1]), "fell", -1))

    def _expect(self, subject: Subject, late: Late, what: str, level: int) -> None:
        reason, revision, began_at = late
        self.expected.append((subject.about, reason, revision, wire_instant(began_at), what, level))
