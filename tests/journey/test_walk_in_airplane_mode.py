"""A whole walk without a connection or a server, the app closed half-way: every note arrives, once, in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser import PHONE, launch_at
from tests.journey.asking import ADMIN, Asker
from tests.patience import LONG
from tests.product import RunningProduct, wait_until

pytestmark = pytest.mark.slow

TUESDAY = "2026-11-24T10:00:00Z"
NEWCOMERS = ("Noor Haddad", "Otis Reed", "Pia Lindqvist", "Quentin Moreau")
SIZE = 12
CHIP = "Put on hold without asking"
IS_KEPT = "async (path) => Boolean(await (await caches.open('pages')).match(path))"


@pytest.fixture
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def test_a_walk_of_twelve_in_airplane_mode(playwright: Playwright, tmp_path: Path) -> None:
    home, profile = tmp_path / "var", tmp_path / "phone"
    with running(home) as product:
        port, address = product.port, product.web
        with phone(playwright, profile, address) as page:
            reps = begin(page, product)
            before = recorded(product)
            page.context.set_offline(True)
            assert product.stop() == 0
            for number, rep in enumerate(reps[: SIZE // 2], 1):
                note(page, rep, f"Word {number}")
    with phone(playwright, profile, address) as page:
        page.context.set_offline(True)
        page.goto("/walk")
        expect(page.locator("#waiting-count")).to_contain_text("6 waiting")
        for number, rep in enumerate(reps[SIZE // 2 :], SIZE // 2 + 1):
            note(page, rep, f"Word {number}")
        expect(page.locator("#waiting-count")).to_contain_text("12 waiting")
        with running(home, port) as product:
            page.context.set_offline(False)
            page.evaluate("outbox.drain(true)")
            expect(page.locator("#waiting-count")).to_be_hidden()
            page.goto("/walk")
            expect(page.get_by_text("Seen 12 of 12")).to_be_visible()
            assert recorded(product)[len(before) :] == reps


@contextmanager
def running(home: Path, port: int | None = None) -> Iterator[RunningProduct]:
    with RunningProduct(home, "--demo", port=port, CLOCK=TUESDAY) as product:
        wait_until(lambda: demonstration(home)["is_loaded"], 2 * LONG, product.tell)
        yield product


@contextmanager
def phone(playwright: Playwright, profile: Path, address: str) -> Iterator[Page]:
    """An app that keeps what it has, from one time it is opened to the next."""
    context: BrowserContext = launch_at(playwright, profile, viewport=PHONE, base_url=address)
    yield context.pages[0]
    context.close()


def begin(page: Page, product: RunningProduct) -> list[str]:
    """Sign in, with a team of twelve, and wait until every card is on the phone; answers the reps in their order."""
    asker = Asker(product, *ADMIN)
    harbour = next(
        team["id"] for team in asker.get("observation", "/v1/teams")["items"] if team["name"] == "Harbour phones"
    )
    for number, name in enumerate(NEWCOMERS):
        person = {"name": name, "roles": ["rep"], "team_id": harbour}
        assert asker.put(f"/v1/people/{number:08}-0000-4000-8000-000000000000", person).status_code in {200, 201}
    page.goto("/signin")
    page.get_by_label("E-mail").fill("ines.carvalho@example.com")
    page.get_by_label("Password").fill(demonstration(product.home)["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    rows = page.locator("a.row")

    def team_is_whole() -> bool:
        page.goto("/walk")
        return rows.count() == SIZE

    wait_until(team_is_whole, LONG)
    paths = [str(row.get_attribute("href")) for row in rows.all()]
    wait_until(lambda: all(page.evaluate(IS_KEPT, path) for path in ("/", "/walk", *paths)), LONG)
    return [path.rsplit("/", 1)[1] for path in paths]


def note(page: Page, rep: str, words: str) -> None:
    page.goto("/walk")
    page.locator(f'a.row[href$="{rep}"]').click()
    page.locator("#note").get_by_text(CHIP, exact=True).click()
    page.locator("#quote").fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#waiting")).to_contain_text(words)


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
