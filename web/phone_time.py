"""When somebody did something, by the clock of the phone in the hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import g, request

from contracts.instants import parse_instant
from web.setting import setting

AHEAD = timedelta(minutes=5)
BACK = timedelta(days=60)
"""How far a phone's time may be from ours (`contract.md`). Beyond it the phone's clock is wrong."""

ENTRY = "X-Entry"
OCCURRED = "X-Occurred-At"
"""What a phone's outbox says of the entry it sends: its id, and when the thumb came down."""


def occurred(key: str) -> datetime:
    """When the form ``key`` was sent off: the phone's time where it tells one that can be, else the first arrival.

    It answers the same however often and however late the form is sent again, for what is written must be the same.
    """
    arrived = setting().accounts.entries.first_arrival(key, setting().clock())
    told = told_time()
    return told if told is not None and arrived - BACK <= told <= arrived + AHEAD else arrived


def told_time() -> datetime | None:
    """The phone's time that came with the request, if one did."""
    try:
        return parse_instant(request.headers.get(OCCURRED, ""))
    except ValueError:
        return None


def entry_time() -> datetime | None:
    """When the entry of this request was made on the phone; None where no outbox sent it. Read once a request."""
    if "entry_time" not in g:
        entry = request.headers.get(ENTRY, "")[:64]
        g.entry_time = occurred(entry) if entry and told_time() is not None else None
    moment: datetime | None = g.entry_time
    return moment
