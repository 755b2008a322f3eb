"""Moving the sample week in time, by whole weeks, so that its Mondays stay Mondays."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from floorwalk.load.files import Record

_INSTANTS = {"at", "occurred_at", "started_at", "ended_at", "starts_at"}
_DATES = {"due_on", "look_again_on", "from_on", "to_on", "left_on"}
_TIME_OF_DAY = re.compile(r"\d\d:\d\d")
"""As a rhythm of sessions has it, which stays."""


def weeks_to_last(first: datetime, now: datetime) -> int:
    """By how many weeks to move the week of ``first`` so that it is the last that is over: its floors close on
    Saturday, so on a Sunday that is the present one."""
    last_monday = _monday(now.date() + timedelta(days=1)) - timedelta(weeks=1)
    return (last_monday - _monday(first.date())) // timedelta(weeks=1)


def moved(record: Record, weeks: int) -> Record:
    """The record with its instants and dates moved; offsets stay, so that a local time stays what it was."""
    return Record(record.number, _moved(record.content, timedelta(weeks=weeks)))


def _moved(content: dict[str, Any], by: timedelta) -> dict[str, Any]:
    return {name: _moved_value(name, value, by) for name, value in content.items()}


def _moved_value(name: str, value: Any, by: timedelta) -> Any:
    if isinstance(value, dict):
        return _moved(value, by)
    if name in _INSTANTS and not _TIME_OF_DAY.fullmatch(value):
        return (datetime.fromisoformat(value) + by).isoformat()
    if name in _DATES:
        return (date.fromisoformat(value) + by).isoformat()
    return value


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
