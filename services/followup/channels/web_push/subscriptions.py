"""The browsers that people want to be told on, as they are kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import Connection, Row, delete, func, select

from contracts.instants import from_micros, micros
from services.followup.channels.words import Language
from services.followup.dialects import insert_or_update
from services.followup.tables.personal import push_subscriptions


@dataclass(frozen=True, slots=True)
class Subscription:
    """``box`` holds the endpoint and the browser's keys, sealed; ``device`` is what its person calls it."""

    id: str
    person_id: str
    device: str
    language: Language
    box: bytes
    made_at: datetime


def subscribe(connection: Connection, wanted: Subscription, endpoint: str) -> None:
    """Keep one. A browser belongs to whoever asked last: before that it may have been somebody else's."""
    row = push_subscriptions.c
    hashed = sha256(endpoint.encode()).hexdigest()
    connection.execute(delete(push_subscriptions).where(row.endpoint_hash == hashed, row.id != wanted.id))
    values = {
        "person_id": wanted.person_id,
        "device": wanted.device,
        "language": wanted.language,
        "box": wanted.box,
        "endpoint_hash": hashed,
        "made_at": micros(wanted.made_at),
    }
    kept = insert_or_update(push_subscriptions, connection.dialect.name).values(id=wanted.id, **values)
    connection.execute(kept.on_conflict_do_update(index_elements=["id"], set_=values))


def subscriptions_of(connection: Connection, person_ids: Collection[str]) -> list[Subscription]:
    """The newest last."""
    row = push_subscriptions.c
    query = select(push_subscriptions).where(row.person_id.in_(person_ids)).order_by(row.made_at, row.id)
    return [_subscription(found) for found in connection.execute(query)]


def subscription(connection: Connection, subscription_id: str) -> Subscription | None:
    query = select(push_subscriptions).where(push_subscriptions.c.id == subscription_id)
    row = connection.execute(query).one_or_none()
    return _subscription(row) if row else None


def owners(connection: Connection, subscription_ids: Collection[str]) -> dict[str, str]:
    """Whose these are, those there are."""
    row = push_subscriptions.c
    query = select(row.id, row.person_id).where(row.id.in_(subscription_ids))
    return {found.id: found.person_id for found in connection.execute(query)}


def forget(connection: Connection, subscription_id: str) -> None:
    connection.execute(delete(push_subscriptions).where(push_subscriptions.c.id == subscription_id))


def count(connection: Connection, person_id: str) -> int:
    query = select(func.count()).where(push_subscriptions.c.person_id == person_id)
    return connection.execute(query).scalar_one()


def _subscription(row: Row[Any]) -> Subscription:
    language = cast(Language, row.language)
    return Subscription(row.id, row.person_id, row.device, language, row.box, from_micros(row.made_at))
