"""The roles of people, as the observation service knows them, for the tokens of those who wrote the notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx

from floorwalk.load.report import reason_of
from floorwalk.load.requests import LOADER
from floorwalk.load.sending import Sender

LOADER_ROLES = frozenset({"admin"})


class PeopleUnknown(Exception):
    """The service does not tell who there is."""


class Roles:
    """Looks roles up; to be read from the service before notes are loaded."""

    def __init__(self) -> None:
        self._roles: dict[str, frozenset[str]] = {}

    def of(self, caller: str) -> frozenset[str]:
        """A person's roles, none for an unknown one; the loader's own are an admin's."""
        return LOADER_ROLES if caller == LOADER else self._roles.get(caller, frozenset())

    def read(self, sender: Sender) -> None:
        """Ask for everybody.

        Raises:
            NoServer: no answer in time.
            PeopleUnknown: the answer was a refusal.
        """
        for page in _pages(sender):
            self._roles.update({person["id"]: frozenset(person["roles"]) for person in page})


def _pages(sender: Sender) -> Iterator[list[dict[str, Any]]]:
    cursor: str | None = None
    while True:
        path = "/v1/people?limit=200" + (f"&cursor={cursor}" if cursor else "")
        answer = sender.send("GET", path, LOADER)
        if answer.status_code != httpx.codes.OK:
            raise PeopleUnknown(f"the people could not be read: {reason_of(answer)}")
        page = answer.json()
        yield page["items"]
        cursor = page.get("next")
        if not cursor:
            return
