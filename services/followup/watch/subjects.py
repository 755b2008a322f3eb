"""What may be late: promises, sessions, and reps whom nobody has seen. A kind of it is a line here and a module."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from services.followup.readmodel.tables import Generation
from services.followup.watch import promises, sessions, unseen
from services.followup.watch.judged import Judged
from services.followup.watch.rules import Rules, rules_of


@dataclass(frozen=True, slots=True)
class Kind:
    """``find`` reads those with some ids, each with a ``team_id``; ``judge`` says what is late about one of them."""

    find: Callable[[Connection, Generation, Collection[str]], Mapping[str, Any]]
    judge: Callable[[Any, Rules, datetime], Judged]


KINDS: dict[str, Kind] = {
    "commitment": Kind(promises.find, promises.judge),
    "session": Kind(sessions.find, sessions.judge),
    "person": Kind(unseen.find, unseen.judge),
}
"""By the noun of the subject."""


def judged(
    connection: Connection, generation: Generation, subjects: Collection[str], now: datetime
) -> dict[str, tuple[Judged, Rules]]:
    """What is late about each of these, and the rules that count for it; those that are no more are missing."""
    found: dict[str, tuple[Kind, Any]] = {}
    for noun, kind in KINDS.items():
        ids = {subject.partition("/")[2] for subject in subjects if subject.startswith(f"{noun}/")}
        rows = kind.find(connection, generation, ids) if ids else {}
        found |= {f"{noun}/{id_}": (kind, row) for id_, row in rows.items()}
    rules = rules_of(connection, generation, {row.team_id for _, row in found.values()})
    return {
        subject: (kind.judge(row, rules[row.team_id], now), rules[row.team_id])
        for subject, (kind, row) in found.items()
    }
