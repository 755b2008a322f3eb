"""A real Chromium, driven as a phone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.patience import LONG

NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 390, "height": 844}


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The system's Chromium, or the one that Playwright has installed."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def launch(playwright: Playwright) -> Browser:
    """The browser that ``CHROMIUM`` names, the system's, or the one that Playwright has installed.

    The name has no ``FLOORWALK_`` before it, for the product stops at a setting of its own that it does not know.
    """
    return playwright.chromium.launch(**_how())


def launch_at(playwright: Playwright, profile: Path, **options: Any) -> BrowserContext:
    """The same with what it keeps in the folder ``profile``, as an app that is closed and opened again."""
    return patient(playwright.chromium.launch_persistent_context(profile, **_how(), **options))


def _how() -> dict[str, Any]:
    expect.set_options(timeout=1_000 * LONG)
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    # Without a user of its own, as in a container, Chromium cannot build its sandbox.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": found, "args": [*arguments, "--disable-dev-shm-usage"]}


def new_phone(browser: Browser, address: str, **options: object) -> BrowserContext:
    """A phone of its own, signed in nowhere yet."""
    settings = {"viewport": PHONE, "device_scale_factor": 2, "has_touch": True, "base_url": address}
    return patient(browser.new_context(**{**settings, **options}))  # type: ignore[arg-type]  # the library's own options


def patient(context: BrowserContext) -> BrowserContext:
    """Clicks, and pages that are gone to, are waited for as long as everything else."""
    context.set_default_timeout(1_000 * LONG)
    return context
