"""The logs, each with what its service keeps in step with it."""

from __future__ import annotations

from sqlalchemy import Engine

from contracts.clock import Clock
from contracts.routing import COUNSELLING_SOURCE, FOLLOWUP_SOURCE, OBSERVATION_SOURCE
from services.eventlog.log import EventLog
from services.followup.watch.keeping import keep_alerts
from services.observation.counselling.keeping import keep as keep_referrals
from services.observation.directory.keeping import KEPT_TYPES, keep


def observation_log(engine: Engine, clock: Clock) -> EventLog:
    """What people wrote; the directory is kept with it."""
    return EventLog(engine, OBSERVATION_SOURCE, clock, inline=keep, inline_types=KEPT_TYPES)


def counselling_log(engine: Engine, clock: Clock) -> EventLog:
    """What went to the counsellors; the list of referrals is kept with it. No relay reads it."""
    return EventLog(engine, COUNSELLING_SOURCE, clock, inline=keep_referrals)


def followup_log(engine: Engine, clock: Clock) -> EventLog:
    """What the watch found; the alerts are kept with it."""
    return EventLog(engine, FOLLOWUP_SOURCE, clock, inline=keep_alerts)
