"""A whole walk without a connection or a server, the app killed half-way: every note arrives, once, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import orjson
import pytest

from tests.journey.asking import ADMIN, Asker, wait_caught_up
from tests.patience import LONG
from tests.phones.chromium import ChromiumPhone
from tests.phones.phone import Phone
from tests.phones.webkit import WebKitPhone
from tests.product import RunningProduct, wait_until

pytestmark = pytest.mark.slow

TUESDAY, LATER = "2026-11-24T10:00:00Z", "2026-11-24T12:00:00Z"
"""The server's clock goes on while it is away, or it would refuse notes of what has not happened yet."""
NEWCOMERS = ("Noor Haddad", "Otis Reed", "Pia Lindqvist", "Quentin Moreau")
SIZE = 12
CHIP = "Put on hold without asking"
ARE_KEPT = """async (paths) => {
  const pages = await caches.open("pages");
  return (await Promise.all(paths.map((path) => pages.match(path)))).every(Boolean);
}"""
LINKS = "() => [...document.querySelectorAll('a.row')].map((row) => row.getAttribute('href'))"


@pytest.mark.parametrize("take", [ChromiumPhone, pytest.param(WebKitPhone, marks=pytest.mark.webkit)])
def test_a_walk_of_twelve_in_airplane_mode(take: Callable[[Path, str], Phone], tmp_path: Path) -> None:
    home, folder = tmp_path / "var", tmp_path / "phone"
    with running(home, TUESDAY) as product:
        port, address = product.port, product.web
        with closing(take(folder, address)) as phone:
            reps = begin(phone, product)
            before = recorded(product)
            phone.fly(True)
            assert product.stop() == 0
            for number, rep in enumerate(reps[: SIZE // 2], 1):
                note(phone, rep, f"Word {number}")
    with closing(take(folder, address)) as phone:
        phone.fly(True)
        phone.open("/walk")
        phone.wait_for("#waiting-count", "6 waiting")
        for number, rep in enumerate(reps[SIZE // 2 :], SIZE // 2 + 1):
            note(phone, rep, f"Word {number}")
        phone.wait_for("#waiting-count", "12 waiting")
        with running(home, LATER, port) as product:
            phone.fly(False)
            phone.evaluate("() => { outbox.drain(true) }")
            phone.wait_gone("#waiting-count")
            assert recorded(product)[len(before) :] == reps
            wait_caught_up(product)
            wait_until(lambda: is_fresh(phone, "/walk"), LONG)
            phone.wait_for(".tally", "Seen 12 of 12")


@contextmanager
def running(home: Path, clock: str, port: int | None = None) -> Iterator[RunningProduct]:
    with RunningProduct(home, "--demo", port=port, CLOCK=clock) as product:
        wait_until(lambda: demonstration(home)["is_loaded"], 2 * LONG, product.tell)
        yield product


def begin(phone: Phone, product: RunningProduct) -> list[str]:
    """Sign in, with a team of twelve, and wait until every card is on the phone; answers the reps in their order."""
    asker = Asker(product, *ADMIN)
    harbour = next(
        team["id"] for team in asker.get("observation", "/v1/teams")["items"] if team["name"] == "Harbour phones"
    )
    for number, name in enumerate(NEWCOMERS):
        person = {"name": name, "roles": ["rep"], "team_id": harbour}
        assert asker.put(f"/v1/people/{number:08}-0000-4000-8000-000000000000", person).status_code in {200, 201}
    wait_caught_up(product)
    phone.open("/signin")
    phone.write("[name=email]", "ines.carvalho@example.com")
    phone.write("[name=password]", demonstration(product.home)["password"])
    phone.tap("button", "Sign in")
    phone.wait_for("h1", "Walk")
    paths: list[str] = phone.evaluate(LINKS)
    assert len(paths) == SIZE
    wait_until(lambda: phone.evaluate(ARE_KEPT, ["/", "/walk", *paths]), LONG)
    return [path.rsplit("/", 1)[1] for path in paths]


def note(phone: Phone, rep: str, words: str) -> None:
    phone.open("/walk")
    phone.tap(f'a.row[href$="{rep}"]')
    phone.tap("#note label", CHIP)
    phone.write("#quote", words)
    phone.tap("button", "Save")
    phone.wait_for("#waiting", words)


def is_fresh(phone: Phone, path: str) -> bool:
    """A server that has just begun may be slow enough for the page that was last seen to be shown instead."""
    phone.open(path)
    return bool(phone.evaluate("() => !document.documentElement.dataset.seen"))


def recorded(product: RunningProduct) -> list[str]:
    """Whom the notes of the log are about, in its order."""
    service, about, after = Asker(product, "svc:web", "rep"), [], 0
    while page := service.get("observation", f"/v1/events?limit=1000&after={after}")["items"]:
        after = page[-1]["position"]
        about += [event["data"]["rep_id"] for event in page if event["type"] == "floorwalk.observation.recorded"]
    return about


def demonstration(home: Path) -> dict[str, str]:
    found: dict[str, str] = orjson.loads((home / "demo.json").read_bytes())
    return found
