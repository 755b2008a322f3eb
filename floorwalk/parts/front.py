"""The web: the pages, and the accounts of who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from joserfc.jwk import OKPKey
from sqlalchemy import Engine

from contracts.clock import Clock
from contracts.tokens import WEB, Signer
from floorwalk.parts.loops import Loop
from floorwalk.settings import Settings
from web.accounts import Accounts
from web.application import create_app
from web.service_calls import connect
from web.setting import Demo

_TIDIED_EVERY = 3_600.0
"""Seconds between two times that sessions, codes and tries which are over are taken away."""


class Front:
    """
    Args:
        signing: signs for whoever asks for a page.
        jwks: the public keys, as everybody may read them.
        demo: what the sign-in page says of a demonstration.
    """

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        signing: OKPKey,
        jwks: Mapping[str, Any],
        clock: Clock,
        demo: Demo | None = None,
    ) -> None:
        self.accounts = Accounts(engine)
        self.tidying = Loop("tidying", lambda: _tidy(self.accounts, clock), _TIDIED_EVERY)
        self._services = connect(settings.observation_url), connect(settings.followup_url)
        observation, followup = self._services
        self.app: Flask = create_app(
            accounts=self.accounts,
            observation=observation,
            followup=followup,
            signer=Signer(signing, WEB),
            jwks=jwks,
            clock=clock,
            public_origin=settings.public_origin,
            demo=demo,
            proxies=settings.proxies,
            keeps_pages=settings.keeps_pages,
        )

    def close(self) -> None:
        for service in self._services:
            service.close()


def _tidy(accounts: Accounts, clock: Clock) -> bool:
    accounts.forget_old(clock())
    return False
