"""Who may have which calendar: whoever knows its secret, of which only a hash is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, cast

from sqlalchemy import Connection, Row, delete, select

from contracts.instants import from_micros, micros
from services.followup.channels.words import Language
from services.followup.dialects import insert_or_update
from services.followup.tables.personal import calendar_entries, calendars

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Shared:
    """A calendar that is shared with whoever knows the secret."""

    person_id: str
    language: Language
    made_at: datetime


def make(connection: Connection, person_id: str, language: Language, now: datetime) -> str:
    """A new secret, which opens the calendar from now on in the place of the one before."""
    secret = token_urlsafe(_SECRET_BYTES)
    values = {"secret_hash": _hash(secret), "language": language, "made_at": micros(now)}
    kept = insert_or_update(calendars, connection.dialect.name).values(person_id=person_id, **values)
    connection.execute(kept.on_conflict_do_update(index_elements=["person_id"], set_=values))
    return secret


def revoke(connection: Connection, person_id: str) -> None:
    """Nothing opens the calendar any more, and what it said is forgotten."""
    for table in (calendars, calendar_entries):
        connection.execute(delete(table).where(table.c.person_id == person_id))


def of_person(connection: Connection, person_id: str) -> Shared | None:
    """None while nothing opens the person's calendar."""
    return _shared(connection.execute(select(calendars).where(calendars.c.person_id == person_id)).one_or_none())


def opened_by(connection: Connection, secret: str) -> Shared | None:
    """None where it opens nothing, any more or yet."""
    return _shared(connection.execute(select(calendars).where(calendars.c.secret_hash == _hash(secret))).one_or_none())


def _hash(secret: str) -> str:
    """A secret of 256 random bits needs no salt and no slow hash."""
    return sha256(secret.encode()).hexdigest()


def _shared(row: Row[Any] | None) -> Shared | None:
    return row and Shared(row.person_id, cast(Language, row.language), from_micros(row.made_at))
