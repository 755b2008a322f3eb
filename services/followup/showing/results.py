"""Level 4: whether the signals that promises are tied to moved after them, team by team."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, Row

from contracts.instants import from_micros
from contracts.signals import signal_name
from contracts.workdays import local_day
from services.followup.measures import SignalDay
from services.followup.moved import WINDOW, Moved, in_words, moved
from services.followup.readmodel.effects import Asked, measured_since
from services.followup.readmodel.people import members
from services.followup.readmodel.signals import ByRepAndName, days_of
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import teams, zone_of

Json = dict[str, Any]

SINCE = timedelta(days=180)
"""How far back promises are looked at."""

VERDICTS = ("better", "worse", "no_clear_change", "too_few")


TOLD_BY_TEAM: Json = {
    "counts": None,
    "items": [],
    "why": "Whether a signal moved is told team by team, against the team's own median: name a team.",
}
"""The answer where all teams together are asked for."""


def results(connection: Connection, generation: Generation, asked: Asked, now: datetime) -> Json:
    """How many promises with a measure moved their signal, and each of them with its numbers."""
    promises = measured_since(connection, generation, asked, now - SINCE)
    if not promises:
        return {"counts": dict.fromkeys(VERDICTS, 0), "items": []}
    of_id = teams(connection, generation, {row.team_id for row in promises})
    agreed = [local_day(from_micros(row.confirmed_at), zone_of(of_id.get(row.team_id))) for row in promises]
    team_of = {one.id: one.team_id for one in members(connection, generation, asked.team_ids or (), now)}
    names = {_measure(row)["signal"] for row in promises}
    reps = team_of.keys() | {row.rep_id for row in promises}
    days = days_of(connection, generation, reps, min(agreed) - WINDOW, max(agreed) + WINDOW, names)
    items = [_shown(row, on, _judged(row, on, days, team_of)) for row, on in zip(promises, agreed, strict=True)]
    counted = Counter(item["verdict"] for item in items)
    return {"counts": {verdict: counted[verdict] for verdict in VERDICTS}, "items": items}


def _judged(row: Row[Any], agreed_on: date, days: ByRepAndName, team_of: dict[str, str | None]) -> Moved:
    measure = _measure(row)
    own = days.get((row.rep_id, measure["signal"]), [])
    peers = list(_peers(row, measure["signal"], days, team_of))
    return moved(own, peers, agreed_on, up_is_better=measure["comparison"] == "at_least")


def _peers(
    row: Row[Any], signal: str, days: ByRepAndName, team_of: dict[str, str | None]
) -> Iterator[Collection[SignalDay]]:
    for rep_id, team_id in team_of.items():
        if team_id == row.team_id and rep_id != row.rep_id and (found := days.get((rep_id, signal))):
            yield found


def _measure(row: Row[Any]) -> Json:
    measure: Json = orjson.loads(row.measure)
    return {**measure, "signal": signal_name(measure["signal"])}


def _shown(row: Row[Any], agreed_on: date, found: Moved) -> Json:
    told = dataclasses.asdict(found)
    return {
        "commitment_id": row.id,
        "behaviour_id": row.behaviour_id,
        "agreed_on": agreed_on.isoformat(),
        "signal": _measure(row)["signal"],
        **told,
        "why": in_words(found),
    }
