"""Which promises of a rep stand: confirmed once, and not over. A renewal that waits for the rep changes nothing."""

from __future__ import annotations

import sqlalchemy as sa

from contracts import commitments as events
from contracts.envelope import Envelope
from services.observation.directory.tables import open_commitments

_OTHERS = sa.select(sa.func.count()).where(
    open_commitments.c.rep_id == sa.bindparam("rep_id"), open_commitments.c.commitment_id != sa.bindparam("but")
)


def others_open(connection: sa.Connection, rep_id: str, commitment_id: str | None) -> int:
    """How many promises of the rep are open beside this one; None is one that has no id yet."""
    return connection.execute(_OTHERS, {"rep_id": rep_id, "but": commitment_id or ""}).scalar_one()


def keep(connection: sa.Connection, envelope: Envelope, event: events.Confirmed) -> None:
    """The first confirmation opens it; the one of a new date finds it open."""
    forget(connection, envelope, event)
    opened = {"rep_id": event.rep_id, "commitment_id": event.commitment_id}
    connection.execute(sa.insert(open_commitments).values(opened))


def forget(
    connection: sa.Connection,
    _envelope: Envelope,
    event: events.Confirmed | events.Kept | events.NotKept | events.Released,
) -> None:
    connection.execute(sa.delete(open_commitments).where(open_commitments.c.commitment_id == event.commitment_id))
