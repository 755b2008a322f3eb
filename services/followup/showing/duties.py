"""What a supervisor owes: looks, answers, new dates, sessions, and a word to whoever has not answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import micros
from services.followup.letters import Letters
from services.followup.readmodel.behaviours import labels
from services.followup.readmodel.commitments import pending_in
from services.followup.readmodel.observations import unanswered
from services.followup.readmodel.people import Person, people
from services.followup.readmodel.sessions import owed_from, to_hold
from services.followup.readmodel.tables import Generation
from services.followup.showing.names import Names
from services.followup.showing.notes import Notes, notes
from services.followup.showing.promises import Promises, promises
from services.followup.showing.sessions import Sessions, of_rows
from services.followup.showing.wire import wire

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Duties:
    """Promises, notes and sessions that wait for the supervisor."""

    owed: Sequence[tuple[str, int]]
    promises: Promises
    questions: Notes
    labels: dict[str, str]
    people: dict[str, Person]
    sessions: Sessions
    now: datetime

    @property
    def boxes(self) -> Iterator[str | None]:
        yield from self.promises.boxes
        yield from self.questions.boxes
        yield from (person.box for person in self.people.values())
        yield from self.sessions.boxes

    @property
    def rep_ids(self) -> set[str]:
        """Whose texts they hold."""
        seats = (row for rows in self.sessions.rows for row in rows)
        return {row.rep_id for row in (*self.promises.rows, *self.questions.rows.values(), *seats)}

    def items(self, letters: Letters) -> list[Json]:
        """The oldest first. Each is the promise or the note with what is owed about it."""
        looks = zip(self.owed, self.promises.shown(letters), strict=True)
        items = [(since, _duty(kind, f"commitment/{shown['id']}", since, shown)) for (kind, since), shown in looks]
        names = Names(self.people, letters)
        for note in (self.questions.rows[note_id] for note_id in self.questions.asked):
            shown = self.questions.shown(note.id, self.labels, letters, names)
            shown |= {"rep_id": note.rep_id, "rep_name": names.of(note.rep_id), "note_kind": note.kind}
            since = note.clarification_at
            items.append((since, _duty("clarification", shown["subject"], since, shown)))
        items += self._sessions(letters)
        return [item for _, item in sorted(items, key=lambda dated: (dated[0], dated[1]["id"], dated[1]["kind"]))]

    def _sessions(self, letters: Letters) -> Iterator[tuple[int, Json]]:
        """One that is to be held is owed from its start; one without an outcome, long after its end, was missed."""
        for (row, *_), shown in zip(self.sessions.rows, self.sessions.shown(letters), strict=True):
            is_late = owed_from(row) <= micros(self.now)
            since, kind = (owed_from(row), "session_missed") if is_late else (row.starts_at, "session")
            rep = {"rep_id": row.rep_id, "rep_name": shown["reps"][0]["name"]}
            yield since, _duty(kind, f"session/{row.id}", since, {**shown, **rep})


def duties(connection: Connection, generation: Generation, supervisor: Person, now: datetime) -> Duties:
    """Read what is owed to the reps of a supervisor's teams."""
    team_ids = supervisor.team_ids if "supervisor" in supervisor.roles else frozenset()
    pending = pending_in(connection, generation, team_ids, now)
    owed = [(row, kind, since) for row in pending for kind, since in _owed(row, micros(now))]
    rows = [row for row, _, _ in owed]
    asked = [note.id for note in unanswered(connection, generation, team_ids, micros(now))]
    questions = notes(connection, generation, asked, now, supervisor.id)
    reps = {note.rep_id for note in questions.rows.values()}
    return Duties(
        owed=[(kind, since) for _, kind, since in owed],
        promises=promises(connection, generation, rows, now, {row.id for row in rows}, supervisor.id),
        questions=questions,
        labels=labels(connection, generation, set(questions.behaviour_ids)),
        people=people(connection, generation, reps.union(questions.people_ids)),
        sessions=_to_hold(connection, generation, team_ids, now),
        now=now,
    )


def _to_hold(connection: Connection, generation: Generation, team_ids: Collection[str], now: datetime) -> Sessions:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in to_hold(connection, generation, team_ids, now):
        found[row.id].append(row)
    return of_rows(connection, generation, list(found.values()), found, now)


def _owed(row: Row[Any], now: int) -> Iterator[tuple[str, int]]:
    """What a promise asks of the supervisor, and since when."""
    if row.standing == "proposed":
        if row.unconfirmed_from <= now:
            yield "unconfirmed", row.asked_at
        return
    if row.practised_at is not None:
        yield "look", row.practised_at
    if row.renewal_asked_on is not None:
        yield "renewal_request", row.renewal_asked_at


def _duty(kind: str, subject: str, since: int, shown: Json) -> Json:
    return {**shown, "kind": kind, "subject": subject, "since": wire(since)}
