"""What belongs to one person alone goes with them: who is erased has no calendar and no phone here any more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete

from services.followup.tables.personal import calendar_entries, calendars, push_subscriptions

ENDS = frozenset({"floorwalk.person.erasure_requested", "floorwalk.person.erased"})
"""Either is enough: nothing here is needed to answer the request."""


def forget_the_erased(connection: Connection, events: Sequence[dict[str, Any]]) -> None:
    """In the transaction that takes in the events. A rebuild has nothing to forget: it makes none of this."""
    person_ids = {event["partitionkey"] for event in events if event["type"] in ENDS}
    if not person_ids:
        return
    for table in (calendars, calendar_entries, push_subscriptions):
        connection.execute(delete(table).where(table.c.person_id.in_(person_ids)))
