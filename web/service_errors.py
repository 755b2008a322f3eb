"""What can come back from a service instead of an answer, as one error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

UNREACHABLE = "unreachable"
"""The kind of a `ServiceError` that another try may mend: no connection, no answer in time, or 429 and 5xx."""


class ServiceError(Exception):
    """A service refused, or could not be reached.

    Args:
        kind: the problem's slug (`contracts.problems`), or `UNREACHABLE`.
        status: the HTTP status to answer the person with.
        detail: one sentence of the service for the person, where it has one.
        errors: field name to messages, where fields are to blame.
        retry_after: seconds to wait, where the service said so.
    """

    def __init__(
        self,
        kind: str,
        status: int,
        detail: str | None = None,
        errors: Mapping[str, Sequence[str]] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(f"{status} {kind}")
        self.kind = kind
        self.status = status
        self.detail = detail
        self.errors = dict(errors or {})
        self.retry_after = retry_after

    @property
    def unreachable(self) -> bool:
        return self.kind == UNREACHABLE


def unreachable(retry_after: int | None = None) -> ServiceError:
    return ServiceError(UNREACHABLE, 503, retry_after=retry_after)


def refused(response: httpx.Response) -> ServiceError:
    """The error of an answer of 400 or more."""
    # A token that is not taken is our affair, never the person's: keys or clocks differ, and that may pass.
    if response.status_code in {401, 408, 425, 429} or response.status_code >= 500:
        return unreachable(_seconds(response.headers.get("Retry-After")))
    problem = _problem(response)
    slug = str(problem.get("type") or "").rsplit("/", 1)[-1] or "refused"
    return ServiceError(slug, response.status_code, problem.get("detail"), problem.get("errors"))


def _problem(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _seconds(header: str | None) -> int | None:
    return int(header) if header and header.isdigit() else None
