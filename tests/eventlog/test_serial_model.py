"""Whatever is appended together, a log that takes one append at a time would have given the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, delete, insert, select, update

from contracts.envelope import Envelope
from services.eventlog.appending import Append, Appended, Receipt
from services.eventlog.batch import Inline
from services.eventlog.database import migrating, reading, writing
from services.eventlog.errors import EventIdTaken, ReceiptConflict, VersionConflict
from services.eventlog.log import EventLog
from services.eventlog.tables import events, log_head, receipts
from tests.eventlog.cast import (
    GREETED,
    INTERRUPTED,
    THANKED,
    SteppingClock,
    acknowledged,
    envelopes,
    named_id,
    stream,
    together,
)

OBSERVATIONS = (INTERRUPTED, GREETED, THANKED)


class Refusal(Exception):
    """A rule said no."""


@dataclass(frozen=True)
class Wish:
    """One append as it is drawn: few streams, few ids and few keys, so that they collide."""

    events: tuple[tuple[str, str | None], ...]
    expect: dict[str, int]
    receipt: Receipt | None
    refused: bool

    def to_append(self) -> Append:
        events = [acknowledged(observation, event_id) for observation, event_id in self.events]
        expect = {stream(observation): version for observation, version in self.expect.items()}
        return Append(events, expect, self.receipt, self._within if self.refused else None)

    def _within(self, _connection: Connection) -> None:
        raise Refusal


ids = st.sampled_from([None, None, None, named_id("one event"), named_id("another event")])
drawn_events = st.tuples(st.sampled_from(OBSERVATIONS), ids)
drawn_receipts = st.none() | st.builds(
    Receipt, st.sampled_from(["one", "two"]), st.sampled_from([b"this", b"that"]), st.just(b"answer")
)
wishes = st.builds(
    Wish,
    events=st.lists(drawn_events, max_size=3).map(tuple),
    expect=st.dictionaries(st.sampled_from(OBSERVATIONS), st.integers(0, 3), max_size=1),
    receipt=drawn_receipts,
    refused=st.sampled_from([False, False, False, True]),
)
plain_wishes = st.builds(
    lambda event, version, receipt: Wish((event,), {event[0]: version}, receipt, refused=False),
    drawn_events,
    st.sampled_from([0, 0, 0, 1, 1, 2, 3]),
    drawn_receipts,
)
"""One event of a stream whose version is known: what a service writes most of the time."""


@dataclass
class SerialLog:
    """The log as one would write it down on paper."""

    written: list[tuple[str, int]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    receipts: dict[str, tuple[Receipt, int]] = field(default_factory=dict)

    def append(self, wish: Wish) -> object:
        """What comes back, or the kind of the error."""
        if wish.receipt and wish.receipt.key in self.receipts:
            first, position = self.receipts[wish.receipt.key]
            return Appended(position, first) if first.digest == wish.receipt.digest else ReceiptConflict
        if any(self._version(observation) != version for observation, version in wish.expect.items()):
            return VersionConflict
        ids = [event_id for _, event_id in wish.events if event_id]
        if len(set(ids)) < len(ids) or self.ids.intersection(ids):
            return EventIdTaken
        if wish.refused:
            return Refusal
        return self._write(wish, ids)

    def _write(self, wish: Wish, ids: Sequence[str]) -> Appended:
        for observation, _ in wish.events:
            self.written.append((stream(observation), self._version(observation) + 1))
        self.ids.update(ids)
        if wish.receipt:
            self.receipts[wish.receipt.key] = (wish.receipt, len(self.written))
        return Appended(len(self.written))

    def _version(self, observation: str) -> int:
        return sum(subject == stream(observation) for subject, _ in self.written)


kept = Table("kept", MetaData(), Column("position", Integer, primary_key=True))
"""What a service derives from each event in the same transaction."""


def keep(connection: Connection, stored: Sequence[Envelope]) -> None:
    connection.execute(insert(kept), [{"position": one.position} for one in stored])


@pytest.fixture
def tables(engine: Engine) -> Engine:
    """Those of the log, and the service's own."""
    with migrating(engine) as connection:
        kept.create(connection)
    return engine


@contextmanager
def new_logs(engine: Engine, inline: Inline | None) -> Iterator[tuple[EventLog, EventLog]]:
    """An empty log, whatever the example before has left, with two who write it."""
    with writing(engine) as connection:
        for table in (events, receipts, kept):
            connection.execute(delete(table))
        connection.execute(update(log_head).values(position=0, recorded=0))
    one, other = (EventLog(engine, "/observation", SteppingClock(), inline) for _ in range(2))
    try:
        yield one, other
    finally:
        one.close()
        other.close()


def batches_of(wishes: st.SearchStrategy[Wish]) -> st.SearchStrategy[list[tuple[int, list[Wish]]]]:
    """Each with the one of the two that writes it."""
    turns = st.sampled_from([0, 0, 0, 1])
    return st.lists(st.tuples(turns, st.lists(wishes, min_size=1, max_size=8)), min_size=1, max_size=6)


def write_and_compare(engine: Engine, inline: Inline | None, batches: list[tuple[int, list[Wish]]]) -> list[int]:
    """Have both logs do the same; the positions they end with."""
    serial = SerialLog()
    with new_logs(engine, inline) as logs:
        for turn, batch in batches:
            outcomes = together(logs[turn], [wish.to_append() for wish in batch])
            told = [type(one) if isinstance(one, BaseException) else one for one in outcomes]
            assert told == [serial.append(wish) for wish in batch]
        written = envelopes(logs[0])
        assert [(one.subject, one.streamversion) for one in written] == serial.written
        assert [one.position for one in written] == list(range(1, logs[0].head() + 1))
        assert [logs[1].receipt(key) for key in serial.receipts] == [first for first, _ in serial.receipts.values()]
    return [one.position for one in written]


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=batches_of(wishes))
def test_a_batch_does_what_its_appends_would_have_done_one_by_one(
    tables: Engine, batches: list[tuple[int, list[Wish]]]
) -> None:
    positions = write_and_compare(tables, keep, batches)
    with reading(tables) as connection:
        assert list(connection.execute(select(kept.c.position)).scalars()) == positions


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=batches_of(plain_wishes))
def test_so_does_a_batch_that_nothing_hangs_on(tables: Engine, batches: list[tuple[int, list[Wish]]]) -> None:
    write_and_compare(tables, None, batches)
