"""Sending requests to a service that may be starting, stopping or busy: the same request again until it answers."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from typing import Any

import httpx

from floorwalk.keys import KeyMissing
from floorwalk.load.bearer import Bearer

PATIENCE_SECONDS = 30.0
"""How long a server may stay away before the load is given up."""

_ONE_TRY_SECONDS = 10.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0
_BUSY = {429, 502, 503, 504}


class NoServer(Exception):
    """Nothing answered for as long as patience lasts."""


class Sender:
    """Sends to one service, in order, one request at a time.

    Args:
        address: gives the service's present address; asked again after a failure, since a restart may move it.
        bearer: makes the tokens.
        patience: seconds without an answer before `NoServer`.
    """

    def __init__(self, address: Callable[[], str], bearer: Bearer, patience: float = PATIENCE_SECONDS) -> None:
        self._ask_address = address
        self._address = address()
        self._bearer = bearer
        self._patience = patience
        self._http = httpx.Client(timeout=_ONE_TRY_SECONDS, trust_env=False, verify=_trust(self._address))

    def close(self) -> None:
        self._http.close()

    def send(self, method: str, path: str, caller: str, **content: Any) -> httpx.Response:
        """The service's answer, whatever it is, once there is one; a token refused as over is renewed once.

        Raises:
            NoServer: there was none in time.
        """
        answer = self._until_answered(method, path, caller, content)
        if answer.status_code == 401:
            self._bearer.forget(caller)
            answer = self._until_answered(method, path, caller, content)
        return answer

    def _until_answered(self, method: str, path: str, caller: str, content: dict[str, Any]) -> httpx.Response:
        give_up_at = time.monotonic() + self._patience
        pause = _FIRST_PAUSE
        while True:
            answer, problem = self._try(method, path, caller, content)
            if answer is not None and answer.status_code not in _BUSY:
                return answer
            wait = max(pause, _asked_to_wait(answer))
            if time.monotonic() + wait > give_up_at:
                raise NoServer(f"no answer from {self._address} for {self._patience:.0f} s: {problem}")
            time.sleep(wait)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _try(self, method: str, path: str, caller: str, content: dict[str, Any]) -> tuple[httpx.Response | None, str]:
        try:
            authorization = {"Authorization": f"Bearer {self._bearer.token(caller)}"}
            request = {**content, "headers": {**authorization, **content.get("headers", {})}}
            answer = self._http.request(method, self._address + path, **request)
        except (httpx.TransportError, KeyMissing) as err:
            self._address = self._ask_address()
            return None, str(err) or type(err).__name__
        return answer, f"it says {answer.status_code}"


def _asked_to_wait(answer: httpx.Response | None) -> float:
    asked = answer.headers.get("Retry-After", "") if answer is not None else ""
    return min(float(asked), _LONGEST_PAUSE) if asked.isdecimal() else 0.0


def _trust(address: str) -> ssl.SSLContext | bool:
    # The system's certificates, which an operator with an own authority can add to.
    return ssl.create_default_context() if address.startswith("https:") else True
