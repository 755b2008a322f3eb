"""The one thread that writes a log in this process, and takes together whatever is waiting."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError, SQLAlchemyError

from contracts.clock import Clock
from services.eventlog.appending import Append, Appended
from services.eventlog.batch import Hook, HookRaised, Outcome, Written, number_batch, write_batch
from services.eventlog.database import is_away, told_by, writing
from services.eventlog.errors import LogClosed, LogUnavailable
from services.eventlog.shortcut import shortcut
from services.eventlog.standing import lock_standing
from services.eventlog.waiting import BATCH_APPENDS, Waiting, WaitingRoom

_log = logging.getLogger(__name__)


NOT_AGAIN_FOR = 16
"""For how many batches nobody is waited for, after some did not come back at once."""

TROUBLED_SECONDS = 5.0
"""For how long after a refusal the log is said to be in trouble, unless an append succeeds."""


class Writer:
    """Commits appends in batches: one lock and one wait for the disk serve everybody who waits.

    Args:
        committed: called after each commit that wrote something, with the new head.
    """

    def __init__(
        self, engine: Engine, source: str, clock: Clock, hook: Hook | None, committed: Callable[[int], None]
    ) -> None:
        self._engine = engine
        self._source = source
        self._clock = clock
        self._hook = hook
        self._committed = committed
        self._shortcut = shortcut(engine)
        self._room = WaitingRoom()
        self._in_vain = 0
        self._trouble: tuple[str | None, float] = (None, 0.0)
        self._thread = threading.Thread(target=self._run, name=f"log writer {source}", daemon=True)
        self._thread.start()

    @property
    def trouble(self) -> str | None:
        """Why the last append was refused, where that was nobody's fault and not long ago. Later it may be over, and
        only another append would tell."""
        why, since = self._trouble
        return why if time.monotonic() < since + TROUBLED_SECONDS else None

    @property
    def waiting(self) -> int:
        return len(self._room)

    def append(self, append: Append) -> Appended:
        if threading.current_thread() is self._thread:
            raise RuntimeError("a hook runs inside an append and cannot wait for another one")
        waiting = Waiting(append, [new.event.to_data() for new in append.events])
        self._room.enter(waiting)
        return waiting.result()

    def close(self) -> None:
        self._room.close()
        self._thread.join()
        self._shortcut.close()

    def _run(self) -> None:
        try:
            while self._write_once():
                pass
        finally:
            # Only a fault outside the appends gets here with somebody waiting. Nobody may wait for ever.
            self._room.close()
            while left := self._room.take():
                _refuse(left, LogClosed("the log's writer has stopped"))

    def _write_once(self) -> bool:
        batch = self._room.take()
        began = time.monotonic()
        try:
            self._settle(batch)
        finally:
            _refuse(batch, LogUnavailable("the log's writer was interrupted"))
        self._gather(len(batch), time.monotonic() - began)
        return bool(batch)

    def _gather(self, answered: int, seconds: float) -> None:
        """Those who were answered just now often come back at once. Together with those who wait already they need
        one commit, and by turns two: so they are waited for, for half of what that commit would take, and for a
        while not again when they did not come."""
        waiting = len(self._room)
        if not waiting:
            return
        if self._in_vain:
            self._in_vain -= 1
        elif not self._room.gather(min(waiting + answered, BATCH_APPENDS), seconds / 2):
            self._in_vain = NOT_AGAIN_FOR

    def _settle(self, batch: Sequence[Waiting]) -> None:
        """Commit the batch, or, when it is refused, such parts of it that only the guilty fail."""
        groups = [batch] if batch else []
        while groups:
            group = groups.pop()
            try:
                outcomes = self._commit(group)
            except LogUnavailable as err:
                # Nobody's fault, and so not worth another try for each.
                self._trouble = (str(err), time.monotonic())
                _log.warning("nothing can be appended: %s", err, exc_info=err.__cause__)
                _refuse([waiting for part in (group, *groups) for waiting in part], err)
                return
            except Exception as err:
                if len(group) > 1:
                    groups.extend(reversed(_parts(group, err)))
                else:
                    told = _told(err)
                    if isinstance(told, LogUnavailable):
                        self._trouble = (str(told), time.monotonic())
                    group[0].answer(told)
            else:
                self._trouble = (None, 0.0)
                _answer(group, outcomes)

    def _commit(self, group: Sequence[Waiting]) -> Sequence[Outcome]:
        written = None
        if not any(self._has_hook(waiting.append) for waiting in group):
            written = self._shortcut.write(group, self._source, self._clock())
        if written is None:
            written = self._commit_in_transaction(group)
        if written.head is not None:
            self._committed(written.head)
        return written.outcomes

    def _commit_in_transaction(self, group: Sequence[Waiting]) -> Written:
        with _failing_for_all(), ExitStack() as transaction:
            try:
                connection = transaction.enter_context(writing(self._engine))
                standing = lock_standing(connection, [waiting.append for waiting in group])
            except SQLAlchemyError as err:
                raise LogUnavailable("the log cannot be locked") from err
            numbered = number_batch(group, standing, self._source, self._clock())
            write_batch(connection, numbered, self._hook)
        return numbered.written

    def _has_hook(self, append: Append) -> bool:
        return append.within is not None or (self._hook is not None and self._hook.concerns(append))


@contextmanager
def _failing_for_all() -> Iterator[None]:
    """A database that went away did so for the whole batch, which may even be committed. Its parts must not be
    tried again: they would find their own events and take them for another's."""
    try:
        yield
    except (SQLAlchemyError, HookRaised) as err:
        cause = err.cause if isinstance(err, HookRaised) else err
        if isinstance(cause, SQLAlchemyError) and is_away(cause):
            raise LogUnavailable(told_by(cause)) from cause
        raise


def _parts(group: Sequence[Waiting], err: Exception) -> list[Sequence[Waiting]]:
    """The guilty one between its neighbours; halves, where it is not known who is guilty."""
    if isinstance(err, HookRaised):
        parts = [group[: err.index], group[err.index : err.index + 1], group[err.index + 1 :]]
        return [part for part in parts if part]
    middle = len(group) // 2
    return [group[:middle], group[middle:]]


def _told(err: Exception) -> BaseException:
    """What the caller is told: a hook's own refusal as it is, a database that fails as LogUnavailable."""
    cause = err.cause if isinstance(err, HookRaised) else err
    if isinstance(cause, SQLAlchemyError) and not isinstance(cause, (IntegrityError, DataError, ProgrammingError)):
        _log.warning("the database refuses an append", exc_info=cause)
        unavailable = LogUnavailable("the database refuses the append")
        unavailable.__cause__ = cause
        return unavailable
    return cause


def _answer(group: Sequence[Waiting], outcomes: Sequence[Outcome]) -> None:
    for waiting, outcome in zip(group, outcomes, strict=True):
        waiting.answer(outcome)


def _refuse(group: Iterable[Waiting], reason: LogUnavailable) -> None:
    """The same reason for each who has no answer yet, but an error of its own: each raises it in its own thread."""
    for waiting in group:
        if not waiting.is_answered:
            own = type(reason)(*reason.args)
            own.__cause__ = reason.__cause__
            waiting.answer(own)
