from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.instants import from_micros, micros, parse_instant, wire_instant


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - hypothesis takes naive bounds
def test_no_microsecond_is_lost_on_the_wire_or_in_the_store(instant: datetime) -> None:
    assert from_micros(micros(instant)) == instant.astimezone(UTC)
    assert parse_instant(wire_instant(instant)) == instant.astimezone(UTC)


@given(st.lists(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC)), max_size=8))  # noqa: DTZ001 - hypothesis takes naive bounds
def test_stored_instants_sort_as_time_does(instants: list[datetime]) -> None:
    assert [from_micros(stored) for stored in sorted(map(micros, instants))] == sorted(instants)


def test_it_refuses_a_time_without_an_offset() -> None:
    with pytest.raises(ValueError, match="no offset"):
        parse_instant("2026-11-20T10:00:00")
