"""What the watch has to look at, and when.

The read model puts on it what it changes; the watch takes what is due and says when to look again. A change that
comes while the watch looks is not lost: the watch moves a row only if it was not touched since it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    literal,
    or_,
    select,
    update,
)

from services.followup.dialects import insert_or_update
from services.followup.readmodel.generations import checkpoint
from services.followup.readmodel.tables import Generation
from services.followup.tables.alerts import alerts
from services.followup.tables.incoming import parked
from services.followup.tables.lasting import ONLY
from services.followup.tables.watch import watch_queue, watch_state
from services.followup.watch.naming import PERSON, SESSION

AT_ONCE = 0
SOON = 2 * 86_400_000_000
"""Longer than any day and any grace that a policy may give, in microseconds: the clock may make a day longer."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A subject whose time has come, as its row was when it was read."""

    subject: str
    touches: int


class TouchedMeanwhile(Exception):
    """The read model changed a subject while the watch looked at it."""


def touch(connection: Connection, reps: Mapping[str, str], position: int) -> None:
    """Have these subjects (each with its rep, or one of its reps) looked at as soon as the watch ticks.

    ``position`` is the checkpoint. A row that was taken off counts its touches on from there, never from one again.
    """
    rows = [
        {"subject": subject, "rep_id": rep_id, "next_at": AT_ONCE, "touches": position}
        for subject, rep_id in reps.items()
    ]
    if rows:
        queued = insert_or_update(watch_queue, connection.dialect.name)
        again = {"next_at": AT_ONCE, "touches": watch_queue.c.touches + 1}
        connection.execute(queued.on_conflict_do_update(index_elements=["subject"], set_=again), rows)


def touch_alerted(connection: Connection, generation: Generation, team_id: str | None, now: int) -> None:
    """Have everything looked at again that has an alert or is about to, in one team or, for None, in all: the rules by
    which alerts climb have changed."""
    people = generation.people.c
    reps = select(people.id) if team_id is None else select(people.id).where(people.team_id == team_id)
    of_them = _is_of(generation, alerts.c.about, alerts.c.rep_id, reps)
    alerted = select(alerts.c.about, alerts.c.rep_id).where(alerts.c.state != "resolved", of_them)
    found = {row.about: row.rep_id for row in connection.execute(alerted)}
    touch(connection, found, checkpoint(connection, generation.number))
    again = update(watch_queue).values(next_at=AT_ONCE, touches=watch_queue.c.touches + 1)
    soon = watch_queue.c.next_at.between(AT_ONCE + 1, now + SOON)
    connection.execute(again.where(soon, _is_of(generation, watch_queue.c.subject, watch_queue.c.rep_id, reps)))


def touch_reps(connection: Connection, generation: Generation, team_id: str | None) -> None:
    """Have the reps of a team or, for None, all looked at: they are watched for not being seen from now on."""
    people = generation.people.c
    within = people.roles.contains("rep"), (people.team_id == team_id) if team_id else people.id.is_not(None)
    found = connection.execute(select(people.id).where(*within)).scalars()
    touch(connection, {PERSON + id_: id_ for id_ in found}, checkpoint(connection, generation.number))


def due(connection: Connection, generation: Generation, now: int, limit: int) -> list[Waiting]:
    """What is to be looked at now, the longest waiting first. Reps whose events are parked are left in peace."""
    row = watch_queue.c
    keys = select(parked.c.partitionkey).where(parked.c.generation == generation.number)
    in_peace = _is_of(generation, row.subject, row.rep_id, keys)
    query = select(row.subject, row.touches).where(row.next_at <= now, ~in_peace)
    found = connection.execute(query.order_by(row.next_at, row.subject).limit(limit))
    return [Waiting(subject, touches) for subject, touches in found]


def _is_of(
    generation: Generation, subject: ColumnElement[str], rep_id: ColumnElement[str], reps: Select[tuple[str]]
) -> ColumnElement[bool]:
    """Whether a subject is any of these reps': a session is all of its reps', and its row names one of them."""
    session = generation.sessions.c
    return or_(rep_id.in_(reps), subject.in_(select(literal(SESSION) + session.id).where(session.rep_id.in_(reps))))


def move(connection: Connection, looked_at: Iterable[tuple[Waiting, int | None]]) -> None:
    """Look again at those instants; never, where there is none.

    Raises:
        TouchedMeanwhile: one of them is to be looked at again now.
    """
    again: list[dict[str, Any]] = []
    over: list[dict[str, Any]] = []
    for waiting, next_at in looked_at:
        same = {"same_subject": waiting.subject, "same_touches": waiting.touches}
        if next_at is None:
            over.append(same)
        else:
            again.append({**same, "next_at": next_at})
    for change, rows in ((_LOOK_AGAIN, again), (_LOOK_NO_MORE, over)):
        if rows and connection.execute(change, rows).rowcount != len(rows):
            raise TouchedMeanwhile


_SAME = (watch_queue.c.subject == bindparam("same_subject")) & (watch_queue.c.touches == bindparam("same_touches"))
_LOOK_AGAIN = update(watch_queue).where(_SAME)
_LOOK_NO_MORE = delete(watch_queue).where(_SAME)


def made_for(connection: Connection) -> int:
    """The generation whose changes are on the queue."""
    state = select(watch_state.c.generation).where(watch_state.c.id == ONLY)
    generation: int = connection.execute(state).scalar_one()
    return generation


def note_tick(connection: Connection, ticked_system: int, as_of: int | None) -> None:
    """The watch has looked; ``as_of`` says how old what it saw was, None where it was all there is."""
    values = {"ticked_system": ticked_system, "as_of": as_of}
    connection.execute(update(watch_state).where(watch_state.c.id == ONLY).values(values))


def last_tick(connection: Connection) -> tuple[float, int | None]:
    """When the watch last looked (seconds of system time), and how old what it saw was, if it was old."""
    state = select(watch_state.c.ticked_system, watch_state.c.as_of).where(watch_state.c.id == ONLY)
    row = connection.execute(state).one()
    return row.ticked_system / 1_000_000, row.as_of
