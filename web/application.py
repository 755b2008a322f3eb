"""The web app and everything it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import httpx
from flask import Blueprint, Flask
from prometheus_client import CollectorRegistry
from uuid_utils.compat import uuid7
from werkzeug.middleware.proxy_fix import ProxyFix

from contracts.clock import Clock
from contracts.tokens import Signer
from web import (
    alert_deeds,
    alert_policy,
    alerts,
    amendment,
    assets,
    cadence,
    calendar_feed,
    channels,
    closure,
    compression,
    coverage,
    deliveries,
    desk_codes,
    due,
    duplicate,
    effectiveness,
    enrolment,
    errors,
    fresh,
    handover,
    home,
    hx,
    languages,
    manifest,
    me,
    mentoring,
    my_sessions,
    note,
    notifications,
    outbox,
    people,
    phones,
    promise,
    promises,
    readers,
    referral,
    referrals,
    renewal,
    rep,
    rep_timeline,
    same_origin,
    session_plan,
    sessions,
    signin,
    silences,
    strict_headers,
    style,
    tabs,
    team,
    teams,
    timeline,
    training,
    verdict,
    visitor,
    walk,
    worker,
)
from web.accounts import Accounts
from web.addresses import IdConverter
from web.probes import probes
from web.service_clients import Followup, Observation
from web.service_tokens import Tokens
from web.setting import Demo, Setting, install

FORM_LIMIT = 64 * 1024
"""Bytes a form may have."""

_FRONT_DOOR = (home.bp, signin.bp, enrolment.bp, fresh.bp)
_SUPERVISOR = (
    walk.bp,
    rep.bp,
    rep_timeline.bp,
    note.bp,
    amendment.bp,
    duplicate.bp,
    training.bp,
    mentoring.bp,
    verdict.bp,
    promise.bp,
    handover.bp,
    renewal.bp,
    closure.bp,
    due.bp,
    team.bp,
)
_REP = (timeline.bp, promises.bp, readers.bp)
_SESSIONS = (session_plan.bp, sessions.bp, cadence.bp, my_sessions.bp)
_COUNSELLING = (referral.bp, referrals.bp)
_OTHERS = (
    manifest.bp,
    desk_codes.bp,
    worker.bp,
    outbox.bp,
    people.bp,
    me.bp,
    notifications.bp,
    phones.bp,
    calendar_feed.bp,
    style.bp,
)
_OPS = (
    alerts.bp,
    alert_deeds.bp,
    alert_policy.bp,
    silences.bp,
    coverage.bp,
    effectiveness.bp,
    channels.bp,
    deliveries.bp,
)
PAGES: tuple[Blueprint, ...] = (*_FRONT_DOOR, *_SUPERVISOR, *_SESSIONS, *_REP, *_COUNSELLING, *_OPS, *_OTHERS)


def create_app(
    *,
    accounts: Accounts,
    observation: httpx.Client,
    followup: httpx.Client,
    signer: Signer,
    jwks: Mapping[str, Any],
    clock: Clock,
    public_origin: str,
    demo: Demo | None = None,
    proxies: int = 0,
    keeps_pages: bool = True,
    registry: CollectorRegistry | None = None,
    new_id: Callable[[], str] = lambda: str(uuid7()),
) -> Flask:
    """Build the web app.

    Args:
        accounts: the web's own store; its tables exist.
        observation, followup: connections to the services (`service_calls.connect`).
        signer: signs the tokens the services are called with.
        jwks: the public keys, as `/.well-known/jwks.json` shows them.
        clock: domain time.
        public_origin: scheme, host and port as the phones see them, without a slash at the end.
        demo: what the sign-in page says of a demonstration.
        keeps_pages: whether phones keep the pages they have seen; if not, they are told to forget them.
        proxies: how many proxies in front add to ``X-Forwarded-For``.
        registry: what `/metrics` shows.
        new_id: makes the ids of what is written.
    """
    app = Flask("web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = FORM_LIMIT
    app.config["MAX_FORM_MEMORY_SIZE"] = FORM_LIMIT
    app.url_map.converters["id"] = IdConverter
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    tokens = Tokens(signer)
    services = Observation(observation, tokens), Followup(followup, tokens)
    install(app, Setting(accounts, *services, clock, new_id, jwks, public_origin, demo, keeps_pages))
    # Measured from first to last: what comes first here begins first and ends last.
    app.register_blueprint(probes(registry or CollectorRegistry()))
    for part in (
        compression,
        languages,
        hx,
        strict_headers,
        same_origin,
        visitor,
        outbox,
        worker,
        tabs,
        teams,
        assets,
        errors,
    ):
        part.init_app(app)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies)  # type: ignore[method-assign]  # Flask's own way
    return app
