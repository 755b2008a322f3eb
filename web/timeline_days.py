"""What stands on a timeline, day by day: notes as cards, the steps of a promise as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from contracts.instants import parse_instant
from web.dates import LocalTime
from web.note_card import KINDS, NoteCard, late_arrival, read_note
from web.pledge import day_of, instant_of, name_of
from web.signals import SignalLine, number, read_line

STEPS = ("commitment", "practice_report", "revisit", "decline", "renewal_request", "renewal", "closure")
SESSION_STEPS = ("session", "session_outcome")
FILTERS = {
    "all": "",
    "praise": "praise",
    "correction": "correction",
    "promises": ",".join(STEPS),
    "sessions": ",".join(SESSION_STEPS),
    "signals": "signals",
}
"""What the chips show, as kinds of the timeline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``note`` for a praise or a correction; for everything else the rest. Texts are empty where not shown.

    ``practice`` is what was promised, or the title of a training, or the other one of a mentoring pair.
    """

    id: str
    kind: str
    at: datetime
    note: NoteCard | None = None
    by_id: str = ""
    by: str = ""
    state: str = ""
    practice: str = ""
    text: str = ""
    outcome: str = ""
    signal: SignalLine | None = None
    day: date | None = None
    starts_at: datetime | None = None
    score: str = ""
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    entries: list[Entry]

    @property
    def is_quiet(self) -> bool:
        """Nothing but signals, a line each: nobody said or did anything."""
        return all(entry.signal for entry in self.entries)


def read_entry(wire: Mapping[str, Any], my_id: str = "") -> Entry:
    at = parse_instant(wire["occurred_at"])
    if wire["kind"] in KINDS:
        return Entry(id=wire["id"], kind=wire["kind"], at=at, note=read_note(wire))
    if wire["kind"] == "signals":
        return Entry(id=wire["id"], kind=wire["kind"], at=at, signal=read_line(wire))
    return Entry(
        id=wire["id"],
        kind=wire["kind"],
        at=at,
        arrived_at=late_arrival(at, parse_instant(wire.get("recorded_at") or wire["occurred_at"])),
        by_id=(wire.get("by") or {}).get("id") or "",
        by=name_of(wire.get("by")),
        state=wire.get("state") or "",
        practice=wire.get("practice") or wire.get("title") or _other_name(wire, my_id),
        text=next((wire[name] for name in ("text", "reason", "quote", "note") if wire.get(name)), ""),
        outcome=wire.get("outcome") or "",
        day=day_of(wire.get("due_on")),
        starts_at=instant_of(wire.get("starts_at")),
        score=number(wire["score"]) if wire.get("score") is not None else "",
    )


def _other_name(wire: Mapping[str, Any], my_id: str) -> str:
    """Of a mentoring pair: the one who does not read this."""
    others = [wire.get(side) for side in ("mentor", "rep") if (wire.get(side) or {}).get("id") != my_id]
    return name_of(others[0]) if wire["kind"].startswith("mentoring") and others else ""


def by_day(entries: Iterable[Entry], local: LocalTime) -> list[Day]:
    """In the order given, which is the newest first."""
    return [Day(day, list(group)) for day, group in groupby(entries, key=lambda entry: local.day_of(entry.at))]


def find_note(entries: Iterable[Entry], note_id: str) -> NoteCard | None:
    return next((entry.note for entry in entries if entry.note and entry.note.id == note_id), None)
