"""A person's calendar as iCalendar (RFC 5545), which says the same bytes as long as nothing has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from services.followup.calendars.entries import AllDay, Kind, Timed
from services.followup.calendars.memory import Told
from services.followup.calendars.zones import described
from services.followup.channels.words import Language

_ASKED_AGAIN = timedelta(hours=1)

_SUMMARIES: Mapping[Language, Mapping[Kind, str]] = {
    "en": {"promise": "A promise is due", "session": "Coaching session"},
    "es": {"promise": "Vence una promesa", "session": "Sesión de coaching"},
}


def feed(told: Sequence[Told], language: Language, origin: str) -> bytes:
    """The whole calendar. Titles hold no name, and there is nothing but titles.

    Args:
        origin: where people reach the product; each entry leads there.
    """
    calendar = Calendar()
    calendar.add("PRODID", "-//Floorwalk//Floorwalk//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", "Floorwalk")
    calendar.add("REFRESH-INTERVAL", _ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    for timezone, (first, last) in sorted(_years(told).items()):
        calendar.add_component(described(timezone, first, last))
    for one in told:
        calendar.add_component(_event(one, language, origin))
    return bytes(calendar.to_ical())


def _years(told: Sequence[Told]) -> dict[str, tuple[int, int]]:
    """By zone, the years in which something is shown in it."""
    years: dict[str, tuple[int, int]] = {}
    for one in told:
        when = one.entry.when
        if isinstance(when, Timed) and not _is_told_in_utc(when):
            first, last = years.get(when.timezone, (when.start.year, when.end.year))
            years[when.timezone] = min(first, when.start.year), max(last, when.end.year)
    return years


def _event(told: Told, language: Language, origin: str) -> Event:
    entry = told.entry
    event = Event()
    event.add("UID", f"{entry.uid}@floorwalk")
    event.add("SUMMARY", _SUMMARIES[language][entry.kind])
    event.add("STATUS", entry.status)
    event.add("SEQUENCE", told.sequence)
    event.add("DTSTAMP", told.changed_at.replace(microsecond=0))
    event.add("LAST-MODIFIED", told.changed_at.replace(microsecond=0))
    event.add("CLASS", "PRIVATE")
    event.add("URL", f"{origin}/")
    if isinstance(entry.when, AllDay):
        event.add("DTSTART", entry.when.day)
        event.add("DTEND", entry.when.day + timedelta(days=1))
        event.add("TRANSP", "TRANSPARENT")
    else:
        event.add("DTSTART", _shown(entry.when.start, entry.when))
        event.add("DTEND", _shown(entry.when.end, entry.when))
    return event


def _shown(instant: datetime, when: Timed) -> datetime:
    zone = UTC if _is_told_in_utc(when) else ZoneInfo(when.timezone)
    return instant.replace(microsecond=0).astimezone(zone)


def _is_told_in_utc(when: Timed) -> bool:
    """A local time that the clocks show twice is taken for the first; the second has no other name than UTC's."""
    zone = ZoneInfo(when.timezone)
    return bool(when.start.astimezone(zone).fold or when.end.astimezone(zone).fold)
