"""The observation service as a Flask app."""

from __future__ import annotations

from flask import Flask
from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy.exc import OperationalError

from contracts.problems import NOT_FOUND, UNAVAILABLE, Problem
from contracts.tokens import Verifier
from services.eventlog.errors import LogUnavailable
from services.http.probes import Ready
from services.http.service import Translate, create_service
from services.observation.api import (
    absences,
    amendments,
    behaviours,
    cadences,
    clarifications,
    commitments,
    described,
    duplicates,
    feed,
    mentorings,
    nudges,
    observations,
    people,
    referrals,
    sessions,
    signals,
    teams,
    trainings,
    walks,
)
from services.observation.house import EXTENSION, House
from services.observation.keyring import KeyErased, KeyUnknown
from services.observation.policy import RULES


def create_app(house: House, verifier: Verifier, ready: Ready) -> Flask:
    """Build the app.

    Args:
        house: what the service is made of.
        verifier: checks tokens for the audience ``observation``.
        ready: the parts that `/readyz` reports.
    """
    registry = CollectorRegistry()
    Gauge("floorwalk_log_head", "Position of the last event", registry=registry).set_function(house.log.head)
    app = create_service("observation", _BLUEPRINTS, verifier, RULES, ready, registry, _TRANSLATED)
    app.extensions[EXTENSION] = house
    return app


_BLUEPRINTS = (
    teams.blueprint,
    people.blueprint,
    absences.blueprint,
    behaviours.blueprint,
    walks.blueprint,
    observations.blueprint,
    amendments.blueprint,
    clarifications.blueprint,
    duplicates.blueprint,
    trainings.blueprint,
    mentorings.blueprint,
    commitments.blueprint,
    sessions.blueprint,
    cadences.blueprint,
    nudges.blueprint,
    referrals.blueprint,
    signals.blueprint,
    feed.blueprint,
    described.blueprint,
)


def _unavailable(_error: Exception) -> Problem:
    return Problem(UNAVAILABLE, retry_after=2)


def _not_found(_error: Exception) -> Problem:
    return Problem(NOT_FOUND)


_TRANSLATED: Translate = {
    LogUnavailable: _unavailable,
    OperationalError: _unavailable,
    KeyUnknown: _not_found,
    KeyErased: _not_found,
}
