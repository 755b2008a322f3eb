"""Amara's sessions, as the follow-up service tells of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from contracts.instants import parse_instant, wire_instant
from tests.web.cast import AMARA, HARBOUR, INES, named_id, people

Json = dict[str, Any]

NEXT = named_id("Amara's next session")
LAST = named_id("Amara's last session")
MISSED = named_id("Amara's missed session")


def sessions() -> list[Json]:
    """One that was held a fortnight ago and is not rated, one that was missed, one that is to come on Friday."""
    last = session(LAST, "2026-11-04T10:00:00Z", AMARA)
    words = {"supervisor_notes": "Openings are calmer. Next: silence while you look something up.", **NONE_NEEDED}
    conclude(last, {"outcome": "held", **words, "rep_notes": {AMARA: "I count one breath now. It helps."}})
    missed = session(MISSED, "2026-11-11T10:00:00Z", AMARA)
    conclude(missed, {"outcome": "missed", "supervisor_notes": "The floor was too full."})
    return [last, missed, session(NEXT, "2026-11-20T10:00:00Z", AMARA)]


NONE_NEEDED = {"none_needed_reason": "Two promises are open already"}


def session(session_id: str, starts_at: str, *rep_ids: str) -> Json:
    ends_at = parse_instant(starts_at) + timedelta(minutes=30)
    return {
        "id": session_id,
        "state": "scheduled",
        "starts_at": starts_at,
        "ends_at": wire_instant(ends_at),
        "minutes": 30,
        "place": "Room 2",
        "supervisor": {"id": INES, "name": "Ines Carvalho"},
        "team_id": HARBOUR,
        "rep_ids": list(rep_ids),
        "size": len(rep_ids),
        "reps": [_seat(rep_id) for rep_id in rep_ids],
        "by_cadence": False,
        "outcome_owed": False,
        "outcome_at": None,
        "outcome_by": None,
        "supervisor_notes": None,
        "none_needed_reason": None,
        "version": 1,
    }


def conclude(found: Json, outcome: Json) -> None:
    """What the outcome makes of it."""
    found.update(state=outcome["outcome"], outcome_at=found["ends_at"], outcome_by=found["supervisor"])
    found.update({name: outcome.get(name) for name in ("supervisor_notes", "none_needed_reason")})
    for seat in found["reps"]:
        seat.update(state=outcome["outcome"], notes=(outcome.get("rep_notes") or {}).get(seat["id"]))
        seat.update(commitment_ids=outcome.get("commitment_ids") or [])


def agenda() -> Json:
    told = {
        "rep_id": AMARA,
        "rep_name": "Amara Okafor",
        "since": "2026-11-04T10:30:00Z",
        "progress": [
            _item("practice_report", "2026-11-17T15:20:00Z", practice="Say sorry first", text="On four calls")
        ],
        "slips": [
            _item("overdue", None, practice="Say sorry and move to what we can do, on every late order"),
            _item(
                "correction",
                "2026-11-09T16:20:00Z",
                behaviour={"id": named_id("b"), "label": "Interrupted the customer"},
                quote="Hang on, let me stop you there",
            ),
        ],
        "customer_feedback": [
            _item("customer_comment", "2026-11-13T10:00:00Z", name="csat", value=2.0, text="I had to say it twice")
        ],
        "strengths": [
            _item(
                "praise",
                "2026-11-12T11:05:00Z",
                behaviour={"id": named_id("c"), "label": "Named the feeling before the fix"},
                quote="That must have been a long wait",
            )
        ],
        "raised": [point("The new returns script: may I shorten the opening?", "Amara Okafor")],
    }
    return {"id": NEXT, "state": "scheduled", **told, "reps": [told]}


def point(text: str, by: str) -> Json:
    at = wire_instant(datetime.fromisoformat("2026-11-18T09:10:00+00:00"))
    return {
        "id": named_id(text),
        "kind": "point",
        "text": text,
        "by": {"id": named_id(by), "name": by},
        "occurred_at": at,
    }


def _item(kind: str, occurred_at: str | None, **told: Any) -> Json:
    return {"id": named_id(f"{kind} {occurred_at}"), "kind": kind, "occurred_at": occurred_at, "state": "open", **told}


def _seat(rep_id: str) -> Json:
    seat = {"id": rep_id, "name": people()[rep_id]["name"], "state": "scheduled"}
    return {**seat, "notes": None, "commitment_ids": [], "score": None, "rating": None}
