"""A token bucket in SQL: slows a guesser down and locks nobody out (`trust.md`, login)."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, Engine, Float, case, cast, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from web.accounts.moments import DAY, SECOND, Now, stamp
from web.accounts.tables import buckets


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` tries at once, then one every ``seconds``."""

    burst: int
    seconds: float


class Throttle:
    def __init__(self, engine: Engine, now: Now) -> None:
        self._engine = engine
        self._now = now

    def take(self, name: str, rate: Rate) -> int:
        """Take one token of the bucket ``name``. Answers 0, or after how many whole seconds there is one again."""
        key = hashlib.sha256(name.encode()).digest()
        while (waiting := self._take_once(key, rate)) is None:
            self._open(key, rate)
        return waiting

    def give_back(self, name: str, rate: Rate) -> None:
        """The try was a good one and shall not count."""
        key = hashlib.sha256(name.encode()).digest()
        with self._engine.begin() as connection:
            full = case((buckets.c.tokens + 1 > rate.burst, float(rate.burst)), else_=buckets.c.tokens + 1)
            connection.execute(update(buckets).where(buckets.c.name == key).values(tokens=full))

    def forget_old(self) -> None:
        """Buckets that have long been full again need no row."""
        with self._engine.begin() as connection:
            connection.execute(delete(buckets).where(buckets.c.filled_at < stamp(self._now) - DAY))

    def _take_once(self, key: bytes, rate: Rate) -> int | None:
        now = stamp(self._now)
        level = _level(now, rate)
        taking = update(buckets).where(buckets.c.name == key, level >= 1).values(tokens=level - 1, filled_at=now)
        with self._engine.begin() as connection:
            if connection.execute(taking).rowcount:
                return 0
            found = connection.execute(select(level).where(buckets.c.name == key)).scalar_one_or_none()
        return None if found is None else max(1, math.ceil((1 - found) * rate.seconds))

    def _open(self, key: bytes, rate: Rate) -> None:
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(buckets).values(name=key, tokens=rate.burst, filled_at=stamp(self._now)))
        except IntegrityError:
            return  # another request opened it


def _level(now: int, rate: Rate) -> ColumnElement[float]:
    gained = cast(cast(now, BigInteger) - buckets.c.filled_at, Float) / (rate.seconds * SECOND)
    filled = buckets.c.tokens + gained
    return case((filled > rate.burst, float(rate.burst)), else_=filled)
