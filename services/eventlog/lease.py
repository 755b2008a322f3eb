"""How far a relay has published, and who may publish now.

One relay of a name publishes at a time: the one that holds the lease. A lease that was not renewed in time is
anybody's. The cursor moves only from where its mover saw it, so that a relay that overslept its lease cannot
move it back.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from services.eventlog.database import asking, writing
from services.eventlog.tables import relays

LEASE_MICROS = 8_000_000
"""So that, with the time between two looks, whoever stands by takes over within 10 seconds."""


@dataclass(frozen=True)
class Lease:
    """``position`` was published last; ``holder`` may publish until ``until`` (system time in microseconds)."""

    position: int
    holder: str
    until: int

    def is_open_to(self, holder: str, now: int) -> bool:
        return self.holder == holder or self.until <= now


def read_lease(engine: Engine, name: str) -> Lease:
    """The lease as it stands; a relay that never ran begins at 0."""
    with asking(engine) as connection:
        row = connection.execute(select(relays).where(relays.c.name == name)).first()
    return Lease(row.position, row.holder, row.leased_until) if row else _first_lease(engine, name)


def take_lease(engine: Engine, name: str, holder: str, now: int) -> bool:
    """Take or renew the lease. False when another one holds it."""
    free = or_(relays.c.holder == holder, relays.c.leased_until <= now)
    taken = update(relays).where(relays.c.name == name, free)
    with writing(engine) as connection:
        return connection.execute(taken.values(holder=holder, leased_until=now + LEASE_MICROS)).rowcount == 1


def move_cursor(engine: Engine, name: str, holder: str, now: int, *, before: int, after: int) -> bool:
    """Say that all up to ``after`` is published, and renew the lease. False when another one took over."""
    mine = (relays.c.name == name, relays.c.holder == holder, relays.c.position == before)
    moved = update(relays).where(*mine).values(position=after, leased_until=now + LEASE_MICROS)
    with writing(engine) as connection:
        return connection.execute(moved).rowcount == 1


def give_up_lease(engine: Engine, name: str, holder: str) -> None:
    """Let another one take over at once, where ``holder`` has the lease."""
    mine = (relays.c.name == name, relays.c.holder == holder)
    with writing(engine) as connection:
        connection.execute(update(relays).where(*mine).values(leased_until=0))


def _first_lease(engine: Engine, name: str) -> Lease:
    try:
        with writing(engine) as connection:
            connection.execute(insert(relays).values(name=name, position=0, holder="", leased_until=0))
    except IntegrityError:
        # Another relay of this name began at the same moment.
        return read_lease(engine, name)
    return Lease(0, "", 0)
