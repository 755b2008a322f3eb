"""The rhythm of sessions in words."""

from __future__ import annotations

from datetime import timedelta

from web.dates import LocalTime
from web.languages import _, count


def every_words(weeks: int) -> str:
    return _("Every week") if weeks == 1 else count("Every %(num)d week", "Every %(num)d weeks", weeks)


def weekday_word(weekday: int, local: LocalTime) -> str:
    """``Monday``; of a week that is near, so that the day is a word and not a date."""
    monday = local.today - timedelta(days=local.today.weekday())
    return local.weekday(monday + timedelta(days=weekday - 1))
