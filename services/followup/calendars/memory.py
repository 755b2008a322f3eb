"""What a calendar said last: by it, a change raises an entry's number, and what went away is told as cancelled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from contracts.instants import from_micros, micros
from services.followup.calendars.entries import SHOWN_FOR, AllDay, Entry, Timed
from services.followup.dialects import insert_or_update
from services.followup.tables.personal import calendar_entries

_REMEMBERED_FOR = timedelta(days=400)
"""Longer than it is shown: what comes back with a new date must not come with a lower number."""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it is told: ``sequence`` counts its changes, the last of which was at ``changed_at``."""

    entry: Entry
    sequence: int
    changed_at: datetime


def tell(known: Mapping[str, Told], wanted: Collection[Entry], now: datetime) -> dict[str, Told]:
    """What is to be told now, with what was told and is no more. Pure."""
    told = dict(known)
    for entry in wanted:
        before = known.get(entry.uid)
        if before is None:
            told[entry.uid] = Told(entry, 0, now)
        elif before.entry != entry:
            told[entry.uid] = Told(entry, before.sequence + 1, now)
    for uid in known.keys() - {entry.uid for entry in wanted}:
        before = known[uid]
        if before.entry.status != "CANCELLED" and not before.entry.when.is_over(now - SHOWN_FOR):
            told[uid] = Told(replace(before.entry, status="CANCELLED"), before.sequence + 1, now)
    return told


def shown(told: Mapping[str, Told], now: datetime) -> list[Told]:
    """What is not over for long, in an order that stays."""
    return [told[uid] for uid in sorted(told) if not told[uid].entry.when.is_over(now - SHOWN_FOR)]


def remembered(connection: Connection, person_id: str) -> dict[str, Told]:
    """What the calendar said last, by uid."""
    query = select(calendar_entries).where(calendar_entries.c.person_id == person_id)
    return {row.uid: _told(row) for row in connection.execute(query)}


def remember(connection: Connection, person_id: str, told: Sequence[Told], now: datetime) -> None:
    """Keep what has changed, and forget what was over long ago."""
    if told:
        keeping = insert_or_update(calendar_entries, connection.dialect.name)
        changed = {name: keeping.excluded[name] for name in _COLUMNS}
        same = ["person_id", "uid"]
        rows = [{"person_id": person_id, "uid": one.entry.uid, **_values(one)} for one in told]
        connection.execute(keeping.on_conflict_do_update(index_elements=same, set_=changed), rows)
    forgotten = now - _REMEMBERED_FOR
    row = calendar_entries.c
    old = (row.end_at < micros(forgotten)) | (row.day < forgotten.date().isoformat())
    connection.execute(delete(calendar_entries).where(row.person_id == person_id, old))


_COLUMNS = ("kind", "status", "day", "start_at", "end_at", "timezone", "sequence", "changed_at")


def _values(told: Told) -> dict[str, Any]:
    when = told.entry.when
    times = (
        {"day": when.day.isoformat(), "start_at": None, "end_at": None, "timezone": ""}
        if isinstance(when, AllDay)
        else {"day": None, "start_at": micros(when.start), "end_at": micros(when.end), "timezone": when.timezone}
    )
    more = {"sequence": told.sequence, "changed_at": micros(told.changed_at)}
    return {"kind": told.entry.kind, "status": told.entry.status, **times, **more}


def _told(row: Row[Any]) -> Told:
    when: AllDay | Timed = (
        AllDay(date.fromisoformat(row.day))
        if row.day is not None
        else Timed(from_micros(row.start_at), from_micros(row.end_at), row.timezone)
    )
    return Told(Entry(row.uid, row.kind, row.status, when), row.sequence, from_micros(row.changed_at))
