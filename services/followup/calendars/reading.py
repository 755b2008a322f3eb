"""Reading a calendar, which is when it notices what has changed since it was read last."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, select

from services.eventlog.database import reading, writing
from services.followup.calendars.entries import entries
from services.followup.calendars.memory import Told, remember, remembered, shown, tell
from services.followup.calendars.secrets import Shared, opened_by
from services.followup.readmodel import generations
from services.followup.readmodel.people import person
from services.followup.tables.personal import calendars


def read(engine: Engine, secret: str, now: datetime) -> tuple[Shared, list[Told]] | None:
    """Whose it is and what it says; None where the secret opens nothing, or whoever it belongs to has left."""
    with reading(engine) as connection:
        shared = opened_by(connection, secret)
        told = _told(connection, shared, now) if shared else None
        known = remembered(connection, shared.person_id) if shared else {}
    if shared is None or told is None:
        return None
    if told != known:
        told = _noted(engine, shared, now)
    return (shared, shown(told, now)) if told is not None else None


def _told(connection: Connection, shared: Shared, now: datetime) -> dict[str, Told] | None:
    generation = generations.live(connection)
    whose = person(connection, generation, shared.person_id)
    if whose is None or whose.is_gone(now):
        return None
    return tell(remembered(connection, shared.person_id), entries(connection, generation, whose, now), now)


def _noted(engine: Engine, shared: Shared, now: datetime) -> dict[str, Told] | None:
    """Looked at once more by one at a time, so that a change has one number, whoever reads it first."""
    with writing(engine) as connection:
        mine = select(calendars.c.person_id).where(calendars.c.person_id == shared.person_id).with_for_update()
        if connection.execute(mine).first() is None:
            return None
        known, told = remembered(connection, shared.person_id), _told(connection, shared, now)
        if told is not None:
            remember(connection, shared.person_id, [one for uid, one in told.items() if known.get(uid) != one], now)
    return told
