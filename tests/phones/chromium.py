"""Chromium as a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect, sync_playwright

from tests.browser import PHONE, launch_at


class ChromiumPhone:
    def __init__(self, folder: Path, address: str) -> None:
        self._playwright = sync_playwright().start()
        self._context = launch_at(self._playwright, folder, viewport=PHONE, base_url=address)
        self._page = self._context.pages[0]

    def open(self, path: str) -> None:
        self._page.goto(path)

    def tap(self, selector: str, text: str = "") -> None:
        self._find(selector, text).click()

    def write(self, selector: str, words: str) -> None:
        self._find(selector).fill(words)

    def wait_for(self, selector: str, text: str = "") -> None:
        expect(self._find(selector, text)).to_be_visible()

    def wait_gone(self, selector: str) -> None:
        expect(self._find(selector)).to_be_hidden()

    def evaluate(self, script: str, argument: object = None) -> Any:
        return self._page.evaluate(script, argument)

    def fly(self, is_flying: bool) -> None:
        self._context.set_offline(is_flying)

    def close(self) -> None:
        self._context.close()
        self._playwright.stop()

    def _find(self, selector: str, text: str = "") -> Locator:
        return self._page.locator(selector).filter(has_text=text).first
