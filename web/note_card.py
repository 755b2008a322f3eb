"""A note as the screens show it: a praise or a correction, and what was said about it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contracts.instants import parse_instant
from web.pledge import instant_of, name_of
from web.setting import setting

Json = Mapping[str, Any]

KINDS = ("praise", "correction")

FAR_APART = timedelta(hours=1)
"""A phone without a connection; below it, nobody has to be told."""


@dataclass(frozen=True, slots=True)
class Reply:
    by_id: str
    by: str
    text: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Clarification:
    """``outcome`` is ``stands``, ``amended`` or ``withdrawn``, None until it is answered."""

    text: str
    outcome: str | None
    answer: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """``was`` is what stood there before, by field; None where it is not the reader's to see."""

    id: str
    reason: str
    occurred_at: datetime
    was: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCard:
    """Texts are empty where they were not given, or cannot be shown now. ``also_noted`` are notes of the same moment
    that are shown under this one."""

    id: str
    kind: str
    state: str
    occurred_at: datetime
    recorded_at: datetime
    visible_from: datetime | None
    by_id: str
    by: str
    behaviour_id: str
    behaviour: str
    quote: str
    note: str
    model_phrase: str
    impact: str
    channel: str
    acknowledged_at: datetime | None
    replies: tuple[Reply, ...]
    clarification: Clarification | None
    mode: str = ""
    withdrawn_reason: str = ""
    amendments: tuple[Amendment, ...] = ()
    also_noted: tuple[NoteCard, ...] = ()

    @property
    def is_praise(self) -> bool:
        return self.kind == "praise"

    @property
    def is_withdrawn(self) -> bool:
        return self.state == "withdrawn"

    @property
    def waits_for_clarification(self) -> bool:
        return self.clarification is not None and self.clarification.outcome is None and not self.is_withdrawn

    @property
    def arrived_at(self) -> datetime | None:
        """When it came in, where that was far from when it happened."""
        return late_arrival(self.occurred_at, self.recorded_at)

    def may_be_undone(self, now: datetime) -> bool:
        """While the rep cannot see it."""
        return not self.is_withdrawn and self.visible_from is not None and now < self.visible_from


def read_note(wire: Json) -> NoteCard:
    return NoteCard(
        id=wire["id"],
        kind=wire["kind"],
        state=wire.get("state") or "",
        occurred_at=parse_instant(wire["occurred_at"]),
        recorded_at=parse_instant(wire.get("recorded_at") or wire["occurred_at"]),
        visible_from=instant_of(wire.get("visible_from")),
        by_id=(wire.get("by") or {}).get("id") or "",
        by=name_of(wire.get("by")),
        behaviour_id=(wire.get("behaviour") or {}).get("id") or "",
        behaviour=(wire.get("behaviour") or {}).get("label") or "",
        channel=wire.get("channel") or "",
        acknowledged_at=instant_of(wire.get("acknowledged_at")),
        replies=tuple(_reply(reply) for reply in wire.get("replies") or ()),
        clarification=_clarification(wire.get("clarification")),
        mode=wire.get("mode") or "",
        withdrawn_reason=wire.get("withdrawn_reason") or "",
        amendments=tuple(_amendment(amendment) for amendment in wire.get("amendments") or ()),
        also_noted=tuple(read_note(beneath) for beneath in wire.get("also_noted") or ()),
        **{name: wire.get(name) or "" for name in ("quote", "note", "model_phrase", "impact")},
    )


def late_arrival(occurred_at: datetime, recorded_at: datetime) -> datetime | None:
    """When something was recorded, if that is far from when it occurred. A sample floor came in all at once, which
    is nothing to be told of each of its notes."""
    is_late = recorded_at - occurred_at >= FAR_APART and setting().demo is None
    return recorded_at if is_late else None


def _reply(wire: Json) -> Reply:
    by = wire.get("by") or {}
    return Reply(by.get("id") or "", name_of(by), wire.get("text") or "", parse_instant(wire["occurred_at"]))


def _amendment(wire: Json) -> Amendment:
    return Amendment(wire["id"], wire.get("reason") or "", parse_instant(wire["occurred_at"]), wire.get("was"))


def _clarification(wire: Json | None) -> Clarification | None:
    if not wire:
        return None
    return Clarification(wire.get("text") or "", wire.get("outcome"), wire.get("answer") or "")
