"""Finding the event of a batch that cannot be applied, so that it alone is parked."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from services.followup.projection.folding import Events
from services.followup.readmodel.generations import CheckpointMoved

_log = logging.getLogger(__name__)

_REASON_LENGTH = 200


def apply_or_park(events: Events, apply: Callable[[Events], None], park: Callable[[Events, str], None]) -> None:
    """Apply events in order; when they fail, apply them by halves until the one is found that fails alone, and park it.

    Raises:
        CheckpointMoved: somebody else applied them.
        SQLAlchemyError: the database refuses, which is not the events' fault.
    """
    try:
        apply(events)
    except Exception as err:
        if _is_not_the_events(err):
            raise
        if len(events) > 1:
            middle = len(events) // 2
            apply_or_park(events[:middle], apply, park)
            apply_or_park(events[middle:], apply, park)
        else:
            park(events, _reason(err, events))


def _is_not_the_events(err: Exception) -> bool:
    if isinstance(err, SQLAlchemyError):
        return not isinstance(err, (DataError, IntegrityError))
    return isinstance(err, (CheckpointMoved, MemoryError))


def _reason(err: Exception, events: Events) -> str:
    first_line = next(iter(str(err).splitlines()), "")
    reason = f"{type(err).__name__}: {first_line}"[:_REASON_LENGTH]
    (event,) = events
    _log.error("parked %s at position %s: %s", event["subject"], event["position"], reason)
    return reason
