"""Loops in threads of their own: one step at a time, retried after a failure, and never silently dead."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from services.eventlog.errors import BusError, LogUnavailable

log = structlog.get_logger()

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0


class Loop:
    """Runs ``step`` over and over until stopped.

    Args:
        name: for the log and for `/readyz`.
        step: does one unit of work and says whether it found any.
        idle_wait: seconds to wait after a step that found none; `wake` ends the wait.
    """

    def __init__(self, name: str, step: Callable[[], bool], idle_wait: float) -> None:
        self.name = name
        self._step = step
        self._idle_wait = idle_wait
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._failure: str | None = None

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There may be work: do not wait any longer."""
        self._awake.set()

    def ask_to_stop(self) -> None:
        """Finish the step in hand and end."""
        self._stopping.set()
        self._awake.set()

    def wait_stopped(self, timeout: float) -> bool:
        """Whether it ended in time."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def state(self) -> str:
        """``ok``, or what is wrong with it."""
        if not self._thread.is_alive():
            return "not running"
        return self._failure or "ok"

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                found_work = self._step()
            except Exception as err:
                # A loop must outlive whatever its step meets: it is logged, shown, and tried again.
                failures += 1
                self._failure = f"failing: {_told(err)}"
                # Where the code is not to blame, where it was does not help.
                log.warning("step failed", loop=self.name, failures=failures, reason=_told(err), exc_info=_is_ours(err))
                self._stopping.wait(min(_FIRST_PAUSE * 2**failures, _LONGEST_PAUSE))
                continue
            failures, self._failure = 0, None
            if not found_work:
                self._awake.wait(self._idle_wait)
                self._awake.clear()


_OTHERS = (BusError, LogUnavailable, SQLAlchemyError)
"""Failures of the broker and of the database."""


def _is_ours(err: Exception) -> bool:
    return not isinstance(err, _OTHERS)


def _told(err: Exception) -> str:
    """In a line; in a word, where only its traceback tells more."""
    if _is_ours(err):
        return type(err).__name__
    cause = err.__cause__ if isinstance(err, LogUnavailable) and err.__cause__ else err
    said = " ".join(str(getattr(cause, "orig", None) or cause).split())
    return f"FLOORWALK_BUS: {said}" if isinstance(err, BusError) else said
