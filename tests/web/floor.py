"""A floor in the middle of a morning, as the follow-up service tells of it."""

from __future__ import annotations

from typing import Any

from tests.web import about_amara
from tests.web.cast import (
    AMARA,
    BEN,
    CHLOE,
    DEV,
    ELLA,
    FARID,
    GRACE,
    HARBOUR,
    HENRY,
    ISLA,
    MESA,
    QUAY,
    TOM,
    named_id,
)

Json = dict[str, Any]

WALK = named_id("this morning's walk")
QUESTION = named_id("Dev says it was not so")
ALERT = named_id("Tom owes Isla a look")


def walk() -> Json:
    """Ines is half-way round."""
    sorry = "Say sorry and move to what we can do, on every late order"
    return {
        "team": {"id": HARBOUR, "name": "Harbour phones", "site": "Leeds"},
        "walk": {"id": WALK, "started_at": "2026-11-18T10:20:00Z", "notes": 4, "promises": 1, "seen": 3},
        "next": None,
        "items": [
            _row(AMARA, "Amara Okafor", "new", "2026-11-09T16:20:00Z", sorry, "2026-11-16", overdue=1, overdue_days=2),
            _row(DEV, "Dev Patel", "steady", "2026-11-16T09:00Z", "Verify before opening", "2026-11-18", due_today=1),
            _row(HENRY, "Henry Walsh", "developing", "2026-11-16T11:00Z", "Check the price page", "2026-11-20"),
            _row(GRACE, "Grace Oyelaran", "star", "2026-11-02T11:00Z"),
            _row(CHLOE, "Chloe Tran", "steady", "2026-11-12T15:00Z"),
            _seen(_row(FARID, "Farid Aziz", "steady"), "2026-11-18T10:38Z", "praise"),
            _seen(_row(BEN, "Ben Sutcliffe", "new", "", "Ask first", "2026-11-25"), "2026-11-18T10:31Z", "commitment"),
            _seen(_row(ELLA, "Ella Novak", "new"), "2026-11-18T10:24Z", "revisit"),
        ],
    }


def duties() -> list[Json]:
    return [
        {
            "id": about_amara.SORRY,
            "kind": "look",
            "rep_id": AMARA,
            "rep_name": "Amara Okafor",
            "practice": "Say sorry and move to what we can do, on every late order",
            "since": "2026-11-17T09:12:00Z",
            "due_day": "2026-11-16",
        },
        {
            **about_amara.note(QUESTION, "", "Interrupted the customer", "Wait, wait", "2026-10-05T09:00:00Z"),
            "kind": "clarification",
            "note_kind": "correction",
            "rep_id": DEV,
            "rep_name": "Dev Patel",
            "since": "2026-11-18T09:30:00Z",
            "clarification": {"text": "I had to, the line dropped", "outcome": None, "answer": None},
        },
        {
            "id": named_id("check the price page"),
            "kind": "unconfirmed",
            "rep_id": HENRY,
            "rep_name": "Henry Walsh",
            "practice": "Check the price page before answering",
            "since": "2026-11-13T09:30:00Z",
            "due_day": "2026-11-20",
        },
    ]


def card() -> Json:
    return {
        "rep": {"id": AMARA, "name": "Amara Okafor", "level": "new", "team_id": HARBOUR},
        "open": about_amara.promises(),
        "recent": about_amara.notes(),
        "last_seen": "2026-11-09T16:20:00Z",
        "signals": [],
    }


def alert(alert_id: str, reason: str, level: int, began_at: str, team: tuple[str, str], rep: str, owing: str) -> Json:
    return {
        "id": alert_id,
        "reason": reason,
        "owed_by": "supervisor" if reason == "supervisor_owes" else "rep",
        "owing": {"id": TOM, "name": owing},
        "subject": f"commitment/{named_id(rep)}",
        "rep_id": ISLA,
        "rep_name": rep,
        "team_id": team[0],
        "team_name": team[1],
        "state": "raised",
        "level": level,
        "began_at": began_at,
        "raised_at": began_at,
        "due_day": "2026-11-13",
        "snoozed_until": None,
    }


def alerts() -> list[Json]:
    quay, harbour, mesa = (QUAY, "Quay chat"), (HARBOUR, "Harbour phones"), (MESA, "Mesa phones")
    friday, monday, tuesday = "2026-11-14T00:00:00Z", "2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z"
    return [
        alert(ALERT, "supervisor_owes", 3, friday, quay, "Isla Morton", "Tom Ashworth"),
        alert(named_id("niamh"), "rep_owes", 1, tuesday, quay, "Niamh Byrne", "Niamh Byrne"),
        alert(named_id("amara"), "supervisor_owes", 2, monday, harbour, "Amara Okafor", "Ines Carvalho"),
        alert(named_id("dev"), "unconfirmed", 1, monday, harbour, "Dev Patel", "Dev Patel"),
        alert(named_id("zara"), "rep_owes", 3, friday, mesa, "Zara Malik", "Zara Malik"),
    ]


def trail() -> list[Json]:
    return [
        {"at": "2026-11-06T14:10:00Z", "what": "commitment.confirmed", "by": {"id": ISLA, "name": "Isla Morton"}},
        {
            "at": "2026-11-12T11:32:00Z",
            "what": "commitment.practice_reported",
            "by": {"id": ISLA, "name": "Isla Morton"},
        },
        {"at": "2026-11-14T00:00:00Z", "what": "commitment.fell_overdue", "by": None},
        {"at": "2026-11-14T00:00:20Z", "what": "alert.raised", "by": None},
    ]


def _row(
    rep_id: str, name: str, level: str, last_seen: str = "", practice: str = "", due: str = "", **more: Any
) -> Json:
    return {
        "rep_id": rep_id,
        "name": name,
        "level": level,
        "last_seen": last_seen or None,
        "due_today": 0,
        "overdue": 0,
        "overdue_days": 0,
        "next_due_on": due or None,
        "practice": practice or None,
        "seen_on_walk": None,
        **more,
    }


def _seen(row: Json, at: str, kind: str) -> Json:
    return {**row, "last_seen": at, "seen_on_walk": {"at": at, "kind": kind}}
