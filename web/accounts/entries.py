"""When a form first arrived. A form that is sent twice is one entry, dated by its first arrival."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from contracts.instants import from_micros, micros
from web.accounts.moments import DAY, Now
from web.accounts.tables import entries


class Entries:
    def __init__(self, engine: Engine, now: Now) -> None:
        self._engine = engine
        self._now = now

    def first_arrival(self, key: str, at: datetime) -> datetime:
        """``at`` (domain time) when ``key`` is new, else what it was when it was new."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(entries).values(key=key, arrived_at=micros(at)))
        except IntegrityError:
            return self._arrival(key)
        return at

    def forget_old(self, at: datetime) -> None:
        """Nobody sends the same form again after two days."""
        with self._engine.begin() as connection:
            connection.execute(delete(entries).where(entries.c.arrived_at < micros(at) - 2 * DAY))

    def _arrival(self, key: str) -> datetime:
        with self._engine.connect() as connection:
            return from_micros(
                connection.execute(select(entries.c.arrived_at).where(entries.c.key == key)).scalar_one()
            )
