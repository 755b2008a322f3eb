"""One append after the other: positions, versions, receipts, hooks."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from marshmallow import ValidationError
from sqlalchemy import Connection, Engine, insert, select

from contracts.instants import micros
from contracts.observations import Acknowledged, Replied
from services.eventlog.appending import Append, NewEvent
from services.eventlog.database import reading
from services.eventlog.errors import EventIdTaken, ReceiptConflict, VersionConflict
from services.eventlog.log import EventLog
from services.eventlog.tables import events, receipts
from tests.eventlog.cast import (
    AMARA,
    GREETED,
    INES,
    INTERRUPTED,
    NOON,
    THANKED,
    SteppingClock,
    acknowledged,
    append,
    envelopes,
    named_id,
    positions,
    receipt,
    stream,
)


class Refusal(Exception):
    """A rule said no."""


def refuse(_connection: Connection) -> None:
    raise Refusal


def test_it_numbers_events_without_gaps_and_streams_for_themselves(log: EventLog) -> None:
    assert log.append(append(INTERRUPTED)).last_position == 1
    assert log.append(append(GREETED, INTERRUPTED)).last_position == 3
    written = [(one.position, one.subject, one.streamversion) for one in envelopes(log)]
    assert written == [(1, stream(INTERRUPTED), 1), (2, stream(GREETED), 1), (3, stream(INTERRUPTED), 2)]
    assert log.head() == 3


def test_it_stores_the_envelope_as_it_will_be_published(log: EventLog, clock: SteppingClock) -> None:
    clock.now = NOON + timedelta(seconds=1)
    event = NewEvent(
        event=Acknowledged(observation_id=INTERRUPTED, rep_id=AMARA),
        id=named_id("event"),
        time=NOON,
        partitionkey=AMARA,
        actor=INES,
        correlationid=named_id("correlation"),
        causationid=named_id("cause"),
        traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    )
    log.append(Append([event]))
    assert orjson.loads(log.read(0, 1)[0]) == {
        "specversion": "1.0",
        "id": named_id("event"),
        "source": "/observation",
        "type": "floorwalk.observation.acknowledged",
        "subject": stream(INTERRUPTED),
        "time": "2026-11-18T12:00:00Z",
        "recordedtime": "2026-11-18T12:00:01Z",
        "dataschema": "/schemas/floorwalk.observation.acknowledged/1",
        "datacontenttype": "application/json",
        "partitionkey": AMARA,
        "position": 1,
        "streamversion": 1,
        "actor": INES,
        "correlationid": named_id("correlation"),
        "causationid": named_id("cause"),
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "data": {"observation_id": INTERRUPTED, "rep_id": AMARA},
    }


def test_it_keeps_beside_the_envelope_what_is_asked_for_by_sql(log: EventLog, engine: Engine) -> None:
    event = acknowledged()
    log.append(Append([event]))
    with reading(engine) as connection:
        row = connection.execute(select(events)).one()
    assert (row.position, row.id, row.subject, row.streamversion) == (1, event.id, stream(INTERRUPTED), 1)
    assert (row.type, row.partitionkey, row.recorded) == (Acknowledged.TYPE, AMARA, micros(NOON))
    assert [row.body] == log.read(0, 10)


def test_it_never_records_an_event_before_the_one_in_front_of_it(log: EventLog, clock: SteppingClock) -> None:
    log.append(append(INTERRUPTED))
    clock.now = NOON - timedelta(days=3)
    log.append(append(INTERRUPTED))
    clock.now = NOON + timedelta(seconds=2)
    log.append(append(INTERRUPTED))
    assert [one.recordedtime for one in envelopes(log)] == [NOON, NOON, NOON + timedelta(seconds=2)]


def test_it_refuses_a_stream_that_is_at_another_version(log: EventLog) -> None:
    log.append(append(INTERRUPTED, expect={INTERRUPTED: 0}))
    with pytest.raises(VersionConflict) as conflict:
        log.append(append(GREETED, INTERRUPTED, expect={GREETED: 0, INTERRUPTED: 0}))
    assert (conflict.value.stream, conflict.value.expected, conflict.value.actual) == (stream(INTERRUPTED), 0, 1)
    assert positions(log) == [1]
    log.append(append(INTERRUPTED, expect={INTERRUPTED: 1}))
    assert positions(log) == [1, 2]


def test_it_checks_a_stream_that_was_only_read(log: EventLog) -> None:
    log.append(append(INTERRUPTED))
    with pytest.raises(VersionConflict):
        log.append(append(GREETED, expect={INTERRUPTED: 0}))
    log.append(append(GREETED, expect={INTERRUPTED: 1}))


def test_it_answers_a_repeated_write_with_its_receipt_and_writes_nothing(log: EventLog) -> None:
    first = log.append(append(INTERRUPTED, GREETED, receipt=receipt(answer=b"once"), expect={INTERRUPTED: 0}))
    assert (first.last_position, first.repeated) == (2, None)
    log.append(append(THANKED))
    again = log.append(append(INTERRUPTED, GREETED, receipt=receipt(answer=b"twice"), expect={INTERRUPTED: 0}))
    assert (again.last_position, again.repeated) == (2, receipt(answer=b"once"))
    assert log.receipt("first") == receipt(answer=b"once")
    assert positions(log) == [1, 2, 3]


def test_it_refuses_a_receipt_key_that_was_used_for_something_else(log: EventLog) -> None:
    log.append(append(INTERRUPTED, receipt=receipt()))
    with pytest.raises(ReceiptConflict) as conflict:
        log.append(append(GREETED, receipt=receipt(digest=b"other")))
    assert conflict.value.key == "first"
    assert positions(log) == [1]


def test_a_refused_append_leaves_no_receipt(log: EventLog) -> None:
    with pytest.raises(VersionConflict):
        log.append(append(INTERRUPTED, expect={INTERRUPTED: 7}, receipt=receipt()))
    with pytest.raises(Refusal):
        log.append(append(INTERRUPTED, within=refuse, receipt=receipt()))
    assert log.receipt("first") is None
    assert log.append(append(INTERRUPTED, receipt=receipt())).repeated is None


def test_a_receipt_needs_no_event(log: EventLog) -> None:
    log.append(append(INTERRUPTED))
    assert log.append(append(receipt=receipt())).last_position == 1
    assert log.append(append(receipt=receipt())).repeated == receipt()
    assert log.head() == 1


def test_it_refuses_an_id_that_is_taken(log: EventLog) -> None:
    event = acknowledged(INTERRUPTED)
    log.append(Append([event]))
    twice = acknowledged(GREETED)
    for refused in ([event], [twice, twice]):
        with pytest.raises(EventIdTaken):
            log.append(Append(refused))
    assert positions(log) == [1]
    log.append(Append([twice]))


def test_it_refuses_an_event_that_does_not_fit_its_definition(log: EventLog) -> None:
    misfit = acknowledged("no-uuid")
    with pytest.raises(ValidationError):
        log.append(Append([misfit]))
    unsealed = Replied(observation_id=INTERRUPTED, rep_id=AMARA, reply_id=GREETED, text={"text": "It was busy."})
    with pytest.raises(ValueError, match="sealed"):
        log.append(Append([NewEvent(unsealed, GREETED, NOON, AMARA, AMARA, GREETED)]))
    assert log.head() == 0


def test_it_writes_what_belongs_to_it_in_the_same_transaction(log: EventLog, engine: Engine) -> None:
    def file_another(connection: Connection) -> None:
        assert connection.execute(select(events.c.position)).scalars().all() == [1]
        connection.execute(insert(receipts).values(key="within", digest=b"", answer=b"", position=1))

    log.append(append(INTERRUPTED, within=file_another))
    assert log.receipt("within") is not None


def test_what_a_refused_append_wrote_beside_is_undone(log: EventLog) -> None:
    def file_and_refuse(connection: Connection) -> None:
        connection.execute(insert(receipts).values(key="within", digest=b"", answer=b"", position=1))
        raise Refusal

    with pytest.raises(Refusal):
        log.append(append(INTERRUPTED, within=file_and_refuse))
    assert log.receipt("within") is None
    assert log.append(append(INTERRUPTED)).last_position == 1


def test_it_hands_the_stored_envelopes_of_one_append_to_the_inline_hook(engine: Engine, clock: SteppingClock) -> None:
    handed = []
    log = EventLog(engine, "/observation", clock, inline=lambda _, stored: handed.append(list(stored)))
    log.append(append(INTERRUPTED, GREETED))
    log.append(append(receipt=receipt()))
    log.append(append(THANKED))
    stored = envelopes(log)
    log.close()
    assert handed == [stored[:2], stored[2:]]


def test_a_hook_cannot_append(log: EventLog) -> None:
    def append_another(_connection: Connection) -> None:
        log.append(append(GREETED))

    with pytest.raises(RuntimeError, match="hook"):
        log.append(append(INTERRUPTED, within=append_another))
    assert log.append(append(INTERRUPTED)).last_position == 1
