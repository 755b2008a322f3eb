"""What a test does with a phone, whichever engine is in it."""

from __future__ import annotations

from typing import Any, Protocol


class Phone(Protocol):
    """An app that keeps what it has in a folder, from one time it is opened to the next."""

    def open(self, path: str) -> None: ...

    def tap(self, selector: str, text: str = "") -> None:
        """Tap on the first such element that has this text in it, once it can be tapped."""

    def write(self, selector: str, words: str) -> None:
        """Tap into a field and write."""

    def wait_for(self, selector: str, text: str = "") -> None:
        """Until such an element is to be seen."""

    def wait_gone(self, selector: str) -> None:
        """Until it is not."""

    def evaluate(self, script: str, argument: object = None) -> Any:
        """What a function of the page gives for ``argument``."""

    def fly(self, is_flying: bool) -> None:
        """Airplane mode, as far as the engine has one. Tests stop the server besides."""

    def close(self) -> None:
        """End the app, as a phone does that wants room for another."""
