"""Pages of which nothing is left behind: no figure, no copy on the phone, no errand that others would have run."""

from __future__ import annotations

from flask import Response, request

BLUEPRINTS = frozenset({"referral", "referrals", "fresh"})
"""Counselling leaves no trace that others could count (`trust.md`, non-interference)."""


def is_unmeasured() -> bool:
    return request.blueprint in BLUEPRINTS


def leave_nothing_behind(response: Response) -> Response:
    """For a blueprint's ``after_request``: neither the browser nor the service worker keeps the page."""
    response.headers["Cache-Control"] = "no-store"
    return response
