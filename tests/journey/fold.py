"""The rules a second time, written from the domain's words and not from our projector: what a week of notes means.

Nothing here imports the product. It folds the lines of a notes file, in their order, into what people must see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
UNDO = timedelta(minutes=10)


@dataclass
class Note:
    id: str
    rep: str
    at: datetime
    visible_from: datetime
    acknowledged: bool = False
    disputed: bool = False
    replies: list[str] = field(default_factory=list)


@dataclass
class Promise:
    id: str
    rep: str
    at: datetime
    due_on: date
    status: str = "proposed"
    practised: bool = False
    seen_on: date | None = None


@dataclass
class Team:
    zone: ZoneInfo
    working_days: set[int]
    holidays: set[date]


@dataclass(frozen=True)
class Away:
    rep: str
    first: date
    last: date


class Floor:
    """Teams and who is in them; ``teams`` and ``people`` are rows as their files have them."""

    def __init__(
        self, teams: Iterable[Mapping[str, Any]], people: Iterable[Mapping[str, Any]], absences: Iterable[Away] = ()
    ) -> None:
        self.teams = {
            row["id"]: Team(
                ZoneInfo(row["timezone"]),
                set(row["working_days"]),
                {date.fromisoformat(day) for day in row.get("holidays", ())},
            )
            for row in teams
        }
        self.team_of = {row["id"]: row["team_id"] for row in people if row.get("team_id")}
        self.reps = [row["id"] for row in people if "rep" in row["roles"]]
        self.absences = list(absences)

    def team(self, rep: str) -> Team:
        return self.teams[self.team_of[rep]]

    def is_in(self, rep: str, day: date) -> bool:
        return not any(away.rep == rep and away.first <= day <= away.last for away in self.absences)

    def works(self, rep: str, day: date) -> bool:
        team = self.team(rep)
        return day.isoweekday() in team.working_days and day not in team.holidays

    def due_day(self, promise: Promise) -> date:
        """The due date or, where the site is closed or the rep away, the next day it works and the rep is in."""
        day = promise.due_on
        while not (self.works(promise.rep, day) and self.is_in(promise.rep, day)):
            day += DAY
        return day

    def overdue_from(self, promise: Promise) -> datetime:
        """The local midnight that ends the due day."""
        return self._midnight(promise.rep, self.due_day(promise) + DAY)

    def due_soon_from(self, promise: Promise) -> datetime:
        """The start of the working day before the due day."""
        day = self.due_day(promise) - DAY
        while not self.works(promise.rep, day):
            day -= DAY
        return self._midnight(promise.rep, day)

    def _midnight(self, rep: str, day: date) -> datetime:
        return datetime.combine(day, time(), self.team(rep).zone).astimezone(UTC)


class Week:
    """What a notes file says. ``lines`` are its lines as parsed JSON."""

    def __init__(self, lines: Iterable[Mapping[str, Any]], floor: Floor) -> None:
        self.floor = floor
        self.notes: dict[str, Note] = {}
        self.promises: dict[str, Promise] = {}
        for line in lines:
            noun, subject, *deed = line["put"].removeprefix("/v1/").split("/")
            body = line["body"]
            at = datetime.fromisoformat(body.get("occurred_at", line["at"])).astimezone(UTC)
            if noun == "observations":
                self._note(subject, deed, at, body)
            elif noun == "commitments":
                self._promise(subject, deed, at, body)

    def _note(self, subject: str, deed: list[str], at: datetime, body: Mapping[str, Any]) -> None:
        match deed:
            case []:
                visible = at if body.get("share") == "now" else at + UNDO
                self.notes[subject] = Note(subject, body["rep_id"], at, visible)
            case ["acknowledgement"]:
                self.notes[subject].acknowledged = True
            case ["clarification"]:
                self.notes[subject].disputed = True
            case ["replies", reply]:
                self.notes[subject].replies.append(reply)
            case _:
                raise AssertionError(f"a deed this fold does not know: {deed}")

    def _promise(self, subject: str, deed: list[str], at: datetime, body: Mapping[str, Any]) -> None:
        if not deed:
            due_on = date.fromisoformat(body["due_on"])
            self.promises[subject] = Promise(subject, body["rep_id"], at, due_on)
            return
        promise = self.promises[subject]
        match deed:
            case ["confirmation"]:
                promise.status = "open"
            case ["practice_reports", _]:
                promise.practised = True
            case ["revisits", _] if body["outcome"] == "saw_it":
                promise.status = "kept"
                promise.seen_on = at.astimezone(self.floor.team(promise.rep).zone).date()
            case ["revisits", _]:
                promise.practised = False
            case _:
                raise AssertionError(f"a deed this fold does not know: {deed}")

    def state(self, promise: Promise, now: datetime) -> str:
        """What a promise is at an instant."""
        if promise.status == "kept":
            assert promise.seen_on is not None
            return "kept_late" if promise.seen_on > self.floor.due_day(promise) else "kept"
        if promise.status == "open" and now >= self.floor.overdue_from(promise):
            return "overdue"
        if promise.status == "open" and now >= self.floor.due_soon_from(promise):
            return "due_soon"
        return promise.status

    def states(self, now: datetime) -> dict[str, str]:
        return {promise.id: self.state(promise, now) for promise in self.promises.values()}

    def overdue(self, now: datetime) -> set[str]:
        return {subject for subject, state in self.states(now).items() if state == "overdue"}

    def owed_by(self, promise: Promise, now: datetime) -> str | None:
        """The rep owes an answer and then practice; once it is reported, the supervisor owes a look."""
        match self.state(promise, now):
            case "proposed":
                return "rep"
            case "open" | "due_soon" | "overdue":
                return "supervisor" if promise.practised else "rep"
            case _:
                return None

    def timeline(self, rep: str) -> list[str]:
        """Ids of a rep's notes and promises, newest first."""
        return [each.id for each in sorted(self._entries(rep), key=lambda each: each.at, reverse=True)]

    def _entries(self, rep: str) -> Iterator[Note | Promise]:
        for entries in (self.notes.values(), self.promises.values()):
            yield from (each for each in entries if each.rep == rep)

    def turning_points(self) -> list[datetime]:
        """When the clock alone makes a promise overdue, in order."""
        return sorted({self.floor.overdue_from(each) for each in self.promises.values() if each.status == "open"})
