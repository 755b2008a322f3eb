"""WebKit, the engine of every iPhone, as a phone: a window of its own on a screen of its own, and real taps on it."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

from tests.browser import PHONE
from tests.patience import LONG
from tests.phones.open_window import NoAnswer, OpenWindow
from tests.product import wait_until

FIND = """([selector, text]) => {
  const isThere = (each) => each.textContent.includes(text) && each.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll(selector)].find(isThere);
}"""
IS_SEEN = f"(what) => Boolean(({FIND})(what))"
IS_GONE = f"(what) => !({FIND})(what)"
SHOWN = "() => `${location} ${document.readyState}\\n${document.body.innerText}`"
HAS_FOCUS = "([selector]) => document.activeElement?.matches(selector)"
INSERT = "(words) => document.execCommand('insertText', false, words)"
PLACE = f"""(what) => {{
  const found = ({FIND})(what);
  if (!found || found.disabled || document.readyState !== "complete") return;
  found.scrollIntoView({{ block: "center", behavior: "instant" }});
  const {{ left, top, width, height }} = found.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  return found.contains(document.elementFromPoint(x, y)) && [x, y];
}}"""
"""The middle of what can be tapped on: seen, and under nothing else."""
LISTEN = f"""(what) => {{
  const found = ({FIND})(what);
  self.tapped = "not yet";
  addEventListener("click", (event) => {{
    self.tapped = found.contains(event.target) ? "hit" : "missed";
    if (tapped === "missed") event.stopImmediatePropagation(), event.preventDefault();
  }}, {{ once: true, capture: true }});
}}"""
TAPPED = "() => self.tapped !== 'not yet' && (self.tapped ?? 'left')"
"""What became of a tap. Until then nothing may be done that moves the page under the finger."""
SETTLE = """([n, script, argument]) => {
  self.asked = { n };
  const settled = (how) => (what) => { if (asked.n === n) asked[how] = what ?? null; };
  Promise.resolve(argument).then(script).then(settled("value"), (error) => settled("error")(String(error)));
}"""
SETTLED = "(n) => self.asked?.n === n && ('value' in asked || 'error' in asked) && asked"


class WebKitPhone:
    def __init__(self, folder: Path, address: str) -> None:
        folder.mkdir(exist_ok=True)
        self._address = address
        self._window = OpenWindow(folder, **PHONE)
        self._numbers = count(1)

    def open(self, path: str) -> None:
        self._window.ask("open", url=self._address + path)

    def tap(self, selector: str, text: str = "") -> None:
        """A page that moves while it is tapped on is tapped on again: a person would have waited for it."""
        while self._tap_once((selector, text)) == "missed":
            pass

    def write(self, selector: str, words: str) -> None:
        self.tap(selector)
        self._wait(HAS_FOCUS, [selector])
        self._at_once(INSERT, words)

    def wait_for(self, selector: str, text: str = "") -> None:
        self._wait(IS_SEEN, (selector, text))

    def wait_gone(self, selector: str) -> None:
        self._wait(IS_GONE, (selector, ""))

    def evaluate(self, script: str, argument: object = None) -> Any:
        number = next(self._numbers)
        self._window.ask("evaluate", script=f"({SETTLE})([{number}, {script}, {json.dumps(argument)}])")
        settled = self._wait(SETTLED, number)
        if "error" in settled:
            raise NoAnswer(f"{script}: {settled['error']}")
        return settled["value"]

    def fly(self, is_flying: bool) -> None:
        """It has no such mode."""

    def close(self) -> None:
        self._window.kill()

    def _tap_once(self, what: tuple[str, str]) -> str:
        before, place = None, self._wait(PLACE, what)
        while before != place:
            before, place = place, self._wait(PLACE, what)
        self._at_once(LISTEN, what)
        self._window.ask("tap", x=place[0], y=place[1])
        became: str = self._wait(TAPPED, None)
        return became

    def _at_once(self, script: str, argument: object) -> Any:
        return self._window.ask("evaluate", script=f"({script})({json.dumps(argument)})")

    def _wait(self, script: str, argument: object) -> Any:
        """What the function of the page gives, once it gives something. A page that is being left gives nothing."""
        given: list[Any] = []

        def is_given() -> bool:
            try:
                given[:] = [self._at_once(script, argument)]
            except NoAnswer as error:
                given[:] = [None, error]
            return bool(given[0])

        wait_until(is_given, LONG, lambda: f"{argument}: {given}\n{self._at_once(SHOWN, None)}\n{self._window.tell()}")
        return given[0]
