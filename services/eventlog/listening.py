"""Hearing from the database what other processes append, sooner than by looking."""

from __future__ import annotations

import logging
import selectors
import socket
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.eventlog.database import own_connection
from services.eventlog.one_go import CHANNEL
from services.eventlog.postgresql import WRITER

SIGN_OF_LIFE_SECONDS = 10.0
"""How long the connection may be silent before the server is asked whether it is there."""

AGAIN_SECONDS = 1.0
"""How long it waits to connect again."""

_log = logging.getLogger(__name__)


class Listener:
    """Listens on one connection and one thread of its own, and connects again whenever it was cut off. What is told
    meanwhile it does not hear: whoever must not miss anything looks now and then.

    Args:
        heard: called on that thread with the position of the head after each commit through another engine.
    """

    def __init__(self, engine: Engine, heard: Callable[[int], None]) -> None:
        self._engine = engine
        self._heard = heard
        self._myself = ""
        self._closed = threading.Event()
        self._bell, self._closer = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="log listener", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._closer.send(b"x")
        self._thread.join()
        self._closer.close()
        self._bell.close()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                self._listen()
            except (psycopg.Error, SQLAlchemyError, OSError) as err:
                _log.warning("not hearing what others append, looking instead: %s", err)
                self._closed.wait(AGAIN_SECONDS)

    def _listen(self) -> None:
        """Until it is closed, or the connection fails."""
        connection = self._connect()
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(connection, selectors.EVENT_READ)
                selector.register(self._bell, selectors.EVENT_READ)
                while not self._closed.is_set():
                    self._listen_once(connection, selector)
        finally:
            connection.close()

    def _listen_once(self, connection: Any, selector: selectors.BaseSelector) -> None:
        if not selector.select(SIGN_OF_LIFE_SECONDS):
            connection.execute("SELECT 1")
        for told in connection.notifies(timeout=0):
            position, _, writer = told.payload.partition(" ")
            if writer != self._myself:
                self._heard(int(position))

    def _connect(self) -> Any:
        connection = own_connection(self._engine)
        self._myself = connection.execute(f"SHOW {WRITER}").fetchone()[0]
        (schema,) = connection.execute("SELECT current_schema()").fetchone()
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(f"{CHANNEL}.{schema}")))
        return connection


def listen(engine: Engine, heard: Callable[[int], None]) -> Listener | None:
    """A listener, where the database tells anything."""
    return Listener(engine, heard) if engine.dialect.name == "postgresql" else None
