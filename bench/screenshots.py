"""The pictures in the papers: the sample floor on a phone, ``docs/screenshots/*.png``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import orjson
from playwright.sync_api import Browser, Page

from bench.shrink import shrink
from tests.browser import new_phone, open_browser
from tests.product import RunningProduct, wait_until

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
TUESDAY = "2026-11-24T10:00:00Z"

Go = Callable[[Page], object]

PICTURES: tuple[tuple[str, str, Go], ...] = (
    ("walk", "ines.carvalho", lambda page: page.goto("/walk")),
    ("walk-dark", "ines.carvalho", lambda page: page.goto("/walk")),
    ("team", "ines.carvalho", lambda page: page.goto("/team")),
    ("promises", "ben.sutcliffe", lambda page: page.goto("/me/promises")),
    ("rep", "ines.carvalho", lambda page: page.get_by_role("link", name="Dev Patel").click()),
    ("timeline", "ben.sutcliffe", lambda page: page.goto("/me")),
    ("alerts", "dana.whitlock", lambda page: page.goto("/ops/alerts")),
)


def main() -> None:
    """Take them all, on the Tuesday after the sample week."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        home = Path(folder) / "var"
        with RunningProduct(home, "--demo", CLOCK=TUESDAY) as product:
            wait_until(lambda: "Ctrl-C" in product.tell(), 120, product.tell)
            password = orjson.loads((home / "demo.json").read_bytes())["password"]
            for name, who, go in PICTURES:
                page = _sign_in(browser, product.web, who, password)
                page.emulate_media(color_scheme="dark" if name.endswith("-dark") else "light")
                go(page)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=FOLDER / f"{name}.png")
                print(FOLDER / f"{name}.png")
    shrink(FOLDER.glob("*.png"))


def _sign_in(browser: Browser, address: str, who: str, password: str) -> Page:
    page = new_phone(browser, address).new_page()
    page.goto("/signin")
    page.get_by_label("E-mail").fill(f"{who}@example.com")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state("networkidle")
    return page


if __name__ == "__main__":
    main()
