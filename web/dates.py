"""Days and times in words first, as they are at the team's site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from babel import Locale
from babel.dates import format_date

from web.languages import _, count, locale

_PATTERNS = {
    "en": {
        "weekday": "EEEE",
        "short": "d MMM",
        "day": "d MMMM",
        "long": "EEEE d MMMM",
        "year": "d MMMM y",
        "trail": "EEE d",
        "article": "",
    },
    "es": {
        "weekday": "EEEE",
        "short": "d MMM",
        "day": "d 'de' MMMM",
        "long": "EEEE d 'de' MMMM",
        "year": "d 'de' MMMM 'de' y",
        "trail": "EEE d",
        "article": "'el' ",
    },
}
"""How a day is written; within a sentence with the article that the language wants there."""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """What ``now`` is at a site, and every other moment seen from there."""

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    @property
    def heading(self) -> str:
        """Today, to begin a page with: ``Wednesday 18 November``."""
        return _begin(self.long(self.today))

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def clock(self, instant: datetime) -> str:
        """``10:42``"""
        return instant.astimezone(self.zone).strftime("%H:%M")

    def near(self, day: date) -> str:
        """To begin with: ``Today``, ``Tomorrow``, ``Friday`` within a week either way, else ``25 November``."""
        away = (day - self.today).days
        if away in {-1, 0, 1}:
            return {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}[away]
        return _begin(_write(day, "weekday")) if abs(away) < 7 else self.dated(day)

    def by(self, day: date) -> str:
        """Within a sentence: ``by Friday``, ``by tomorrow``, ``by 25 November``; a past day with its date."""
        away = (day - self.today).days
        return {0: _("today"), 1: _("tomorrow")}.get(away) or self._on(day, near=0 < away < 7)

    def since(self, day: date) -> str:
        """Within a sentence, for a past day: ``since Monday`` up to a fortnight ago, else ``since 2 November``."""
        return self._on(day, near=(self.today - day).days < 15)

    def weekday(self, day: date) -> str:
        """To begin with, where the date stands beside it: ``Wednesday`` up to a fortnight away; else the date."""
        return _begin(_write(day, "weekday")) if abs((day - self.today).days) < 15 else self.dated(day)

    def dated(self, day: date) -> str:
        """``20 November``, with the year where it is another one."""
        return _write(day, "day" if day.year == self.today.year else "year")

    def short(self, day: date) -> str:
        """``20 Nov``"""
        return _write(day, "short")

    def long(self, day: date) -> str:
        """``Wednesday 18 November``"""
        return _write(day, "long")

    def until(self, day: date) -> str:
        """``in 2 days``, ``in a week``, ``2 days ago``."""
        away = (day - self.today).days
        known = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow"), 7: _("in a week"), 14: _("in two weeks")}
        if away in known:
            return known[away]
        if away < 0:
            return count("%(num)d day ago", "%(num)d days ago", -away)
        if away > 14:
            return count("in %(num)d week", "in %(num)d weeks", round(away / 7))
        return count("in %(num)d day", "in %(num)d days", away)

    def late(self, day: date) -> int:
        """How many days ago the due day ``day`` was over; 0 while it is not."""
        return max(0, (self.today - day).days)

    def ago(self, instant: datetime) -> str:
        """``just now``, ``today 10:38``, ``yesterday``, ``9 days ago``."""
        away = (self.today - self.day_of(instant)).days
        if away > 0:
            return self.until(self.day_of(instant))
        if abs(self.now - instant) < timedelta(minutes=2):
            return _("just now")
        return _("today %(time)s", time=self.clock(instant))

    def moment(self, instant: datetime) -> str:
        """``10:44 today``, ``Monday 16:20``, ``9 November 10:05``."""
        day = self.day_of(instant)
        if day == self.today:
            return _("%(time)s today", time=self.clock(instant))
        return f"{self.near(day)} {self.clock(instant)}"

    def trail(self, instant: datetime) -> str:
        """``Fri 6, 14:10``, for a list in order of time."""
        return f"{_write(self.day_of(instant), 'trail')}, {self.clock(instant)}"

    def _on(self, day: date, *, near: bool) -> str:
        date_only = "day" if day.year == self.today.year else "year"
        return _write(day, "weekday" if near else date_only, article=True)


def days_to_choose(today: date) -> dict[str, date]:
    """The days a promise is usually due on: tomorrow, Friday (unless that is today or tomorrow), a week, two weeks."""
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    week = {"week": today + timedelta(days=7), "fortnight": today + timedelta(days=14)}
    tomorrow = today + timedelta(days=1)
    return {"tomorrow": tomorrow, **({"friday": friday} if friday > tomorrow else {}), **week}


def _write(day: date, pattern: str, *, article: bool = False) -> str:
    language = locale().language
    # English days are written as the floors that speak it here do: day before month.
    written = Locale("en", "GB") if language == "en" else Locale(language)
    patterns = _PATTERNS[language]
    return format_date(day, (patterns["article"] if article else "") + patterns[pattern], locale=written)


def _begin(word: str) -> str:
    return word[:1].upper() + word[1:]
