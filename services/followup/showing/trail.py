"""The events that led to an alert, without a word of what was said on the floor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from contracts.envelope import Envelope
from contracts.instants import micros
from contracts.routing import routing_key
from services.followup.showing.names import Names
from services.followup.showing.wire import wire

Json = dict[str, Any]

_Step = tuple[int, str, str | None, Json]
"""When, what, by whom, and what else is to be said."""


def trail(
    commitment: Row[Any] | None,
    steps: Sequence[Row[Any]],
    own: Sequence[Envelope],
    names: Names,
    why: Mapping[str, str | None],
) -> list[Json]:
    """Oldest first. ``steps`` are those of the promise on the timeline, ``own`` the service's own events, ``why`` the
    reasons that were given for some of these, as far as the asker may read them."""
    told = [*_steps(steps), *_turns(commitment), *_own(own, why)]
    return [
        {"at": wire(at), "what": what, "by": names.by(by_id), **more}
        for at, what, by_id, more in sorted(told, key=lambda step: step[0])
    ]


_WHAT = {
    "commitment": "commitment.proposed",
    "practice_report": "commitment.practice_reported",
    "revisit": "commitment.revisited",
    "decline": "commitment.declined",
    "renewal_request": "commitment.renewal_asked",
    "renewal": "commitment.renewed",
    "session": "session.scheduled",
}


def _steps(steps: Sequence[Row[Any]]) -> Iterator[_Step]:
    for step in steps:
        noun = "session" if step.kind == "session_outcome" else "commitment"
        what = _WHAT.get(step.kind) or f"{noun}.{step.outcome}"
        more = {"outcome": step.outcome, "due_on": step.on_date}
        yield step.occurred_at, what, step.by_id, {name: value for name, value in more.items() if value}


def _turns(commitment: Row[Any] | None) -> Iterator[_Step]:
    """What a promise tells of itself and no item of the timeline does."""
    if commitment is None:
        return
    if commitment.confirmed_at is not None:
        yield commitment.confirmed_at, "commitment.confirmed", commitment.rep_id, {"via": commitment.confirmed_via}
    if commitment.seen_on is not None:
        yield commitment.closed_at, "commitment.kept", commitment.closed_by, {"seen_on": commitment.seen_on}


def actors(own: Sequence[Envelope]) -> set[str]:
    """The people among those who did something about an alert."""
    return {envelope.actor for envelope in own if not envelope.actor.startswith(_SERVICE)}


_SERVICE = "svc:"
_TOLD = ("reason", "level", "until", "caught_up", "unreached")


def _own(own: Sequence[Envelope], why: Mapping[str, str | None]) -> Iterator[_Step]:
    for envelope in own:
        more: Json = {name: envelope.data[name] for name in _TOLD if name in envelope.data}
        if said := why.get(envelope.id):
            more["why"] = said
        by_id = None if envelope.actor.startswith(_SERVICE) else envelope.actor
        yield micros(envelope.time), routing_key(envelope.type), by_id, more
