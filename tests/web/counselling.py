"""The referrals of the pages' tests, as the observation service tells of them to a counsellor or to the rep."""

from __future__ import annotations

from typing import Any

from tests.web.cast import AMARA, DEV, INES, SOFIA, named_id

Json = dict[str, Any]

SENT, TAKEN, CLOSED = (named_id(f"referral {state}") for state in ("sent", "taken", "closed"))
_INES, _SOFIA = {"id": INES, "name": "Ines Carvalho"}, {"id": SOFIA, "name": "Sofia Marin"}
_AMARA, _DEV = {"id": AMARA, "name": "Amara Okafor"}, {"id": DEV, "name": "Dev Patel"}


def referral(referral_id: str, rep: Json, sent_by: Json, reason: str, sent_at: str, **changes: Any) -> Json:
    return {
        "id": referral_id,
        "rep": rep,
        "rep_id": rep["id"],
        "state": "sent",
        "sent_at": sent_at,
        "timezone": "Europe/London",
        "sent_by": sent_by,
        "reason": reason,
        "taken_by": None,
        "taken_at": None,
        "closed_by": None,
        "closed_at": None,
        "text": None,
        "readers": [],
        **changes,
    }


def referrals() -> list[Json]:
    """One that waits, one that is looked after, one that is over."""
    taken = {"state": "taken", "taken_by": _SOFIA, "taken_at": "2026-11-17T14:00:00Z"}
    closed = {
        **taken,
        "state": "closed",
        "closed_by": _SOFIA,
        "closed_at": "2026-11-12T14:00:00Z",
        "text": "Two talks, and other shifts until January.",
    }
    late = "Late four times since Monday.\nSays it is hard at home, and does not want to talk on the floor."
    read = {"readers": [{"by": _SOFIA, "on": "2026-11-17"}]}
    return [
        referral(SENT, _AMARA, _INES, late, "2026-11-18T09:10:00Z"),
        referral(TAKEN, _DEV, _DEV, "I would rather say it in person.", "2026-11-16T16:05:00Z", **taken, **read),
        referral(CLOSED, _AMARA, _INES, "Nights without sleep.", "2026-11-02T16:05:00Z", **closed, **read),
    ]


def counsellors() -> list[Json]:
    return [_SOFIA]
