"""What the watch has to look at, and when.

The read model puts on it what it changes; the watch takes what is due and says when to look again. A change that
comes while the watch looks is not lost: the watch moves a row only if it was not touched since it was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, insert, literal, select, update

from services.followup.dialects import insert_or_update
from services.followup.readmodel.generations import checkpoint
from services.followup.readmodel.tables import Generation
from services.followup.tables import ONLY, alerts, parked, watch_queue, watch_state

PREFIX = "commitment/"
_AT_ONCE = 0
_SOON = 86_400_000_000
"""Longer than any grace that a policy may give, in microseconds."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A subject whose time has come, as its row was when it was read."""

    subject: str
    touches: int


class TouchedMeanwhile(Exception):
    """The read model changed the subject while the watch looked at it."""


def touch(connection: Connection, reps: Mapping[str, str], position: int) -> None:
    """Have these subjects (each with its rep) looked at as soon as the watch ticks.

    ``position`` is the checkpoint. A row that was taken off counts its touches on from there, never from one again.
    """
    rows = [
        {"subject": subject, "rep_id": rep_id, "next_at": _AT_ONCE, "touches": position}
        for subject, rep_id in reps.items()
    ]
    if rows:
        queued = insert_or_update(watch_queue, connection.dialect.name)
        again = {"next_at": _AT_ONCE, "touches": watch_queue.c.touches + 1}
        connection.execute(queued.on_conflict_do_update(index_elements=["subject"], set_=again), rows)


def touch_alerted(connection: Connection, generation: Generation, team_id: str | None, now: int) -> None:
    """Have everything looked at again that has an alert or is about to, in one team or, for None, in all: the rules by
    which alerts climb have changed."""
    people = generation.people.c
    reps = select(people.id) if team_id is None else select(people.id).where(people.team_id == team_id)
    alerted = select(alerts.c.about, alerts.c.rep_id).where(alerts.c.state != "resolved", alerts.c.rep_id.in_(reps))
    found = {row.about: row.rep_id for row in connection.execute(alerted)}
    touch(connection, found, checkpoint(connection, generation.number))
    again = update(watch_queue).values(next_at=_AT_ONCE, touches=watch_queue.c.touches + 1)
    soon = watch_queue.c.next_at.between(_AT_ONCE + 1, now + _SOON)
    connection.execute(again.where(soon, watch_queue.c.rep_id.in_(reps)))


def touch_reps(connection: Connection, generation: Generation, team_id: str | None) -> None:
    """Have the reps of a team or, for None, all looked at: they are watched for not being seen from now on."""
    people = generation.people.c
    within = people.roles.contains("rep"), (people.team_id == team_id) if team_id else people.id.is_not(None)
    found = connection.execute(select(people.id).where(*within)).scalars()
    touch(connection, {f"person/{id_}": id_ for id_ in found}, checkpoint(connection, generation.number))


def due(connection: Connection, generation: int, now: int, limit: int) -> list[Waiting]:
    """What is to be looked at now, the longest waiting first. Reps whose events are parked are left in peace."""
    row = watch_queue.c
    keys = select(parked.c.partitionkey).where(parked.c.generation == generation)
    query = select(row.subject, row.touches).where(row.next_at <= now, row.rep_id.not_in(keys))
    found = connection.execute(query.order_by(row.next_at, row.subject).limit(limit))
    return [Waiting(subject, touches) for subject, touches in found]


def move(connection: Connection, waiting: Waiting, next_at: int | None) -> None:
    """Look again at ``next_at``; never, if None.

    Raises:
        TouchedMeanwhile: it is to be looked at again now.
    """
    row = watch_queue.c
    same = (row.subject == waiting.subject) & (row.touches == waiting.touches)
    change = delete(watch_queue) if next_at is None else update(watch_queue).values(next_at=next_at)
    if connection.execute(change.where(same)).rowcount != 1:
        raise TouchedMeanwhile(waiting.subject)


def made_for(connection: Connection) -> int:
    """The generation whose changes are on the queue."""
    state = select(watch_state.c.generation).where(watch_state.c.id == ONLY)
    generation: int = connection.execute(state).scalar_one()
    return generation


def make_for(connection: Connection, generation: Generation, *, coverage: bool = False) -> None:
    """Make the queue anew: all that may be late by this generation, and all that has an alert.

    ``coverage`` says whether reps are watched for not being seen.
    """
    connection.execute(delete(watch_queue))
    for found in _watched(generation, coverage=coverage):
        names = ["subject", "rep_id", "next_at", "touches"]
        position = literal(checkpoint(connection, generation.number))
        connection.execute(insert(watch_queue).from_select(names, found.add_columns(literal(_AT_ONCE), position)))
    connection.execute(update(watch_state).where(watch_state.c.id == ONLY).values(generation=generation.number))


def _watched(generation: Generation, *, coverage: bool) -> Iterator[Select[Any, Any]]:
    """Subjects with their reps: each kind's that may be late, and of every kind what has an alert."""
    promise, session, person = generation.commitments.c, generation.sessions.c, generation.people.c
    about = literal(PREFIX) + promise.id
    yield select(about, promise.rep_id).where(promise.standing.in_(("proposed", "open")) | _alerted(about))
    about = literal("session/") + session.id
    may_be_late = (session.standing == "scheduled") | _alerted(about)
    yield select(about, func.min(session.rep_id)).where(may_be_late).group_by(session.id)
    about = literal("person/") + person.id
    yield select(about, person.id).where((literal(coverage) & person.roles.contains("rep")) | _alerted(about))


def _alerted(about: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(alerts.c.about == about, alerts.c.state != "resolved")


def note_tick(connection: Connection, ticked_system: int, as_of: int | None) -> None:
    """The watch has looked; ``as_of`` says how old what it saw was, None where it was all there is."""
    values = {"ticked_system": ticked_system, "as_of": as_of}
    connection.execute(update(watch_state).where(watch_state.c.id == ONLY).values(values))


def last_tick(connection: Connection) -> tuple[float, int | None]:
    """When the watch last looked (seconds of system time), and how old what it saw was, if it was old."""
    state = select(watch_state.c.ticked_system, watch_state.c.as_of).where(watch_state.c.id == ONLY)
    row = connection.execute(state).one()
    return row.ticked_system / 1_000_000, row.as_of
