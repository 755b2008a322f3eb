"""One attempt to post something to an address that somebody else has named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpcore

from services.followup.channels.outcomes import Later, Outcome, Refused
from services.followup.channels.webhook.guard import AddressForbidden

AGAIN = frozenset({408, 409, 425, 429})
"""Answers below 500 that another attempt may change."""

_LONGEST_ASKED = timedelta(days=1)

Headers = Sequence[tuple[str | bytes, str | bytes]]


def post(
    network: httpcore.NetworkBackend,
    url: str,
    headers: Headers,
    body: bytes,
    timeout: float,
    judge: Callable[[httpcore.Response], Outcome],
) -> Outcome:
    """What came of it: what ``judge`` says of the answer, or of there being none.

    Args:
        network: makes the connections, and says where they may lead.
        timeout: seconds for each step of the exchange.
    """
    patience = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)}
    try:
        with (
            httpcore.ConnectionPool(network_backend=network) as pool,
            pool.stream("POST", url, headers=headers, content=body, extensions=patience) as answer,
        ):
            # What it says beside its status is never read, and so cannot be without end.
            return judge(answer)
    except AddressForbidden as err:
        return Refused(str(err))
    except (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError) as err:
        return Refused(type(err).__name__)
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as err:
        return Later(f"no answer: {type(err).__name__}")


def may_change(status: int) -> bool:
    """Whether another attempt may be answered otherwise."""
    return status >= 500 or status in AGAIN


def asked_for(answer: httpcore.Response, now: datetime) -> timedelta | None:
    """How long it asks to be left alone, in seconds or until a date (RFC 9110, 10.2.3); a day at most."""
    headers = {name.decode().lower(): value.decode(errors="replace").strip() for name, value in answer.headers}
    asked = headers.get("retry-after", "")
    try:
        wait = timedelta(seconds=int(asked)) if asked.isdigit() else parsedate_to_datetime(asked) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta()), _LONGEST_ASKED)
