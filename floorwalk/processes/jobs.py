"""The loops as processes of their own: what each is made of, and what it needs."""

from __future__ import annotations

from typing import Literal

from floorwalk.insecurity import refuse_makeshift
from floorwalk.installation import Installation, start_domain_clock
from floorwalk.keys import load_channel_key, load_signing_key
from floorwalk.parts.consuming import Consuming
from floorwalk.parts.delivering import Delivering
from floorwalk.parts.event_logs import followup_log, observation_log
from floorwalk.parts.relaying import CURSOR, Relaying
from floorwalk.parts.watching import Watching
from floorwalk.parts.write_side_calls import WriteSideCalls
from floorwalk.processes.beginning import await_schemas
from floorwalk.processes.holder import holder
from floorwalk.processes.looping import Job
from services.eventlog.bus import Bus
from services.eventlog.database import open_database, reading
from services.eventlog.lease import read_lease
from services.followup.progress import read_progress

Log = Literal["observation", "followup"]

RELAY_LOOKS_EVERY = 0.25
"""Seconds between two looks at the log; where the database tells of commits, they wake it at once."""


PATIENCE_SECONDS = 4.0
"""How long the broker may take to confirm; half of what a relay's lease lasts."""


def relay_job(installation: Installation, which: Log) -> Job:
    """Brings one log's events to the bus."""
    settings = installation.settings
    url = settings.observation_db if which == "observation" else settings.followup_db
    refuse_makeshift(settings, {f"FLOORWALK_{which.upper()}_DB": url, "FLOORWALK_BUS": settings.bus})
    await_schemas(settings, {which})
    clock = start_domain_clock(installation)
    # It writes nothing but how far it has come, and what of that a server forgets is published again.
    engine = open_database(url, durable=False)
    log = observation_log(engine, clock) if which == "observation" else followup_log(engine, clock)
    # Somebody must hear what people wrote; whether anybody hears of alerts is theirs to say.
    bus = Bus(settings.bus, prefix=settings.bus_prefix, patience=PATIENCE_SECONDS)
    publisher = bus.publisher(mandatory=which == "observation")
    relaying = Relaying(engine, log, publisher, holder(), RELAY_LOOKS_EVERY)
    return Job(
        loop=relaying.loop,
        needs={"log": log.head},
        states={},
        figures={"relay_unpublished": lambda: log.head() - read_lease(engine, CURSOR).position},
        close=(relaying.close, log.close, engine.dispose),
    )


def consume_job(installation: Installation) -> Job:
    """Keeps the read model up with the observation log."""
    settings = installation.settings
    needed = {
        "FLOORWALK_FOLLOWUP_DB": settings.followup_db,
        "FLOORWALK_BUS": settings.bus,
        "FLOORWALK_SIGNING_KEY": settings.signing_key,
    }
    refuse_makeshift(settings, needed)
    calls = WriteSideCalls(settings.observation_url, load_signing_key(settings, installation.home))
    await_schemas(settings, {"followup"})
    engine = open_database(settings.followup_db, durable=False)
    consuming = Consuming(engine, Bus(settings.bus, prefix=settings.bus_prefix), calls.feed)

    def behind() -> float:
        with reading(engine) as connection:
            progress = read_progress(connection)
        return progress.head - progress.position

    return Job(
        loop=consuming.loop,
        needs={"read model": behind},
        states={"bus": consuming.bus_state},
        figures={"followup_events_behind": behind},
        close=(consuming.close, calls.close, engine.dispose),
    )


def watch_job(installation: Installation) -> Job:
    """Looks for what falls due."""
    settings = installation.settings
    refuse_makeshift(settings, {"FLOORWALK_FOLLOWUP_DB": settings.followup_db})
    await_schemas(settings, {"followup"})
    clock = start_domain_clock(installation)
    engine = open_database(settings.followup_db)
    log = followup_log(engine, clock)
    watching = Watching(engine, log, clock, holder(), settings.heartbeat_url)
    return Job(
        loop=watching.loop,
        needs={"log": log.head},
        states={},
        figures={},
        close=(watching.close, log.close, engine.dispose),
    )


def deliver_job(installation: Installation) -> Job:
    """Tells what was alerted to whoever is to hear of it."""
    settings = installation.settings
    needed = {
        "FLOORWALK_FOLLOWUP_DB": settings.followup_db,
        "FLOORWALK_SIGNING_KEY": settings.signing_key,
        "FLOORWALK_CHANNEL_KEY": settings.channel_key,
    }
    refuse_makeshift(settings, needed)
    calls = WriteSideCalls(settings.observation_url, load_signing_key(settings, installation.home))
    channel_key = load_channel_key(settings, installation.home)
    await_schemas(settings, {"followup"})
    clock = start_domain_clock(installation)
    engine = open_database(settings.followup_db)
    log = followup_log(engine, clock)
    delivering = Delivering(settings, engine, log, calls.keys, channel_key, clock, holder())
    return Job(
        loop=delivering.loop,
        needs={"log": log.head},
        states={},
        figures={},
        close=(calls.close, log.close, engine.dispose),
    )
