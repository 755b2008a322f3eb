"""Two servers of a kind behind a balancer are restarted one after the other: nobody who asks notices."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest

from contracts.tokens import WEB, Signer
from floorwalk.installation import find_installation
from floorwalk.keys import load_signing_key
from tests.journey.sample_week import rows, supervisors
from tests.patience import LONG
from tests.ports import free_port
from tests.product import wait_until
from tests.scaled.balancer import Balancer
from tests.scaled.scaled_product import ScaledProduct

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("product")]

CALLERS = 6

Ask = Callable[[httpx.Client], httpx.Response]


class Callers:
    """They ask without pause, on connections that are kept alive, each request once."""

    def __init__(self) -> None:
        self.answered = 0
        self.failed: list[str] = []
        self._stop = threading.Event()

    @contextmanager
    def asking(self, address: str, ask: Ask) -> Iterator[None]:
        threads = [threading.Thread(target=self._run, args=(address, ask)) for _ in range(CALLERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _run(self, address: str, ask: Ask) -> None:
        with httpx.Client(base_url=address, timeout=LONG, trust_env=False) as http:
            while not self._stop.is_set():
                try:
                    answer = ask(http)
                except httpx.HTTPError as err:
                    self.failed.append(repr(err))
                    continue
                self.answered += 1
                if not answer.is_success:
                    self.failed.append(f"{answer.status_code}: {answer.text}")


def test_the_web_is_restarted_under_its_visitors(product: ScaledProduct) -> None:
    restart_under_load(product, "web", lambda http: http.get("/signin"))


def test_the_write_side_is_restarted_under_its_writers(product: ScaledProduct) -> None:
    restart_under_load(product, "observation", a_note(product))


def a_note(product: ScaledProduct) -> Ask:
    installation = find_installation(product.home, {})
    signer = Signer(load_signing_key(installation.settings, installation.home), WEB)
    team, supervisor = sorted(supervisors().items())[0]
    rep = next(each["id"] for each in rows("people.csv") if each.get("team_id") == team and "rep" in each["roles"])

    def write(http: httpx.Client) -> httpx.Response:
        token = signer.sign(supervisor, "observation", {"supervisor"})
        body = {"rep_id": rep, "kind": "praise", "quote": "I will see to it."}
        return http.put(f"/v1/observations/{uuid4()}", json=body, headers={"Authorization": f"Bearer {token}"})

    return write


def restart_under_load(product: ScaledProduct, name: str, ask: Ask) -> None:
    another = add_another(product, name)
    servers = [f"http://127.0.0.1:{product.members[each].port}" for each in (name, another)]
    callers = Callers()
    with Balancer(servers) as balancer, callers.asking(balancer.url, ask):
        for each in (name, another, name):
            answered = callers.answered
            wait_until(lambda answered=answered: callers.answered > answered + 50, LONG, lambda: str(callers.failed))
            product.stop(each)
            wait_until(lambda each=each: not product.is_running(each), LONG, product.tell)
            product.start(each)
            product.wait_ready(each)
    assert callers.failed == []


def add_another(product: ScaledProduct, name: str) -> str:
    """A second one of the same kind, on a port of its own."""
    one, port = product.members[name], free_port()
    another = replace(one, name=f"{name}-2", arguments=("serve", name, "--port", str(port)), port=port)
    product.members[another.name] = another
    product.start(another.name)
    product.wait_ready(another.name)
    return another.name
