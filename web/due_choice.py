"""Choosing a day: a few near ones, or any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from web.dates import LocalTime, days_to_choose
from web.languages import _

PICK = "pick"


@dataclass(frozen=True, slots=True)
class DayChoice:
    word: str
    beside: str
    value: str


@dataclass(frozen=True, slots=True)
class DueChoice:
    """``chosen`` is the value of a choice, or `PICK` with the day in ``picked``."""

    choices: list[DayChoice]
    chosen: str
    picked: str
    earliest: str
    latest: str


def offer_days(local: LocalTime, wanted: date | None = None, is_picking: bool = False) -> DueChoice:
    """The near days with ``wanted`` chosen; when it is none of them, it stands as the picked one.

    Where nothing is wanted yet it is in a week, unless somebody ``is_picking`` another day and has not said which.
    """
    words = {"tomorrow": _("Tomorrow"), "week": _("In a week"), "fortnight": _("In two weeks")}
    days = days_to_choose(local.today)
    choices = [
        DayChoice(words.get(name) or local.near(day), local.short(day) if name == "friday" else "", day.isoformat())
        for name, day in days.items()
    ]
    chosen = (wanted or days["week"]).isoformat()
    earliest, latest = (day.isoformat() for day in (local.today, local.today + timedelta(days=366)))
    if wanted is None and is_picking:
        return DueChoice(choices, PICK, "", earliest, latest)
    is_near = chosen in {choice.value for choice in choices}
    return DueChoice(choices, chosen if is_near else PICK, "" if is_near else chosen, earliest, latest)


def nearest_day(local: LocalTime, days: int) -> date:
    """Of the near days the one closest to ``days`` from now."""
    wanted = local.today + timedelta(days=days)
    return min(days_to_choose(local.today).values(), key=lambda day: abs(day - wanted))


def is_picking(sent: Mapping[str, str]) -> bool:
    """Whether another day than the near ones was asked for."""
    return sent.get("due") == PICK


def read_day(sent: Mapping[str, str]) -> date | None:
    """The day that was chosen or picked, None where there is none."""
    value = sent.get("due", "")
    try:
        return date.fromisoformat(sent.get("picked", "") if value == PICK else value)
    except ValueError:
        return None
