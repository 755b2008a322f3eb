"""One batch of appends, written inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from contracts.envelope import Envelope
from contracts.instants import from_micros, micros
from services.eventlog.appending import Append, Appended
from services.eventlog.entries import Entries
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
class Hook:
    """``inline``, and the types of the events that it is called for; None for all."""

    inline: Inline
    types: Collection[str] | None = None

    def concerns(self, append: Append) -> bool:
        return bool(append.events) and (
            self.types is None or any(new.event.TYPE in self.types for new in append.events)
        )


@dataclass(frozen=True)
class Admitted:
    """An append that may be written: which of its batch, with its events as they will be stored, and the position
    of the last one."""

    index: int
    append: Append
    envelopes: Sequence[Envelope]
    position: int


@dataclass(frozen=True)
class Written:
    """A batch that is committed: the outcome of each append, in their order, and the position of the last event, None
    where none was written."""

    outcomes: Sequence[Outcome]
    head: int | None


@dataclass(frozen=True)
class Numbered:
    """A batch that was decided on: the outcome of each append, in their order, those that may be written, and what is
    stored of them."""

    outcomes: Sequence[Outcome]
    admitted: Sequence[Admitted]
    entries: Entries

    @property
    def written(self) -> Written:
        """What it is once it is committed."""
        return Written(self.outcomes, self.entries.head[0] if self.entries.events else None)


def number_batch(batch: Sequence[Waiting], standing: Standing, source: str, now: datetime) -> Numbered:
    """Decide on each append by the standing that those in front of it leave behind, and number its events."""
    # Time may be set back, positions may not: an event is never recorded before the one in front of it.
    recorded = max(now, from_micros(standing.recorded))
    outcomes: list[Outcome] = []
    admitted: list[Admitted] = []
    for index, waiting in enumerate(batch):
        outcome = _decide(waiting.append, standing)
        if outcome is None:
            envelopes = _number(waiting, standing, source, recorded)
            if waiting.append.receipt:
                standing.file(waiting.append.receipt)
            outcome = Appended(standing.position)
            admitted.append(Admitted(index, waiting.append, envelopes, standing.position))
        outcomes.append(outcome)
    if any(one.envelopes for one in admitted):
        standing.recorded = micros(recorded)
    return Numbered(outcomes, admitted, _entries(admitted, standing))


def write_batch(connection: Connection, numbered: Numbered, hook: Hook | None) -> None:
    """Write what was admitted, and have the hooks do what they do in the same transaction.

    Raises:
        HookRaised: a hook refused one of them.
        EventIdTaken: the id of one of the events is used already.
    """
    _insert(connection, numbered.entries)
    _run_hooks(connection, numbered.admitted, hook)


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


def _entries(admitted: Sequence[Admitted], standing: Standing) -> Entries:
    recorded = standing.recorded
    return Entries(
        events=[_row(envelope, recorded) for one in admitted for envelope in one.envelopes],
        receipts=[
            (receipt.key, receipt.digest, receipt.answer, one.position)
            for one in admitted
            if (receipt := one.append.receipt)
        ],
        head=(standing.position, recorded),
    )


def _row(envelope: Envelope, recorded: int) -> tuple[object, ...]:
    return (
        envelope.position,
        envelope.id,
        envelope.subject,
        envelope.streamversion,
        envelope.type,
        envelope.partitionkey,
        recorded,
        envelope.to_json(),
    )


def _insert(connection: Connection, entries: Entries) -> None:
    try:
        store(connection, entries)
    except IntegrityError as err:
        raise EventIdTaken("the id of an event is used already") from err


def _run_hooks(connection: Connection, admitted: Sequence[Admitted], hook: Hook | None) -> None:
    for one in admitted:
        try:
            if hook and hook.concerns(one.append):
                hook.inline(connection, one.envelopes)
            if one.append.within:
                one.append.within(connection)
        except BaseException as err:
            # Even one that means to end its thread must end its caller's, not the writer's.
            raise HookRaised(one.index, err) from err
