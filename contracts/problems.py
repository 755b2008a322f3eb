"""The one error shape, RFC 9457 ``application/problem+json``, and the kinds of it there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """``slug`` ends the problem's ``type``, a relative URI that names the kind for good."""

    slug: str
    status: int
    title: str


MALFORMED = Kind("malformed", 400, "The request cannot be read")
UNAUTHENTICATED = Kind("unauthenticated", 401, "A valid token is needed")
FORBIDDEN = Kind("forbidden", 403, "This is not yours to do")
NOT_FOUND = Kind("not-found", 404, "There is nothing here for you")
METHOD_NOT_ALLOWED = Kind("method-not-allowed", 405, "This cannot be done here")
RULE_BROKEN = Kind("rule-broken", 409, "The state of things does not allow it")
ANOTHER_PERSONS_ENTRY = Kind("another-persons-entry", 409, "This entry was written by another person")
STALE = Kind("stale", 412, "It has changed since you read it")
TOO_LARGE = Kind("too-large", 413, "That is too much at once")
UNSUPPORTED_MEDIA_TYPE = Kind("unsupported-media-type", 415, "Send application/json")
INVALID = Kind("invalid", 422, "Some of it is not right")
ID_IN_USE = Kind("id-in-use", 422, "This id was used for something else")
TOO_MANY_REQUESTS = Kind("too-many-requests", 429, "Too many attempts")
UNAVAILABLE = Kind("unavailable", 503, "Not available now, try again")


class Problem(Exception):
    """Raised where a request fails; answered as problem+json.

    Args:
        kind: which problem.
        detail: one sentence for the person who reads it.
        errors: field name to messages, where fields are to blame.
        rule: for 409, the name of the rule.
        retry_after: for 429 and 503, whole seconds.
    """

    def __init__(
        self,
        kind: Kind,
        detail: str | None = None,
        *,
        errors: Mapping[str, Sequence[str]] | None = None,
        rule: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(detail or kind.title)
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.rule = rule
        self.retry_after = retry_after

    def to_wire(self) -> dict[str, Any]:
        members = {"detail": self.detail, "errors": self.errors, "rule": self.rule}
        return {
            "type": f"/problems/{self.kind.slug}",
            "title": self.kind.title,
            "status": self.kind.status,
            **{name: value for name, value in members.items() if value},
        }
