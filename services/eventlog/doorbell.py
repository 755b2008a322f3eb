"""How readers of the broker in memory learn that something came, without looking a hundred times a second."""

from __future__ import annotations

import threading


class Doorbell:
    """Rung by whoever brings something; a ring is not lost on somebody who was not waiting yet."""

    def __init__(self) -> None:
        self._rung = threading.Condition()
        self._rings = 0

    @property
    def rings(self) -> int:
        """How often it was rung so far."""
        return self._rings

    def ring(self) -> None:
        with self._rung:
            self._rings += 1
            self._rung.notify_all()

    def wait_beyond(self, rings: int, timeout: float) -> bool:
        """Wait up to ``timeout`` seconds until it was rung more than ``rings`` times."""
        with self._rung:
            return self._rung.wait_for(lambda: self._rings > rings, timeout)


def doorbell_of(place: str) -> Doorbell:
    """The one doorbell of a place in this process."""
    with _hanging:
        return _doorbells.setdefault(place, Doorbell())


_hanging = threading.Lock()
_doorbells: dict[str, Doorbell] = {}
