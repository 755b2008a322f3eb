"""What is known of Amara: her notes, her promises, her timeline, as the follow-up service tells of them."""

from __future__ import annotations

from typing import Any

from tests.web.cast import AMARA, HARBOUR, INES, TOM, named_id

Json = dict[str, Any]

SORRY, FINISH, OFFER, HOLD, NAME = (
    named_id(promise) for promise in ("say sorry", "let finish", "offer", "ask before hold", "use the name")
)
NOTE, PRAISE, OLD_NOTE = (named_id(note) for note in ("interrupted", "named the feeling", "fault"))
_INES = {"id": INES, "name": "Ines Carvalho"}
_AMARA = {"id": AMARA, "name": "Amara Okafor"}


def promise(promise_id: str, practice: str, due_on: str, state: str, **changes: Any) -> Json:
    """One of Amara's promises."""
    return {
        "id": promise_id,
        "rep_id": AMARA,
        "rep_name": "Amara Okafor",
        "team_id": HARBOUR,
        "practice": practice,
        "model_phrase": "",
        "state": state,
        "due_on": due_on,
        "due_day": due_on,
        "revision": 1,
        "owed_by": "rep",
        "practised_at": None,
        "practice_text": None,
        "proposed_by": _INES,
        "proposed_at": "2026-11-18T10:44:00Z",
        "confirmed_at": None,
        "kept_on": None,
        "renewal_asked": None,
        **changes,
    }


def promises() -> list[Json]:
    sorry = "I'm sorry it didn't arrive when you expected it. Let's see what we can do."
    return [
        promise(
            SORRY,
            "Say sorry and move to what we can do, on every late order",
            "2026-11-16",
            "overdue",
            model_phrase=sorry,
            owed_by="supervisor",
            practised_at="2026-11-17T09:12:00Z",
            practice_text="Did it on four calls",
            proposed_at="2026-11-09T16:25:00Z",
        ),
        promise(
            OFFER,
            "Offer one thing you can do after every no",
            "2026-11-25",
            "open",
            model_phrase="I can't do that one, and here is what I can do today.",
        ),
    ]


def proposed() -> Json:
    return promise(
        FINISH,
        "Let the customer finish; count one breath before answering",
        "2026-11-20",
        "proposed",
        model_phrase="Please go on, I want to get this right.",
        proposed_at="2026-11-18T10:30:00Z",
    )


def all_promises() -> list[Json]:
    """What waits for her answer, what is open, what was kept."""
    return [proposed(), *promises(), *kept()]


def kept() -> list[Json]:
    return [
        promise(HOLD, "Ask before putting on hold", "2026-11-19", "kept", kept_on="2026-11-18", owed_by=None),
        promise(NAME, "Use the name in the greeting", "2026-11-05", "kept", kept_on="2026-11-04", owed_by=None),
    ]


def note(note_id: str, kind: str, behaviour: str, quote: str, at: str, **changes: Any) -> Json:
    """One of the notes about Amara."""
    return {
        "id": note_id,
        "kind": kind,
        "subject": f"observation/{note_id}",
        "occurred_at": at,
        "recorded_at": at,
        "by": _INES,
        "state": "recorded",
        "behaviour": {"id": named_id(behaviour), "label": behaviour},
        "quote": quote,
        "note": None,
        "model_phrase": None,
        "impact": None,
        "channel": "phone",
        "mode": "informal",
        "visible_from": at,
        "acknowledged_at": None,
        "replies": [],
        "clarification": None,
        **changes,
    }


def notes() -> list[Json]:
    """The newest first."""
    return [
        note(
            NOTE,
            "correction",
            "Interrupted the customer",
            "Hang on, let me stop you there",
            "2026-11-18T10:30:00Z",
            model_phrase="Please go on, I want to get this right.",
            impact="The customer had to tell her story twice.",
        ),
        note(
            PRAISE,
            "praise",
            "Named the feeling before the fix",
            "That's a whole Saturday gone, I'd be cross too",
            "2026-11-09T16:20:00Z",
            impact="The customer thanked you twice.",
            acknowledged_at="2026-11-09T16:40:00Z",
        ),
        note(
            OLD_NOTE,
            "correction",
            "Put the fault on the customer",
            "It's not our fault it came later, you didn't ask for express shipping",
            "2026-11-09T10:05:00Z",
            model_phrase="I'm sorry it didn't arrive when you expected it. Let's see what we can do.",
            acknowledged_at="2026-11-09T10:30:00Z",
            replies=[
                {
                    "id": named_id("a reply"),
                    "by": _AMARA,
                    "occurred_at": "2026-11-09T10:31:00Z",
                    "text": "The customer was shouting before, but yes.",
                }
            ],
        ),
    ]


def timeline() -> list[Json]:
    first, *rest = notes()
    practised = {
        "id": named_id("practised"),
        "kind": "practice_report",
        "subject": f"commitment/{SORRY}",
        "occurred_at": "2026-11-17T09:12:00Z",
        "by": _AMARA,
        "practice": "Say sorry and move to what we can do, on every late order",
        "text": "Did it on four calls",
    }
    promised = {
        "id": SORRY,
        "kind": "commitment",
        "subject": f"commitment/{SORRY}",
        "occurred_at": "2026-11-09T16:15:00Z",
        "by": _INES,
        "state": "overdue",
        "practice": "Say sorry and move to what we can do, on every late order",
        "due_on": "2026-11-16",
    }
    return [first, practised, rest[0], promised, rest[1]]


def readers() -> list[Json]:
    """Who read her notes, as the follow-up service tells it."""
    ines, tom = ({"id": who, "name": name} for who, name in ((INES, "Ines Carvalho"), (TOM, "Tom Ashworth")))
    return [{"by": tom, "on": "2026-11-18"}, {"by": ines, "on": "2026-11-18"}, {"by": ines, "on": "2026-11-13"}]
