"""Changeable things of this service: a PUT takes the new state, if it is at the version that the caller read."""

from __future__ import annotations

from flask import request

from contracts.problems import STALE, Problem


def check_version(version: int, etag: str | None = None) -> None:
    """Honour ``If-Match``; version 0 is a thing that nobody has put yet. ``etag`` is what it was answered with, where
    that says more than the version.

    Raises:
        Problem: 412.
    """
    wanted = request.if_match
    if wanted.star_tag and version == 0:
        raise Problem(STALE)
    if wanted.as_set() and not any(wanted.contains(known) for known in (str(version), etag or str(version))):
        raise Problem(STALE)
