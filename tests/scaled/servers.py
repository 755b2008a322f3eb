"""The servers that tests may use, where the environment names them. What a test makes on them is its own, and gone
afterwards, so that tests may run side by side."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import kombu
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from contracts.routing import EXCHANGE
from services.eventlog.bus import Bus, Subscription

POSTGRES = os.environ.get("FLOORWALK_TEST_POSTGRES", "")
"""A PostgreSQL server on which databases may be created, as ``postgresql://user@host/database``."""

KINDS = ["file", *([pytest.param("server", marks=pytest.mark.slow)] if POSTGRES else [])]
"""Of databases: a file always, a server where one is named."""

AMQP = os.environ.get("FLOORWALK_TEST_AMQP", "")
"""A RabbitMQ server, as ``amqp://user:password@host//``."""


@contextmanager
def fresh_database(server: str = POSTGRES) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"floorwalk_test_{uuid4().hex}"
    _on_server(server, sql.SQL("CREATE DATABASE {}"), name)
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _on_server(server, sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)


@contextmanager
def fresh_schema(database: str) -> Iterator[str]:
    """The URL of an empty schema of a database, which is made and dropped sooner than a database."""
    name = f"floorwalk_test_{uuid4().hex}"
    _on_server(database, sql.SQL("CREATE SCHEMA {}"), name)
    try:
        url = make_url(database).update_query_dict({"options": f"-csearch_path={name}"})
        yield url.render_as_string(hide_password=False)
    finally:
        _on_server(database, sql.SQL("DROP SCHEMA {} CASCADE"), name)


def _on_server(server: str, statement: sql.SQL, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name)))


class PrefixedBus(Bus):
    """A bus whose names nobody else uses, and which knows its queues."""

    def __init__(self, url: str, prefix: str, *, patience: float = 5.0, heartbeat: int = 10) -> None:
        super().__init__(url, prefix=prefix, patience=patience, heartbeat=heartbeat)
        self.prefix = prefix
        self.queues: set[str] = set()

    def subscription(self, queue: str, keys: Iterable[str]) -> Subscription:
        self.queues.add(self.prefix + queue)
        return super().subscription(queue, keys)


@contextmanager
def fresh_bus(url: str = AMQP, *, patience: float = 5.0, heartbeat: int = 10) -> Iterator[PrefixedBus]:
    """A bus without queues yet, reached by way of ``url``."""
    bus = PrefixedBus(url, f"test.{uuid4()}.", patience=patience, heartbeat=heartbeat)
    yield bus
    delete_queues(bus)
    with kombu.Connection(AMQP) as connection:
        connection.default_channel.exchange_delete(bus.prefix + EXCHANGE)


def delete_queues(bus: PrefixedBus) -> None:
    """Though somebody may read from them."""
    with kombu.Connection(AMQP) as connection:
        for queue in bus.queues:
            connection.default_channel.queue_delete(queue)
