"""The agenda of a session, drawn from the timeline since the last one (`domain.md`, rule 7): both sides are heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import from_micros, micros
from services.followup.letters import Letters
from services.followup.readmodel.commitments import pending_of, promise_of
from services.followup.readmodel.people import Person, people
from services.followup.readmodel.sessions import last_held, points
from services.followup.readmodel.signals import comments_between
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.timeline import between
from services.followup.showing.names import Names, marks
from services.followup.showing.promises import Promises, promises
from services.followup.showing.signals import shown_comment
from services.followup.showing.timeline_items import TimelineItems, timeline_items
from services.followup.showing.wire import wire
from services.followup.states import state_at

Json = dict[str, Any]

SECTIONS = ("progress", "slips", "customer_feedback", "strengths", "raised")

FIRST_SPAN = timedelta(days=60)
"""How far the agenda of a rep's first session looks back."""

_MOST_ITEMS = 200
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Agenda:
    """What happened to one rep since the last session; ``overdue`` are promises that are late now."""

    rep_id: str
    since: int | None
    items: TimelineItems
    overdue: Promises
    points: Sequence[Row[Any]]
    comments: Sequence[Row[Any]]
    people: dict[str, Person]

    @property
    def boxes(self) -> Iterator[str | None]:
        yield from self.items.boxes
        yield from self.overdue.boxes
        yield from (told.box for told in (*self.points, *self.comments))
        yield from (person.box for person in self.people.values())

    def shown(self, letters: Letters) -> Json:
        """Newest first in each section, but what was raised in the order in which it was raised."""
        sections: dict[str, list[Json]] = {name: [] for name in SECTIONS}
        for promise in self.overdue.shown(letters):
            sections["slips"].append({**promise, "kind": "overdue"})
        for item in self.items.shown(letters):
            if section := _section(item):
                sections[section].append(item)
        sections["customer_feedback"] = [_shown_comment(comment, letters) for comment in self.comments]
        names = Names(self.people, letters)
        sections["raised"] = [_shown_point(point, letters, names) for point in self.points]
        return {
            "rep_id": self.rep_id,
            "rep_name": names.of(self.rep_id),
            "since": wire(self.since),
            **{name: found[:_MOST_SHOWN] for name, found in sections.items()},
        }


def agenda(connection: Connection, generation: Generation, session: Row[Any], now: datetime, asker_id: str) -> Agenda:
    """Read it for one rep's part in a session; of one that is over, as it was then."""
    until = now if session.outcome_at is None else min(now, from_micros(session.outcome_at))
    before = last_held(connection, generation, session.rep_id, session.starts_at)
    since = before.outcome_at if before else micros(until - FIRST_SPAN)
    rows = between(connection, generation, session.rep_id, since, micros(until), _KINDS, _MOST_ITEMS)
    if asker_id == session.rep_id:
        rows = [row for row in rows if row.visible_from <= micros(now)]
    raised = points(connection, generation, [session.rep_id], since, micros(until))
    return Agenda(
        rep_id=session.rep_id,
        since=before.outcome_at if before else None,
        items=timeline_items(connection, generation, rows, now, asker_id),
        overdue=_overdue(connection, generation, session.rep_id, now, asker_id),
        points=raised,
        comments=comments_between(connection, generation, session.rep_id, since, micros(until), _MOST_SHOWN),
        people=people(connection, generation, {session.rep_id, *(point.by_id for point in raised)}),
    )


def _overdue(connection: Connection, generation: Generation, rep_id: str, now: datetime, asker_id: str) -> Promises:
    pending = pending_of(connection, generation, [rep_id], now)
    late = [row for row in pending if state_at(promise_of(row), now) == "overdue"]
    return promises(connection, generation, late, now, {row.id for row in late}, asker_id)


def _section(item: Json) -> str | None:
    """Where an item of the timeline belongs; what was taken back, or noted twice, belongs nowhere."""
    if item["state"] == "withdrawn" or item.get("duplicate_of"):
        return None
    return _SECTIONS.get((item["kind"], item.get("outcome"))) or _SECTIONS.get((item["kind"], None))


_SECTIONS = {
    ("practice_report", None): "progress",
    ("revisit", "saw_it"): "progress",
    ("revisit", "partly"): "slips",
    ("revisit", "not_yet"): "slips",
    ("closure", "not_kept"): "slips",
    ("correction", None): "slips",
    ("praise", None): "strengths",
    ("training_result", "passed"): "progress",
    ("training_result", "not_passed"): "slips",
}
_KINDS = frozenset(kind for kind, _ in _SECTIONS)


def _shown_point(point: Row[Any], letters: Letters, names: Names) -> Json:
    told = letters.of(point.box)
    return {
        "id": point.id,
        "kind": "point",
        "session_id": point.session_id,
        "occurred_at": wire(point.raised_at),
        "by": names.by(point.by_id),
        "text": told.get("text"),
        **marks(told.state),
    }


def _shown_comment(comment: Row[Any], letters: Letters) -> Json:
    told = letters.of(comment.box)
    shown = shown_comment(comment, told.get("customer_comment"))
    return {**shown, "kind": "customer_comment", "name": comment.name, **marks(told.state)}


def boxes_of(agendas: Sequence[Agenda]) -> Iterator[str | None]:
    """All that has to be opened to show them."""
    return chain.from_iterable(each.boxes for each in agendas)
