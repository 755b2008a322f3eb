"""What the web was given to work with, and how a view reaches it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import current_app

from contracts.clock import Clock
from web.accounts import Accounts
from web.service_clients import Followup, Observation

_NAME = "floorwalk"


@dataclass(frozen=True, slots=True)
class Demo:
    """Shown on the sign-in page of a demonstration: the one password, and who is worth signing in as.

    ``people`` pairs an e-mail address with a word for its role.
    """

    password: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """``public_origin`` is scheme, host and port as the phones see them, without a slash at the end."""

    accounts: Accounts
    observation: Observation
    followup: Followup
    clock: Clock
    new_id: Callable[[], str]
    jwks: Mapping[str, Any]
    public_origin: str
    demo: Demo | None
    keeps_pages: bool

    @property
    def is_secure(self) -> bool:
        return self.public_origin.startswith("https:")


def install(app: Any, setting: Setting) -> None:
    app.extensions[_NAME] = setting


def setting() -> Setting:
    return cast(Setting, current_app.extensions[_NAME])
