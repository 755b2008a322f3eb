"""The lease: one holder at a time, and a cursor that moves only from where its mover saw it."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from services.eventlog.lease import LEASE_MICROS, Lease, give_up_lease, move_cursor, read_lease, take_lease

RELAY = "bus"
NOON = 1_800_000_000_000_000


@pytest.fixture(autouse=True)
def _first_holder(engine: Engine) -> None:
    read_lease(engine, RELAY)
    assert take_lease(engine, RELAY, "first", NOON)


def test_a_relay_that_never_ran_begins_at_the_beginning_and_belongs_to_nobody(engine: Engine) -> None:
    lease = read_lease(engine, "archive")
    assert lease.position == 0
    assert lease.is_open_to("anybody", NOON)


def test_it_can_be_renewed_by_its_holder_and_taken_by_nobody_else(engine: Engine) -> None:
    assert take_lease(engine, RELAY, "first", NOON + 1)
    assert not take_lease(engine, RELAY, "standby", NOON + LEASE_MICROS)
    assert read_lease(engine, RELAY) == Lease(0, "first", NOON + 1 + LEASE_MICROS)


def test_it_is_anybodys_once_it_is_over(engine: Engine) -> None:
    assert take_lease(engine, RELAY, "standby", NOON + LEASE_MICROS)
    assert not take_lease(engine, RELAY, "first", NOON + LEASE_MICROS)


def test_it_can_be_given_up_by_its_holder_alone(engine: Engine) -> None:
    give_up_lease(engine, RELAY, "standby")
    assert not take_lease(engine, RELAY, "standby", NOON)
    give_up_lease(engine, RELAY, "first")
    assert take_lease(engine, RELAY, "standby", NOON)


def test_moving_the_cursor_renews_it(engine: Engine) -> None:
    assert move_cursor(engine, RELAY, "first", NOON + 5, before=0, after=7)
    assert read_lease(engine, RELAY) == Lease(7, "first", NOON + 5 + LEASE_MICROS)


def test_the_cursor_is_moved_by_the_holder_alone(engine: Engine) -> None:
    assert not move_cursor(engine, RELAY, "standby", NOON, before=0, after=7)
    assert read_lease(engine, RELAY).position == 0


def test_the_cursor_is_moved_only_from_where_it_is(engine: Engine) -> None:
    assert move_cursor(engine, RELAY, "first", NOON, before=0, after=7)
    assert not move_cursor(engine, RELAY, "first", NOON, before=0, after=3)
    assert read_lease(engine, RELAY).position == 7
