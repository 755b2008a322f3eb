"""The follow-up service as a Flask app."""

from __future__ import annotations

from flask import Flask
from prometheus_client import CollectorRegistry
from sqlalchemy.exc import OperationalError

from contracts.problems import UNAVAILABLE, Problem
from contracts.tokens import Verifier
from services.eventlog.errors import LogUnavailable
from services.followup.api import (
    alert_deeds,
    alert_policies,
    alerts,
    calendars,
    cards,
    channel_secrets,
    channels,
    commitments,
    coverage,
    deliveries,
    effectiveness,
    lag,
    own_events,
    push_subscriptions,
    readers,
    sessions,
    silences,
    supervisors,
    timelines,
    ways,
)
from services.followup.condition import measure, readiness
from services.followup.house import EXTENSION, House
from services.followup.policy import RULES
from services.followup.readmodel.generations import AnotherVersion, CheckpointMoved
from services.http.probes import Ready
from services.http.service import Translate, create_service


def create_app(house: House, verifier: Verifier, ready: Ready = dict) -> Flask:
    """Build the app.

    Args:
        house: what the service is made of.
        verifier: checks tokens for the audience ``followup``.
        ready: parts that `/readyz` reports beside the read model, the parked events and the watch.
    """
    registry = CollectorRegistry()
    measure(registry, house)
    app = create_service(
        "followup", _BLUEPRINTS, verifier, RULES, lambda: {**readiness(house), **ready()}, registry, _TRANSLATED
    )
    app.extensions[EXTENSION] = house
    return app


_BLUEPRINTS = (
    timelines.blueprint,
    readers.blueprint,
    cards.blueprint,
    supervisors.blueprint,
    commitments.blueprint,
    sessions.blueprint,
    alerts.blueprint,
    alert_deeds.blueprint,
    alert_policies.blueprint,
    silences.blueprint,
    channels.blueprint,
    channel_secrets.blueprint,
    deliveries.blueprint,
    ways.blueprint,
    push_subscriptions.blueprint,
    calendars.blueprint,
    coverage.blueprint,
    effectiveness.blueprint,
    lag.blueprint,
    own_events.blueprint,
)


def _unavailable(_error: Exception) -> Problem:
    return Problem(UNAVAILABLE, retry_after=2)


_TRANSLATED: Translate = {
    OperationalError: _unavailable,
    LogUnavailable: _unavailable,
    CheckpointMoved: _unavailable,
    AnotherVersion: _unavailable,
}
