"""Who is erased takes along what was theirs alone: the calendar's link, what it said, and their phones."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from services.eventlog.database import reading
from services.followup.forgetting import ENDS
from services.followup.tables.personal import calendar_entries, calendars, push_subscriptions
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk
from tests.followup.test_calendars import get, open_calendar
from tests.followup.test_push_subscriptions import phone


def kept(desk: Desk, who: str) -> list[int]:
    tables = (calendars, calendar_entries, push_subscriptions)
    with reading(desk.engine) as connection:
        counted = (select(func.count()).where(table.c.person_id == named(who)) for table in tables)
        return [connection.execute(query).scalar_one() for query in counted]


@pytest.mark.parametrize("ends", sorted(ENDS))
def test_nothing_of_theirs_is_left(desk: Desk, floor: Floor, ends: str) -> None:
    links = {}
    for who in ("alice", "bob"):
        floor.open_promise(f"finish-{who}", who, "2026-11-20")
        links[who] = open_calendar(desk, who)
        get(desk, links[who])
        address = f"https://push.example/{who}"
        path = f"/v1/people/{named(who)}/push_subscriptions/{named(f'phone of {who}')}"
        assert desk.put(who, path, phone(endpoint=address)).status == 200
    assert (kept(desk, "alice"), kept(desk, "bob")) == ([1, 1, 1], [1, 1, 1])
    floor.events.append(erased(floor, "alice", ends))
    desk.catch_up()
    assert (kept(desk, "alice"), kept(desk, "bob")) == ([0, 0, 0], [1, 1, 1])
    assert (get(desk, links["alice"]).status, get(desk, links["bob"]).status) == (404, 200)


def erased(floor: Floor, who: str, ends: str) -> dict[str, Any]:
    """As the write side will tell of it: about a person, with that person's partition key."""
    like = floor.events[-1]
    told = {
        "type": ends,
        "subject": f"person/{named(who)}",
        "partitionkey": named(who),
        "data": {"person_id": named(who)},
    }
    return {**like, **told, "id": named(ends), "position": len(floor.events) + 1, "streamversion": 9}
