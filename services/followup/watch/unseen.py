"""Reps whom nobody has seen for as many working days as their team's policy allows. Off unless a policy says a number.

Only days on which the site works and the rep is in count: nobody is unseen on holiday.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from contracts.due_day import Absence, due_day_of
from contracts.instants import from_micros
from contracts.workdays import end_of_day, local_day
from services.followup.readmodel.people import absences_of, people
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.timeline import last_seen
from services.followup.watch.judged import Judged, day_that_ends
from services.followup.watch.lateness import NOT_LATE, Late, Lateness
from services.followup.watch.naming import PERSON
from services.followup.watch.rules import Rules

_DAY = timedelta(days=1)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WatchedRep:
    """``seen_at`` is when somebody looked at the rep last, None where nobody has."""

    id: str
    team_id: str | None
    coached: bool
    joined_on: date | None
    gone_from: datetime | None
    seen_at: datetime | None
    away: tuple[Absence, ...]


def find(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, WatchedRep]:
    """Those of these people that are known, by id."""
    seen, away = last_seen(connection, generation, ids), absences_of(connection, generation, ids)
    return {
        one.id: WatchedRep(
            id=one.id,
            team_id=one.team_id,
            coached="rep" in one.roles,
            joined_on=one.joined_on,
            gone_from=one.gone_from,
            seen_at=from_micros(seen[one.id]) if one.id in seen else None,
            away=away.get(one.id, ()),
        )
        for one in people(connection, generation, ids).values()
    }


def judge(rep: WatchedRep, rules: Rules, now: datetime) -> Judged:
    """Whether one rep was not seen for too long."""
    touched_at = max(rep.seen_at or _LONG_AGO, rules.policy.put_at or _LONG_AGO)
    return Judged(PERSON + rep.id, rep.id, rep.team_id, touched_at, rep.gone_from, _lateness(rep, rules, now))


def _lateness(rep: WatchedRep, rules: Rules, now: datetime) -> Lateness:
    since = _counted_from(rep, rules)
    if rules.policy.not_seen_after is None or since is None or not rep.coached:
        return NOT_LATE
    if rep.gone_from is not None and rep.gone_from <= now:
        return NOT_LATE
    day = since
    for _ in range(rules.policy.not_seen_after):
        day = due_day_of(day + _DAY, rules.site, rep.away)
    began_at = end_of_day(day, rules.site.zone)
    today = day_that_ends(began_at, rules.site.timezone)
    late = {Late("not_seen", 1, began_at)} if today <= now else set()
    future = [at for at in (today, began_at, rep.gone_from) if at is not None and at > now]
    return Lateness(frozenset(late), None, min(future, default=None))


def _counted_from(rep: WatchedRep, rules: Rules) -> date | None:
    """The day the rep was seen last; who never was counts from when the policy began to ask, or joined after that."""
    if rep.seen_at is not None:
        return local_day(rep.seen_at, rules.site.zone)
    if rules.policy.unseen_since is None:
        return rep.joined_on
    begun = local_day(rules.policy.unseen_since, rules.site.zone)
    return max(begun, rep.joined_on or begun)
