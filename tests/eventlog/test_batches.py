"""Appends that are committed together behave as if each had been committed by itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from contracts.envelope import Envelope
from services.eventlog.appending import Append, Appended
from services.eventlog.errors import EventIdTaken, ReceiptConflict, VersionConflict
from services.eventlog.log import EventLog
from tests.eventlog.cast import (
    GREETED,
    INTERRUPTED,
    THANKED,
    SteppingClock,
    acknowledged,
    append,
    envelopes,
    positions,
    receipt,
    stream,
    together,
)


class Refusal(Exception):
    """A rule said no."""


def refuse(_connection: Connection) -> None:
    raise Refusal


class Commits:
    """Counts the commits that brought events."""

    def __init__(self, log: EventLog) -> None:
        self.count = 0
        log.subscribe(self._committed)

    def _committed(self) -> None:
        self.count += 1


def test_all_that_wait_share_one_commit(log: EventLog) -> None:
    commits = Commits(log)
    outcomes = together(log, [append(INTERRUPTED), append(GREETED), append(INTERRUPTED, THANKED)])
    assert commits.count == 1
    assert outcomes == [Appended(1), Appended(2), Appended(4)]
    assert [one.streamversion for one in envelopes(log)] == [1, 1, 2, 1]


def test_of_two_that_expect_the_same_version_the_first_wins(log: EventLog) -> None:
    first, second = together(log, [append(INTERRUPTED, expect={INTERRUPTED: 0}) for _ in range(2)])
    assert first == Appended(1)
    assert isinstance(second, VersionConflict)
    assert (second.expected, second.actual) == (0, 1)


def test_each_sees_the_versions_the_ones_before_it_made(log: EventLog) -> None:
    outcomes = together(log, [append(INTERRUPTED, expect={INTERRUPTED: version}) for version in (0, 1, 3, 2)])
    assert [type(outcome) for outcome in outcomes] == [Appended, Appended, VersionConflict, Appended]
    assert [one.streamversion for one in envelopes(log)] == [1, 2, 3]


def test_the_same_write_twice_is_written_once(log: EventLog) -> None:
    writes = [append(INTERRUPTED, receipt=receipt(answer=answer)) for answer in (b"once", b"twice")]
    first, second = together(log, writes)
    assert first == Appended(1)
    assert second == Appended(1, receipt(answer=b"once"))
    assert positions(log) == [1]


def test_the_same_receipt_key_for_two_things_is_a_conflict(log: EventLog) -> None:
    first, second = together(log, [append(GREETED, receipt=receipt(digest=digest)) for digest in (b"this", b"that")])
    assert first == Appended(1)
    assert isinstance(second, ReceiptConflict)


def test_a_repetition_of_a_write_that_was_refused_is_the_first(log: EventLog) -> None:
    refused, written = together(
        log, [append(INTERRUPTED, within=refuse, receipt=receipt()), append(INTERRUPTED, receipt=receipt())]
    )
    assert isinstance(refused, Refusal)
    assert written == Appended(1)


def test_a_hook_that_refuses_harms_only_its_own(log: EventLog) -> None:
    commits = Commits(log)
    outcomes = together(
        log,
        [
            append(INTERRUPTED, expect={INTERRUPTED: 0}),
            append(INTERRUPTED, within=refuse),
            append(INTERRUPTED, expect={INTERRUPTED: 1}),
            append(GREETED),
        ],
    )
    assert outcomes[0] == Appended(1)
    assert isinstance(outcomes[1], Refusal)
    assert outcomes[2:] == [Appended(2), Appended(3)]
    assert commits.count == 2, "those before the refused one, those after it"
    assert positions(log) == [1, 2, 3]


def test_an_id_that_is_taken_harms_only_its_own(log: EventLog) -> None:
    taken = acknowledged(INTERRUPTED)
    appends = [append(GREETED) for _ in range(9)]
    appends.insert(2, Append([taken]))
    appends.insert(7, Append([taken]))
    outcomes = together(log, appends)
    assert isinstance(outcomes[7], EventIdTaken)
    assert [type(outcome) for outcome in outcomes].count(Appended) == 10
    assert positions(log) == list(range(1, 11))


def test_hooks_run_in_the_order_of_the_appends(engine: Engine, clock: SteppingClock) -> None:
    ran: list[str] = []

    def within(name: str) -> Append:
        return append(INTERRUPTED, within=lambda _: ran.append(name))

    def inline(_connection: Connection, stored: Sequence[Envelope]) -> None:
        ran.append(f"inline {stored[0].position}")

    log = EventLog(engine, "/observation", clock, inline)
    together(log, [within("one"), within("two")])
    log.close()
    assert ran == ["inline 1", "one", "inline 2", "two"]


def test_an_inline_hook_that_refuses_harms_only_its_own(engine: Engine, clock: SteppingClock) -> None:
    def inline(_connection: Connection, stored: Sequence[Envelope]) -> None:
        if any(one.subject == stream(GREETED) for one in stored):
            raise Refusal

    log = EventLog(engine, "/observation", clock, inline)
    outcomes = together(log, [append(INTERRUPTED), append(GREETED), append(THANKED)])
    log.close()
    assert [type(outcome) for outcome in outcomes] == [Appended, Refusal, Appended]
    assert positions(log) == [1, 2]


def test_a_crowd_is_served_in_batches_of_bounded_size(log: EventLog) -> None:
    heads: list[int] = []
    log.subscribe(lambda: heads.append(log.head()))
    together(log, [append(INTERRUPTED) for _ in range(300)])
    assert heads == [128, 256, 300]


def test_large_appends_do_not_keep_the_small_ones_waiting(log: EventLog) -> None:
    heads: list[int] = []
    log.subscribe(lambda: heads.append(log.head()))
    together(log, [append(*[INTERRUPTED] * size) for size in (600, 600, 2_000, 1)])
    assert heads == [600, 1_200, 3_200, 3_201]
