"""Which two people are mentor and rep now."""

from __future__ import annotations

import sqlalchemy as sa

from contracts import development as events
from contracts.envelope import Envelope
from services.observation.directory.tables import mentoring_pairs

_BETWEEN = sa.select(sa.func.count()).where(
    mentoring_pairs.c.one_id == sa.bindparam("one_id"), mentoring_pairs.c.other_id == sa.bindparam("other_id")
)


def pairs_between(connection: sa.Connection, mentor_id: str, rep_id: str) -> int:
    """How many pairs the two are, whoever of them is the mentor."""
    return connection.execute(_BETWEEN, _two(mentor_id, rep_id)).scalar_one()


def keep(connection: sa.Connection, _envelope: Envelope, event: events.MentoringPaired) -> None:
    pair = {"mentoring_id": event.mentoring_id, **_two(event.mentor_id, event.rep_id)}
    connection.execute(sa.insert(mentoring_pairs).values(pair))


def forget(connection: sa.Connection, _envelope: Envelope, event: events.MentoringEnded) -> None:
    ended = mentoring_pairs.c.mentoring_id == event.mentoring_id
    connection.execute(sa.delete(mentoring_pairs).where(ended))


def _two(mentor_id: str, rep_id: str) -> dict[str, str]:
    one, other = sorted((mentor_id, rep_id))
    return {"one_id": one, "other_id": other}
