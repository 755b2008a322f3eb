"""Questions that are asked before every write, by the driver alone: what SQLAlchemy takes to lend a connection, to bind
and to fetch is a multiple of what the database takes to answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql import ClauseElement

from services.eventlog.database import own_connection
from services.eventlog.errors import LogUnavailable

Rows = Sequence[tuple[Any, ...]]


class Question:
    """One statement that reads, made into words once for each kind of database."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._words: dict[str, tuple[str, Sequence[str] | None]] = {}

    def in_words(self, dialect: Dialect, parameters: Mapping[str, Any]) -> tuple[str, Any]:
        """As the driver takes it, with the parameters by name or in order."""
        if (known := self._words.get(dialect.name)) is None:
            compiled: Any = self._statement.compile(dialect=dialect)
            known = self._words[dialect.name] = (str(compiled), compiled.positiontup)
        text, order = known
        return text, parameters if order is None else [parameters[name] for name in order]


def ask(engine: Engine, question: Question, parameters: Mapping[str, Any]) -> Rows:
    """What the database answers, as the driver gives it. It is one state, and another question may see another.

    Raises:
        LogUnavailable: the database cannot be asked.
    """
    text, given = question.in_words(engine.dialect, parameters)
    return _connections_of(engine).ask(text, given)


class _Connections:
    """Those that are apart from the engine's pool: as many as were ever in use at the same time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: deque[Any] = deque()
        self._failures: type[Exception] = engine.dialect.loaded_dbapi.Error
        event.listen(engine, "engine_disposed", self._close)

    def ask(self, text: str, given: Any) -> Rows:
        while True:
            connection, is_fresh = self._taken()
            try:
                rows: Rows = connection.execute(text, given).fetchall()
            except self._failures as err:
                connection.close()
                # One that was kept may have been cut off long ago; a new one tells how things are.
                if is_fresh:
                    raise LogUnavailable("the database cannot be asked") from err
            else:
                self._idle.append(connection)
                return rows

    def _taken(self) -> tuple[Any, bool]:
        try:
            return self._idle.pop(), False
        except IndexError:
            pass
        try:
            return own_connection(self._engine), True
        except SQLAlchemyError as err:
            raise LogUnavailable("the database cannot be reached") from err

    def _close(self, _engine: Engine) -> None:
        while self._idle:
            self._idle.pop().close()


_of_engine: WeakKeyDictionary[Engine, _Connections] = WeakKeyDictionary()


def _connections_of(engine: Engine) -> _Connections:
    found = _of_engine.get(engine)
    return found if found is not None else _of_engine.setdefault(engine, _Connections(engine))
