"""Asking a running product over HTTP, in anybody's name."""

from __future__ import annotations

from typing import Any

import httpx

from contracts.tokens import WEB, Audience, Signer
from floorwalk.installation import find_installation
from floorwalk.keys import load_signing_key
from tests.embedded import EmbeddedProduct
from tests.patience import LONG
from tests.product import RunningProduct, wait_until
from tests.speaking import HTTP

ADMIN = ("svc:load", "admin")


class Asker:
    """Somebody, by id and role, who asks both services of a product."""

    def __init__(self, product: RunningProduct | EmbeddedProduct, person: str, role: str) -> None:
        installation = find_installation(product.home, {})
        self._signer = Signer(load_signing_key(installation.settings, installation.home), WEB)
        self._addresses: dict[Audience, str] = {"observation": product.observation, "followup": product.followup}
        self._person, self._role = person, role

    def get(self, audience: Audience, path: str) -> Any:
        answer = self._send(audience, "GET", path, None)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def put(self, path: str, body: dict[str, Any]) -> httpx.Response:
        return self._send("observation", "PUT", path, body)

    def items(self, audience: Audience, path: str, cursor: str = "cursor") -> list[dict[str, Any]]:
        """All pages of a list."""
        found: list[dict[str, Any]] = []
        joint, page = "&" if "?" in path else "?", path
        while True:
            answer = self.get(audience, page)
            found += answer["items"]
            if not answer.get("next"):
                return found
            page = f"{path}{joint}{cursor}={answer['next']}"

    def _send(self, audience: Audience, method: str, path: str, body: dict[str, Any] | None) -> httpx.Response:
        token = self._signer.sign(self._person, audience, {self._role})
        headers = {"Authorization": f"Bearer {token}"}
        return HTTP.request(method, self._addresses[audience] + path, headers=headers, json=body)


def head(product: RunningProduct) -> int:
    """The position of the last event in the log."""
    return int(Asker(product, *ADMIN).get("observation", "/v1/events?limit=1")["head"])


def wait_caught_up(product: RunningProduct) -> None:
    """The read model has all that was written."""
    service = Asker(product, *ADMIN)

    def is_caught_up() -> bool:
        return bool(service.get("followup", "/v1/lag")["position"] == head(product))

    wait_until(is_caught_up, LONG, product.tell)
