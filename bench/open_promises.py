"""A read model full of open promises, written into its tables at once.

By events it would take an hour, and it is the watch that is measured, to which only the rows matter. They are as the
projection leaves them after a promise was proposed and confirmed, and the queue is as the watch leaves it after a look.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, text

from contracts.instants import micros
from contracts.workdays import Site, end_of_day, start_of_day
from services.eventlog.database import writing
from services.followup.progress import note_head
from services.followup.readmodel import generations
from services.followup.tables.watch import watch_queue

TEAMS, REPS_PER_TEAM = 400, 12
FRIDAY = datetime(2026, 11, 20, tzinfo=UTC)
"""The day on which those fall due that do."""

SATURDAY = FRIDAY + timedelta(days=1)
_LEEDS = Site("Europe/London", frozenset({1, 2, 3, 4, 5}))
_BATCH = 20_000

Row = dict[str, Any]


def named(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def fill(engine: Engine, promises: int, falling: int) -> None:
    """So many open promises of 4,800 reps, of which ``falling`` are overdue from Saturday, and the rest weeks later."""
    with writing(engine) as connection:
        generation = generations.live(connection)
        _insert(connection, generation.teams, _teams())
        _insert(connection, generation.people, _people())
    rows = _promises(promises, falling)
    while batch := list(islice(rows, _BATCH)):
        with writing(engine) as connection:
            _insert(connection, generation.commitments, iter(batch))
            _insert(connection, watch_queue, map(_waiting, batch))
    with writing(engine) as connection:
        connection.execute(text("ANALYZE"))
    be_current(engine)


def be_current(engine: Engine) -> None:
    """There is nothing in the feed that is not in the read model."""
    with writing(engine) as connection:
        note_head(connection, 0, time.time())


def _insert(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    connection.execute(insert(table), list(rows))


def _teams() -> Iterator[Row]:
    site = {"site": "Leeds", "timezone": _LEEDS.timezone, "working_days": "1 2 3 4 5", "holidays": "", "country": None}
    for team in range(TEAMS):
        yield {"id": named(f"team {team}"), "name": f"Team {team}", "manager_id": named(f"manager {team % 20}"), **site}


def _people() -> Iterator[Row]:
    for team in range(TEAMS):
        yield _person(f"supervisor {team}", "supervisor", named(f"team {team}"))
        for rep in range(REPS_PER_TEAM):
            yield _person(f"rep {team}.{rep}", "rep", named(f"team {team}"))
    for manager in range(20):
        yield _person(f"manager {manager}", "supervisor", None)
    yield _person("olga", "ops", None)


def _person(name: str, role: str, team_id: str | None) -> Row:
    return {"id": named(name), "roles": role, "team_id": team_id, "also_team_ids": "", "box": "{}"}


def _promises(count: int, falling: int) -> Iterator[Row]:
    team_ids = [named(f"team {team}") for team in range(TEAMS)]
    rep_ids = [[named(f"rep {team}.{rep}") for rep in range(REPS_PER_TEAM)] for team in range(TEAMS)]
    supervisors = [named(f"supervisor {team}") for team in range(TEAMS)]
    windows = [_window(FRIDAY)] + [_window(FRIDAY + timedelta(days=days)) for days in range(20, 60)]
    for number in range(count):
        team = number % TEAMS
        yield {
            "id": str(uuid.UUID(int=number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128)),
            "rep_id": rep_ids[team][number // TEAMS % REPS_PER_TEAM],
            "team_id": team_ids[team],
            "home_team_id": team_ids[team],
            "proposed_by": supervisors[team],
            "standing": "open",
            "revision": 1,
            "agreed_revision": 1,
            **(windows[0] if number < falling else windows[1 + number % 40]),
            "box": '{"key": "of the rep", "box": "as long as a sealed practice and a model phrase are"}',
        }


def _window(day: datetime) -> Row:
    """All that hangs on the due day, for who was asked two weeks before it."""
    due, asked = day.date(), micros(day - timedelta(days=14))
    ends = micros(end_of_day(due, _LEEDS.zone))
    return {
        "due_on": due.isoformat(),
        "due_day": due.isoformat(),
        "agreed_due_on": due.isoformat(),
        **dict.fromkeys(("proposed_at", "recorded_at", "asked_at", "confirmed_at", "touched_at"), asked),
        "due_soon_from": micros(start_of_day((day - timedelta(days=1)).date(), _LEEDS.zone)),
        "overdue_from": ends,
        "agreed_overdue_from": ends,
        "unconfirmed_from": micros(day - timedelta(days=9)),
    }


def _waiting(row: Row) -> Row:
    return {
        "subject": f"commitment/{row['id']}",
        "rep_id": row["rep_id"],
        "next_at": row["overdue_from"],
        "touches": 0,
    }
