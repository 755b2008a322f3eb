"""The columns of a commitment that the calendar of its rep decides; filled anew whenever one of both changes."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from contracts.due_day import Absence
from contracts.instants import from_micros, micros
from contracts.workdays import UNKNOWN_SITE, Site, end_of_day, local_day
from services.followup.due import answer_due, due_window
from services.followup.projection.working_set import Row, WorkingSet

Away = tuple[Absence, ...]


def fill_due_columns(work: WorkingSet, commitment: Row) -> None:
    """Say when a commitment that is not closed is due soon, overdue, unanswered, and ended by a departure."""
    person = work.people.find(commitment["rep_id"]) or {}
    site, away = site_of(work, person.get("team_id")), _absences(work, commitment["rep_id"])
    commitment["team_id"] = person.get("team_id")
    commitment["gone_from"] = person.get("gone_from")
    window = _window(commitment["due_on"], site, away)
    commitment["due_day"], commitment["due_soon_from"], commitment["overdue_from"] = window
    asked_on = local_day(from_micros(commitment["asked_at"]), site.zone)
    commitment["unconfirmed_from"] = _answer_due(asked_on, site, away)
    agreed_due_on = commitment["agreed_due_on"]
    commitment["agreed_overdue_from"] = _window(agreed_due_on, site, away)[2] if agreed_due_on else None


def site_of(work: WorkingSet, team_id: str | None) -> Site:
    """The site of a team."""
    team = work.teams.find(team_id) if team_id else None
    if team is None:
        return UNKNOWN_SITE
    return _site(team["timezone"], team["working_days"], team["holidays"], team["country"])


def gone_from(work: WorkingSet, team_id: str | None, left_on: str | None) -> int | None:
    """The local midnight that ends somebody's last day."""
    return _end_of_day(left_on, site_of(work, team_id)) if left_on else None


def _absences(work: WorkingSet, person_id: str) -> Away:
    rows = [row for row in work.absences.of(person_id) if not row["cancelled"]]
    return tuple(sorted((_absence(row["from_on"], row["to_on"]) for row in rows), key=lambda away: away.from_on))


@lru_cache(maxsize=4_096)
def _site(timezone: str, working_days: str, holidays: str, country: str | None) -> Site:
    return Site(
        timezone,
        frozenset(int(day) for day in working_days.split()),
        frozenset(date.fromisoformat(day) for day in holidays.split()),
        country,
    )


@lru_cache(maxsize=65_536)
def _absence(from_on: str, to_on: str) -> Absence:
    return Absence(date.fromisoformat(from_on), date.fromisoformat(to_on))


@lru_cache(maxsize=65_536)
def _window(due_on: str, site: Site, away: Away) -> tuple[str, int, int]:
    window = due_window(date.fromisoformat(due_on), site, away)
    return window.due_day.isoformat(), micros(window.due_soon_from), micros(window.overdue_from)


@lru_cache(maxsize=65_536)
def _answer_due(asked_on: date, site: Site, away: Away) -> int:
    return micros(answer_due(asked_on, site, away))


@lru_cache(maxsize=65_536)
def _end_of_day(day: str, site: Site) -> int:
    return micros(end_of_day(date.fromisoformat(day), site.zone))
