"""Who read a rep's texts (`trust.md`): one line per reader and day, kept before the texts are handed out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, select, tuple_

from contracts.workdays import UNKNOWN_SITE, local_day
from services.eventlog.database import writing
from services.followup.dialects import insert_or_update
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import timezones_of
from services.followup.tables.readings import readings


class Reading(NamedTuple):
    """``day`` is that of the rep's site."""

    rep_id: str
    day: str
    reader_id: str


@dataclass(frozen=True, slots=True)
class Reader:
    id: str
    day: date


def unkept(
    connection: Connection, generation: Generation, rep_ids: Collection[str], reader_id: str, now: datetime
) -> list[Reading]:
    """What has to be kept of somebody who is about to read texts of these reps. Nobody is a reader of the own ones."""
    zones = timezones_of(connection, generation, {*rep_ids} - {reader_id})
    wanted = [Reading(rep_id, _day(zone, now), reader_id) for rep_id, zone in zones.items()]
    key = tuple_(readings.c.rep_id, readings.c.day, readings.c.reader_id)
    kept = {tuple(row) for row in connection.execute(select(readings).where(key.in_(wanted)))} if wanted else set()
    return [each for each in wanted if each not in kept]


def keep(engine: Engine, new: Sequence[Reading]) -> None:
    """Keep them; two requests of one reader may come with the same."""
    if not new:
        return
    with writing(engine) as connection:
        rows = [each._asdict() for each in sorted(new)]
        connection.execute(insert_or_update(readings, connection.dialect.name).on_conflict_do_nothing(), rows)


def readers_of(connection: Connection, rep_id: str, limit: int, before: tuple[str, str] | None) -> list[Reader]:
    """Who read a rep's texts, the last day first.

    Args:
        before: day and id of the reader after whom the page begins.
    """
    row = readings.c
    query = select(row.reader_id, row.day).where(row.rep_id == rep_id)
    if before is not None:
        day, reader_id = before
        query = query.where((row.day < day) | ((row.day == day) & (row.reader_id > reader_id)))
    query = query.order_by(row.day.desc(), row.reader_id).limit(limit)
    return [Reader(reader_id, date.fromisoformat(day)) for reader_id, day in connection.execute(query)]


def _day(zone: str | None, now: datetime) -> str:
    return local_day(now, UNKNOWN_SITE.zone if zone is None else ZoneInfo(zone)).isoformat()
