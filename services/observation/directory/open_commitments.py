"""Which promises of a rep stand: confirmed once, and not over. A renewal that waits for the rep changes nothing."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from contracts import commitments as events
from contracts.envelope import Envelope
from services.observation.directory.tables import open_commitments, people

_OTHERS = (
    sa.select(sa.func.count())
    .select_from(open_commitments.join(people, people.c.id == open_commitments.c.rep_id))
    .where(
        open_commitments.c.rep_id == sa.bindparam("rep_id"),
        open_commitments.c.commitment_id != sa.bindparam("but"),
        sa.or_(people.c.left_on.is_(None), people.c.left_on >= sa.bindparam("today")),
    )
)


def others_open(connection: sa.Connection, rep_id: str, commitment_id: str | None, today: date) -> int:
    """How many promises of the rep are open beside this one; None is one that has no id yet.

    Who has left by ``today``, the date at the rep's site, has none; who comes back has them back.
    """
    wanted = {"rep_id": rep_id, "but": commitment_id or "", "today": today.isoformat()}
    return connection.execute(_OTHERS, wanted).scalar_one()


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
