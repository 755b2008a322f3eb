"""Who read a referral: kept when its words are handed out, shown to the rep whom it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from contracts.instants import micros
from services.observation.counselling.tables import reads


class Read(NamedTuple):
    """One reader on one day, at the rep's site."""

    referral_id: str
    reader_id: str
    day: date


def keep_reads(connection: sa.Connection, found: Iterable[Read], at: datetime) -> None:
    """The first time in a day counts, whoever looks again finds it kept."""
    rows = [
        {"referral_id": one.referral_id, "reader_id": one.reader_id, "day": one.day.isoformat(), "first_at": micros(at)}
        for one in found
    ]
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    if rows:
        connection.execute(insert(reads).on_conflict_do_nothing(), rows)


def readers(connection: sa.Connection, referral_ids: Collection[str]) -> Mapping[str, list[Read]]:
    """By referral, the last day first."""
    query = (
        sa.select(reads)
        .where(reads.c.referral_id.in_(referral_ids))
        .order_by(reads.c.day.desc(), reads.c.first_at, reads.c.reader_id)
    )
    found: dict[str, list[Read]] = {referral_id: [] for referral_id in referral_ids}
    for row in connection.execute(query):
        found[row.referral_id].append(Read(row.referral_id, row.reader_id, date.fromisoformat(row.day)))
    return found
