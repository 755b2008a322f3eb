"""The follow-up service: it answers what people read."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask import Flask
from joserfc.jwk import KeySet
from sqlalchemy import Engine

from contracts.clock import Clock
from contracts.tokens import Verifier
from floorwalk.parts.readiness import state_of
from services.eventlog.log import EventLog
from services.followup.app import create_app
from services.followup.channels.sealing import ChannelSeal
from services.followup.house import House
from services.followup.keys import Keys
from services.http.probes import Ready


def read_side(
    engine: Engine,
    log: EventLog,
    keys: Keys,
    channel_key: bytes,
    public_keys: Callable[[], KeySet],
    clock: Clock,
    origin: str,
    ready: Ready = dict,
) -> Flask:
    """The app.

    Args:
        engine: the database of the read model; what is committed there must be on the disk, for policies, silences and
            channels are answered as kept, and no event has them.
        log: the service's own log, of alerts.
        keys: open people's boxes.
        channel_key: seals what alert channels were told.
        origin: where people reach the product; calendars lead there.
        public_keys: what tokens are checked with; asked for each of them.
        ready: what else `/readyz` reports.
    """
    house = House(engine, log, keys, ChannelSeal(channel_key), clock, time.time, origin)
    verifier = Verifier(public_keys, "followup")
    return create_app(house, verifier, lambda: {"log": state_of(log.look), **ready()})
