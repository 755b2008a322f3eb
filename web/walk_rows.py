"""The team on the walk, sorted into what to look for, who was not seen for long, and who was seen on this walk."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from web.pledge import day_of, initials, instant_of, known

SHOWN = ("all", "promises", "unseen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rep. ``seen_at`` and ``seen_as`` are of this walk, ``last_seen`` of any."""

    rep_id: str
    name: str
    initials: str
    last_seen: datetime | None
    overdue_days: int
    is_due_today: bool
    next_due_on: date | None
    practice: str
    seen_at: datetime | None
    seen_as: str


@dataclass(frozen=True, slots=True)
class Rows:
    to_look_for: list[Row]
    unseen: list[Row]
    seen: list[Row]

    @property
    def are_none(self) -> bool:
        return not (self.to_look_for or self.unseen or self.seen)


def sort_rows(rows: Iterable[Row], find: str = "", show: str = "all") -> Rows:
    """Those whose name holds ``find``; ``show`` is one of `SHOWN`. The order within each part is the service's."""
    wanted = [row for row in rows if fold(find) in fold(row.name)]
    unseen = [row for row in wanted if row.seen_at is None]
    promised = [row for row in unseen if row.next_due_on is not None or row.overdue_days or row.is_due_today]
    return Rows(
        to_look_for=promised if show != "unseen" else [],
        unseen=[row for row in unseen if row not in promised] if show != "promises" else [],
        seen=sorted((row for row in wanted if row.seen_at), key=_latest, reverse=True) if show == "all" else [],
    )


def read_row(wire: Mapping[str, Any]) -> Row:
    seen = wire.get("seen_on_walk") or {}
    overdue = int(wire.get("overdue") or 0)
    name = known(wire.get("name"))
    return Row(
        rep_id=wire["rep_id"],
        name=name,
        initials=initials(name),
        last_seen=instant_of(wire.get("last_seen")),
        overdue_days=max(int(wire.get("overdue_days") or 0), 1 if overdue else 0),
        is_due_today=bool(wire.get("due_today")),
        next_due_on=day_of(wire.get("next_due_on")),
        practice=wire.get("practice") or "",
        seen_at=instant_of(seen.get("at")),
        seen_as=seen.get("kind") or "",
    )


def fold(text: str) -> str:
    """Without case and accents, so that `Zoe` finds `Zoë`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character)).strip()


def _latest(row: Row) -> float:
    return row.seen_at.timestamp() if row.seen_at else 0.0
