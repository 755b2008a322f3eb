"""The observation service: it takes what people write, and is ready as long as its log is."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from joserfc.jwk import KeySet
from sqlalchemy import Engine
from uuid_utils.compat import uuid7

from contracts.clock import Clock
from contracts.tokens import Verifier
from floorwalk.parts.readiness import state_of
from services.eventlog.log import EventLog
from services.http.probes import Ready
from services.observation.app import create_app
from services.observation.house import Counselling, House
from services.observation.keyring import Keyring


def write_side(
    engine: Engine,
    log: EventLog,
    counselling: Counselling,
    keyring: Keyring,
    public_keys: Callable[[], KeySet],
    clock: Clock,
    ready: Ready = dict,
) -> Flask:
    """The app.

    Args:
        engine: the database of the log and the directory.
        counselling: the log of referrals, of which `/readyz` says nothing.
        public_keys: what tokens are checked with; asked for each of them.
        ready: what else `/readyz` reports.
    """
    house = House(engine, log, keyring, clock, _new_id, counselling)
    verifier = Verifier(public_keys, "observation")
    return create_app(house, verifier, lambda: {"log": state_of(log.look), **ready()})


def _new_id() -> str:
    return str(uuid7())
