"""Questions that are asked before every write, by the driver alone: what SQLAlchemy takes to lend a connection, to bind
and to fetch is a multiple of what the database takes to answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import psycopg
from psycopg.adapt import Transformer
from psycopg.pq import Format
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql import ClauseElement

from services.eventlog.database import own_connection
from services.eventlog.errors import LogUnavailable
from services.eventlog.prepared import Prepared

Rows = Sequence[tuple[Any, ...]]

_SERVER = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
_FILE = sqlite.dialect()


class Question:
    """One statement that reads, made into words once for each kind of database."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._words: dict[Dialect, tuple[str, Sequence[str]]] = {}

    def in_words(self, dialect: Dialect) -> tuple[str, Sequence[str]]:
        """As the driver takes it, and the names of its parameters in their order."""
        if (known := self._words.get(dialect)) is None:
            compiled: Any = self._statement.compile(dialect=dialect)
            known = self._words[dialect] = (str(compiled), compiled.positiontup)
        return known


def ask(engine: Engine, question: Question, parameters: Mapping[str, str | int]) -> Rows:
    """What the database answers, as the driver gives it. It is one state, and another question may see another.

    Raises:
        LogUnavailable: the database cannot be asked.
    """
    return _connections_of(engine).ask(question, parameters)


class _Connection(Protocol):
    def ask(self, question: Question, parameters: Mapping[str, str | int]) -> Rows: ...

    def close(self) -> None: ...


class _OnServer:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._reading = Transformer.from_context(connection)
        self._prepared: dict[Question, Prepared] = {}
        self.close = connection.close

    def ask(self, question: Question, parameters: Mapping[str, str | int]) -> Rows:
        words, names = question.in_words(_SERVER)
        if (prepared := self._prepared.get(question)) is None:
            prepared = Prepared(self._connection, f"question {len(self._prepared)}", words, Format.TEXT)
            self._prepared[question] = prepared
        answer = prepared.execute([str(parameters[name]).encode() for name in names])
        self._reading.set_pgresult(answer)
        return self._reading.load_rows(0, answer.ntuples, tuple)


class _InFile:
    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.close = connection.close

    def ask(self, question: Question, parameters: Mapping[str, str | int]) -> Rows:
        words, names = question.in_words(_FILE)
        rows: Rows = self._connection.execute(words, [parameters[name] for name in names]).fetchall()
        return rows


_KINDS: Mapping[str, Callable[[Any], _Connection]] = {"postgresql": _OnServer, "sqlite": _InFile}


class _Connections:
    """Those that are apart from the engine's pool: as many as were ever in use at the same time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kind = _KINDS[engine.dialect.name]
        self._idle: deque[_Connection] = deque()
        self._failures: type[Exception] = engine.dialect.loaded_dbapi.Error
        event.listen(engine, "engine_disposed", self._close)

    def ask(self, question: Question, parameters: Mapping[str, str | int]) -> Rows:
        while True:
            connection, is_fresh = self._taken()
            try:
                rows = connection.ask(question, parameters)
            except self._failures as err:
                connection.close()
                # One that was kept may have been cut off long ago; a new one tells how things are.
                if is_fresh:
                    raise LogUnavailable("the database cannot be asked") from err
            else:
                self._idle.append(connection)
                return rows

    def _taken(self) -> tuple[_Connection, bool]:
        try:
            return self._idle.pop(), False
        except IndexError:
            pass
        try:
            return self._kind(own_connection(self._engine)), True
        except SQLAlchemyError as err:
            raise LogUnavailable("the database cannot be reached") from err

    def _close(self, _engine: Engine) -> None:
        while self._idle:
            self._idle.pop().close()


_of_engine: WeakKeyDictionary[Engine, _Connections] = WeakKeyDictionary()


def _connections_of(engine: Engine) -> _Connections:
    found = _of_engine.get(engine)
    return found if found is not None else _of_engine.setdefault(engine, _Connections(engine))
