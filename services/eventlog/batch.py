"""One batch of appends, written inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from contracts.envelope import Envelope
from contracts.instants import from_micros, micros
from services.eventlog.appending import Append, Appended
from services.eventlog.errors import EventIdTaken, LogError
from services.eventlog.standing import Standing
from services.eventlog.statements import store
from services.eventlog.waiting import Waiting

Inline = Callable[[Connection, Sequence[Envelope]], None]
"""What a service keeps in step with its log: called in the append's transaction with the append's events."""

Outcome = Appended | LogError


class HookRaised(Exception):
    """The hook of one append refused it; ``index`` says which of the batch, the cause why."""

    def __init__(self, index: int, cause: BaseException) -> None:
        super().__init__(index)
        self.index = index
        self.cause = cause


@dataclass(frozen=True)
class _Admitted:
    index: int
    append: Append
    envelopes: Sequence[Envelope]
    position: int


def write_batch(
    connection: Connection,
    batch: Sequence[Waiting],
    standing: Standing,
    source: str,
    now: datetime,
    inline: Inline | None,
) -> list[Outcome]:
    """Write the appends that may be written, in their order; the outcome of each, in their order.

    Raises:
        HookRaised: a hook refused one of them.
        EventIdTaken: the id of one of the events is used already.
    """
    # Time may be set back, positions may not: an event is never recorded before the one in front of it.
    recorded = max(now, from_micros(standing.recorded))
    outcomes: list[Outcome] = []
    admitted: list[_Admitted] = []
    for index, waiting in enumerate(batch):
        outcome = _decide(waiting.append, standing)
        if outcome is None:
            envelopes = _number(waiting, standing, source, recorded)
            if waiting.append.receipt:
                standing.file(waiting.append.receipt)
            outcome = Appended(standing.position)
            admitted.append(_Admitted(index, waiting.append, envelopes, standing.position))
        outcomes.append(outcome)
    _insert(connection, admitted)
    _run_hooks(connection, admitted, inline)
    return outcomes


def _decide(append: Append, standing: Standing) -> Outcome | None:
    """None where the append may be written."""
    try:
        repeated = standing.repeats(append)
        if repeated is None:
            standing.check(append.expect)
    except LogError as refusal:
        return refusal
    return repeated


def _number(waiting: Waiting, standing: Standing, source: str, recorded: datetime) -> list[Envelope]:
    envelopes = []
    for new, data in zip(waiting.append.events, waiting.data, strict=True):
        position, streamversion = standing.next_of(new.event.subject)
        envelopes.append(
            Envelope(
                id=new.id,
                source=source,
                type=new.event.TYPE,
                subject=new.event.subject,
                time=new.time,
                recordedtime=recorded,
                partitionkey=new.partitionkey,
                position=position,
                streamversion=streamversion,
                actor=new.actor,
                data=data,
                correlationid=new.correlationid,
                causationid=new.causationid,
                traceparent=new.traceparent,
                dataversion=new.event.VERSION,
            )
        )
    return envelopes


def _insert(connection: Connection, admitted: Sequence[_Admitted]) -> None:
    rows = [_row(envelope) for one in admitted for envelope in one.envelopes]
    filed = [
        {"key": receipt.key, "digest": receipt.digest, "answer": receipt.answer, "position": one.position}
        for one in admitted
        if (receipt := one.append.receipt)
    ]
    try:
        store(connection, rows, filed)
    except IntegrityError as err:
        raise EventIdTaken("the id of an event is used already") from err


def _row(envelope: Envelope) -> dict[str, Any]:
    return {
        "position": envelope.position,
        "id": envelope.id,
        "subject": envelope.subject,
        "streamversion": envelope.streamversion,
        "type": envelope.type,
        "partitionkey": envelope.partitionkey,
        "recorded": micros(envelope.recordedtime),
        "body": envelope.to_json(),
    }


def _run_hooks(connection: Connection, admitted: Sequence[_Admitted], inline: Inline | None) -> None:
    for one in admitted:
        try:
            if inline and one.envelopes:
                inline(connection, one.envelopes)
            if one.append.within:
                one.append.within(connection)
        except BaseException as err:
            # Even one that means to end its thread must end its caller's, not the writer's.
            raise HookRaised(one.index, err) from err
