"""What the style page shows: people, promises and notes that nobody wrote, in each state there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from web.alert_groups import Alert, read_alert
from web.coverage import Covered
from web.dates import LocalTime
from web.effectiveness import Line, Share
from web.note_card import NoteCard, read_note
from web.pledge import Pledge, read_pledge
from web.rep import Card
from web.signals import Said, SignalLine
from web.walk_rows import Row, read_row

LOCAL = LocalTime(datetime(2026, 11, 18, 10, 42, tzinfo=UTC), UTC)
"""A Wednesday morning."""
ME = SimpleNamespace(person_id="", name="Ines Carvalho", first_name="Ines")
LONG = "Maximiliane-Konstantina Featherstonehaugh-Cholmondeley"
_INES = {"id": "", "name": "Ines Carvalho"}
_PLEDGES: dict[str, dict[str, Any]] = {
    "overdue": {
        "due_on": "2026-11-16",
        "practised_at": "2026-11-17T09:12:00Z",
        "practice_text": "Did it on four calls",
    },
    "due_soon": {"due_on": "2026-11-18"},
    "open": {"due_on": "2026-11-25"},
    "proposed": {"due_on": "2026-11-20", "proposed_at": "2026-11-16T10:00:00Z"},
}
_ASKED = {"due_on": "2026-11-27", "reason": "I am away until Thursday"}
_SAID = {"quote": "Hang on, let me stop you there", "model_phrase": "Please go on, I want to get this right."}
_ASKED_BACK = {"text": "The line had dropped", "outcome": None, "answer": ""}
_ANSWER = {"by": {"id": "a", "name": "Amara Okafor"}, "text": "I see it now.", "occurred_at": "2026-11-18T09:50:00Z"}
_CHANGE = {
    "id": "c",
    "reason": "It was the call before",
    "occurred_at": "2026-11-18T09:00:00Z",
    "was": {"quote": "Stop"},
}
_NOTES: dict[str, dict[str, Any]] = {
    "a correction": {**_SAID, "impact": "The customer had to tell her story twice."},
    "a praise that was seen": {
        "kind": "praise",
        "behaviour": {"label": "Named the feeling before the fix"},
        "quote": "That must have been a long wait",
        "acknowledged_at": "2026-11-18T09:40:00Z",
        "replies": [_ANSWER],
    },
    "one that was not so": {**_SAID, "clarification": _ASKED_BACK},
    "one that was changed": {**_SAID, "amendments": [_CHANGE]},
    "one that was taken back": {"state": "withdrawn", "withdrawn_reason": "It was somebody else"},
}
_ROWS: tuple[dict[str, Any], ...] = (
    {"name": "Amara Okafor", "overdue": 1, "overdue_days": 2, "practice": "Say sorry first"},
    {"name": "Dev Patel", "due_today": 1, "next_due_on": "2026-11-18", "practice": "Verify before opening"},
    {"name": LONG, "next_due_on": "2026-11-20", "practice": "Check the price page, on every quote, before an answer"},
    {"name": "Chloe Tran"},
    {"name": "Farid Aziz", "seen_on_walk": {"at": "2026-11-18T10:38:00Z", "kind": "praise"}},
)


@dataclass(frozen=True, slots=True)
class Sample:
    """All of it once; the ids are of their own for each ``scheme``, for the page shows it in two."""

    scheme: str
    card: Card
    rows: list[Row]
    pledges: list[Pledge]
    notes: list[tuple[str, NoteCard]]
    alerts: list[Alert]
    signals: list[SignalLine]
    covered: list[Covered]
    shares: list[Line]


def of(scheme: str) -> Sample:
    def named(name: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"{scheme} {name}"))

    pledges = [_pledge(named(state), state, **more) for state, more in _PLEDGES.items()]
    asked = _pledge(named("asked"), "open", due_on="2026-11-20", renewal_asked=_ASKED)
    return Sample(
        scheme=scheme,
        card=Card(rep_id=named("rep"), name="Amara Okafor", local=LOCAL, notes=[]),
        rows=[read_row({"rep_id": named("rep"), "last_seen": "2026-11-09T16:20:00Z", **row}) for row in _ROWS],
        pledges=[*pledges, asked],
        notes=[(what, _note(named(what), **more)) for what, more in _NOTES.items()],
        alerts=[_alert(named(f"alert {level}"), level) for level in (1, 2, 3)],
        signals=[SignalLine("CSAT", "4.5", 2, (Said("Very kind", "5"),), 1), SignalLine("AHT", "412", 1, (), 0)],
        covered=[Covered("Nobody", 8, 0, 0, 0, 8), Covered("A few", 8, 1, 3, 6, 2), Covered("All", 8, 8, 8, 8, 0)],
        shares=[_line("Enough", Share(30, 41)), _line("Too few", Share(2, 6))],
    )


def _pledge(pledge_id: str, state: str, **more: Any) -> Pledge:
    wire = {
        "id": pledge_id,
        "rep_id": pledge_id,
        "state": state,
        "practice": "Let the customer finish; count one breath before answering",
        "model_phrase": "Please go on, I want to get this right.",
        "proposed_by": _INES,
        **more,
    }
    return read_pledge(wire)


def _note(note_id: str, **more: Any) -> NoteCard:
    wire = {
        "id": note_id,
        "kind": "correction",
        "occurred_at": "2026-11-18T09:42:00Z",
        "by": _INES,
        "behaviour": {"label": "Interrupted the customer"},
        "channel": "phone",
        **more,
    }
    return read_note(wire)


def _line(name: str, kept: Share) -> Line:
    return Line(name, kept, slipped=kept, praise=kept, hours="")


def _alert(alert_id: str, level: int) -> Alert:
    wire = {
        "id": alert_id,
        "reason": "rep_owes",
        "state": "raised",
        "level": level,
        "owed_by": "rep",
        "owing": {"id": "", "name": "Amara Okafor"},
        "rep_id": "",
        "rep_name": "Amara Okafor",
        "team_id": "",
        "team_name": "Harbour phones",
        "began_at": "2026-11-16T00:00:00Z",
        "raised_at": "2026-11-16T00:00:00Z",
        "due_day": "2026-11-13",
        "snoozed_until": None,
    }
    return read_alert(wire)
