"""What becomes of sessions in those years: planned, by a rhythm too, moved, and told of or not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from contracts import sessions
from contracts.definition import Event
from contracts.instants import wire_instant
from tests.followup.reckoning.days import DAY, HOUR
from tests.followup.reckoning.meetings import Meeting
from tests.followup.reckoning.subjects import Rep

if TYPE_CHECKING:
    from tests.followup.years.story import Story

PLANNED = 0.3
LENGTHS = (15, 30, 60)
OUTCOMES: dict[type[Event], int] = {sessions.Held: 3, sessions.Missed: 1, sessions.Cancelled: 1}


class Meetings:
    """Those that are planned, and what is done about those that were. ``_rhythms`` has after how many weeks each rep
    sits down again."""

    def __init__(self, story: Story) -> None:
        self._story, self._floor, self._chance = story, story.floor, story.chance
        self._open: dict[str, Meeting] = {}
        self._rhythms: dict[str, int] = {}
        self._planned = 0

    def happen(self) -> None:
        """The next thing or two."""
        if self._chance.random() < PLANNED:
            self._plan(self._together(), self._chance.uniform(-1, 14) * DAY)
        for meeting in self._chance.sample(list(self._open.values()), min(1, len(self._open))):
            self._act(meeting)

    def forget(self, name: str) -> None:
        self._open.pop(name, None)

    def _together(self) -> list[Rep]:
        """One rep, with a rhythm from now on or not, or several who are in one team today."""
        first = self._story.someone()
        if self._chance.random() < 0.3:
            others = [rep for rep in self._story.reps if rep.team is first.team and rep.left_on is None]
            return self._chance.sample(others, min(len(others), self._chance.randint(2, 6)))
        if first.name not in self._rhythms and self._chance.random() < 0.2:
            self._rhythms[first.name] = weeks = self._chance.randint(1, 4)
            self._floor.cadence(first.name, every_weeks=weeks)
        return [first]

    def _plan(self, reps: list[Rep], ahead: timedelta) -> None:
        name, when = f"meeting {self._planned}", self._when(ahead)
        self._planned += 1
        meeting = Meeting(name, reps, when[0] + when[1], self._floor.now, waiting=list(reps))
        self._floor.planned(name, *(rep.name for rep in reps), **_told(when))
        self._open[name] = self._story.subjects[name] = meeting

    def _when(self, ahead: timedelta) -> tuple[Any, timedelta]:
        return self._floor.now + ahead, timedelta(minutes=self._chance.choice(LENGTHS))

    def _act(self, meeting: Meeting) -> None:
        there = [rep for rep in meeting.waiting if rep.left_on is None]
        if not there:
            return
        with self._story.perhaps_late(meeting.planned_at):
            if self._chance.random() < 0.3:
                self._move(meeting, there)
            else:
                self._end(meeting, there)
        if not meeting.waiting and (weeks := self._rhythms.get(meeting.reps[0].name)) and len(meeting.reps) == 1:
            self._follow(meeting, weeks)

    def _move(self, meeting: Meeting, there: list[Rep]) -> None:
        start, length = self._when(self._chance.uniform(-1, 10) * DAY)
        if there != meeting.waiting:
            return
        for rep in there:
            self._floor.of_session(
                sessions.Rescheduled, meeting.name, rep.name, starts_at=start, minutes=length // timedelta(minutes=1)
            )
        meeting.ends_at, meeting.planned_at = start + length, self._floor.now

    def _end(self, meeting: Meeting, there: list[Rep]) -> None:
        """What came of it, for those of one team: each supervisor tells it of the own reps."""
        team = self._chance.choice(there).team
        (outcome,) = self._chance.choices(list(OUTCOMES), list(OUTCOMES.values()))
        for rep in [rep for rep in there if rep.team is team]:
            self._floor.of_session(outcome, meeting.name, rep.name)
            meeting.waiting.remove(rep)
            if outcome is sessions.Held:
                rep.seen[meeting.name] = self._floor.now

    def _follow(self, meeting: Meeting, weeks: int) -> None:
        """The next of a rhythm, or the end of it."""
        rep = meeting.reps[0]
        if self._chance.random() < 0.1:
            del self._rhythms[rep.name]
            self._floor.cadence_ended(rep.name)
        elif rep.left_on is None:
            self._plan([rep], weeks * 7 * DAY - self._chance.uniform(0, 8) * HOUR)


def _told(when: tuple[Any, timedelta]) -> dict[str, Any]:
    start, length = when
    return {"starts_at": wire_instant(start), "minutes": length // timedelta(minutes=1)}
