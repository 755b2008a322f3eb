"""What appending is held against: a driver that inserts each event in a transaction of its own."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import make_url

from contracts.clock import system_clock
from contracts.envelope import Envelope
from contracts.instants import micros
from services.eventlog.appending import NewEvent
from services.eventlog.sqlite import BUSY_SECONDS


class Bare(ABC):
    """Each event is inserted in a transaction of its own, by each client on its own connection."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._connections: list[sqlite3.Connection | psycopg.Connection] = []
        self._position = 0

    def prepare(self, event: NewEvent) -> tuple[object, ...]:
        # The numbers that the log would give are given before it is measured.
        self._position += 1
        now = system_clock()
        envelope = Envelope(
            id=event.id,
            source="/observation",
            type=event.event.TYPE,
            subject=event.event.subject,
            time=event.time,
            recordedtime=now,
            partitionkey=event.partitionkey,
            position=self._position,
            streamversion=1,
            actor=event.actor,
            data=event.event.to_data(),
            correlationid=event.correlationid,
        )
        row = (self._position, event.id, envelope.subject, 1, envelope.type, envelope.partitionkey, micros(now))
        return (*row, envelope.to_json())

    def client(self) -> Callable[[tuple[object, ...]], object]:
        connection, insert = self.connect()
        self._connections.append(connection)
        return insert

    @abstractmethod
    def connect(self) -> tuple[Any, Callable[[tuple[object, ...]], object]]:
        """A connection, and what inserts one row on it."""

    def close(self) -> None:
        for connection in self._connections:
            connection.close()


class PlainSqlite(Bare):
    def connect(self) -> tuple[Any, Callable[[tuple[object, ...]], object]]:
        file = self.url.database or ""
        connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {setting}")

        def insert(row: tuple[object, ...]) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            connection.execute("COMMIT")

        return connection, insert


class GaplessPsycopg(Bare):
    """As far as one comes towards a log without committing for many at once: a lock for each event."""

    def connect(self) -> tuple[Any, Callable[[tuple[object, ...]], object]]:
        connection = psycopg.connect(self.url.render_as_string(hide_password=False))

        def insert(row: tuple[object, ...]) -> None:
            head = connection.execute("UPDATE log_head SET position = position + 1 RETURNING position").fetchone()
            connection.execute(INSERT, (*(head or ()), *row[1:]))
            connection.commit()

        return connection, insert


class PlainPsycopg(Bare):
    def connect(self) -> tuple[Any, Callable[[tuple[object, ...]], object]]:
        connection = psycopg.connect(self.url.render_as_string(hide_password=False))

        def insert(row: tuple[object, ...]) -> None:
            connection.execute(INSERT, row)
            connection.commit()

        return connection, insert


INSERT = "INSERT INTO events VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
