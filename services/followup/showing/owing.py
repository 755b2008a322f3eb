"""Whose turn it is in what an alert is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from services.followup.readmodel.people import Person
from services.followup.states import Side


def owing_side(row: Row[Any]) -> Side:
    return "rep" if row.reason in {"rep_owes", "unconfirmed"} else "supervisor"


def whose_turn(row: Row[Any], known: Mapping[str, Person], supervisors: Sequence[Person], now: datetime) -> str | None:
    """The rep; or whoever proposed it, as long as they supervise the rep's team, and then whoever does."""
    if owing_side(row) == "rep":
        return str(row.rep_id)
    proposer = known.get(row.proposed_by)
    if proposer and not proposer.is_gone(now) and "supervisor" in proposer.roles and row.team_id in proposer.team_ids:
        return proposer.id
    return next((one.id for one in supervisors if row.team_id in one.team_ids), None)
