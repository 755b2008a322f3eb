"""The agenda of a session as the screens show it: what both want to talk about, each point in a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.languages import _
from web.pledge import instant_of, known, name_of
from web.signals import number, signal_word

Json = Mapping[str, Any]

SECTIONS = ("raised", "progress", "slips", "customer_feedback", "strengths")
"""In the order in which they are shown: what somebody wants to say comes first."""

_ICONS = {
    "point": "talk",
    "practice_report": "check",
    "overdue": "late",
    "revisit": "eye",
    "closure": "x",
    "correction": "pencil",
    "praise": "spark",
    "customer_comment": "reply",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """``quote`` is what was said, in the words of whoever said it; ``text`` the rest. ``of`` is the rep, of a group."""

    icon: str
    title: str
    text: str
    quote: str
    by: str
    at: datetime | None
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    since: datetime | None
    sections: list[tuple[str, list[Point]]]

    @property
    def is_empty(self) -> bool:
        return not self.sections


def read_agenda(wire: Json) -> Agenda:
    """The sections that have anything; of a group each point says whose it is."""
    reps = wire.get("reps") or [wire]
    of = {rep["rep_id"]: known(rep.get("rep_name")) for rep in reps} if len(reps) > 1 else {}
    found = {
        name: [_point(item, of.get(rep["rep_id"], "")) for rep in reps for item in rep.get(name) or ()]
        for name in SECTIONS
    }
    found["raised"] = _once(found["raised"])
    sections = [(name, points) for name, points in found.items() if points]
    return Agenda(since=instant_of(wire.get("since")), sections=sections)


def _once(raised: list[Point]) -> list[Point]:
    """What a supervisor raised for a group is said once."""
    seen: dict[tuple[str, datetime | None], Point] = {}
    for point in raised:
        seen.setdefault((point.quote, point.at), point)
    return list(seen.values())


def _point(wire: Json, of: str) -> Point:
    kind = wire["kind"]
    is_quoted = kind in {"point", "customer_comment"}
    return Point(
        icon=_ICONS.get(kind, "list"),
        title=_title(wire),
        text=(wire.get("text") if not is_quoted else "") or wire.get("note") or "",
        quote=(wire.get("text") if is_quoted else "") or wire.get("quote") or "",
        by=name_of(wire.get("by")) if kind == "point" else "",
        at=instant_of(wire.get("occurred_at")),
        of=of,
    )


def _title(wire: Json) -> str:
    """What it is about: the promise, or the behaviour."""
    if wire["kind"] == "customer_comment":
        return f"{signal_word(wire['name'])} {number(wire['value'])}"
    about = wire.get("practice") or (wire.get("behaviour") or {}).get("label") or wire.get("title") or ""
    passed = _("Training passed") if wire.get("outcome") == "passed" else _("Training not passed yet")
    words = {
        "practice_report": _("Practised: %(what)s", what=about),
        "overdue": _("Overdue: %(what)s", what=about),
        "closure": _("Not kept: %(what)s", what=about),
        "training_result": f"{passed}: {about}",
    }
    if wire["kind"] == "revisit":
        return _looked(wire.get("outcome") or "", about)
    return (
        words.get(wire["kind"]) or about or {"praise": _("Praise"), "correction": _("Correction")}.get(wire["kind"], "")
    )


def _looked(outcome: str, about: str) -> str:
    if outcome == "saw_it":
        return _("Kept: %(what)s", what=about)
    return _("Partly: %(what)s", what=about) if outcome == "partly" else _("Not yet: %(what)s", what=about)
