"""Whether the broker is as the log needs it, for whoever looks an installation over."""

from __future__ import annotations

from typing import Any, NamedTuple

from services.eventlog import topology
from services.eventlog.errors import BusError
from services.eventlog.line import Line

PATIENCE_SECONDS = 3.0


class QueueCondition(NamedTuple):
    """``waiting`` messages are in the queue, ``consumers`` read from it."""

    waiting: int
    consumers: int


def look_at_broker(url: str, queue: str, prefix: str) -> QueueCondition | None:
    """How a queue stands; None where nobody has read from it yet. Declares the exchange, and nothing else.

    Raises:
        BusError: the broker cannot be reached, refuses us, or has an exchange of another kind by that name.
    """
    names = topology.Names(topology.namespace(url) + prefix, quorum=not topology.is_in_memory(url))
    line = Line(lambda: topology.connect(url, PATIENCE_SECONDS, 0), PATIENCE_SECONDS, near=False)
    try:
        with line.channel() as channel:
            topology.declare(names.exchange(), channel)
        return _look(line, names.prefix + queue)
    finally:
        line.close()


def _look(line: Line, queue: str) -> QueueCondition | None:
    try:
        with line.channel() as channel:
            declared: Any = channel
            found = declared.queue_declare(queue, passive=True)
    except BusError as err:
        if getattr(err.__cause__, "reply_code", None) == _NOT_FOUND:
            return None
        raise
    return QueueCondition(found.message_count, found.consumer_count)


_NOT_FOUND = 404
