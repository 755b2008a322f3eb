"""The window program, running: asked, answering, killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from tests.patience import LONG
from tests.phones.installed import PYTHON
from tests.phones.screen import Screen

COMMAND = [PYTHON, "-X", "faulthandler", str(Path(__file__).with_name("window.py"))]
SETTINGS = {
    "GDK_BACKEND": "x11",
    "GDK_CORE_DEVICE_EVENTS": "1",  # The taps of a test are such events.
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "NO_AT_BRIDGE": "1",
    "WEBKIT_DMABUF_RENDERER_FORCE_SHM": "1",  # Without a graphics card; without either, transitions break the window.
}


class NoAnswer(AssertionError):
    """The window could not do what it was asked."""


class OpenWindow:
    def __init__(self, folder: Path, width: int, height: int) -> None:
        self._said = folder / "said"
        self._screen = Screen(width, height)
        with self._said.open("ab") as said:
            self._process = subprocess.Popen(
                [*COMMAND, str(folder), str(width), str(height)],
                env={**os.environ, **SETTINGS, "DISPLAY": self._screen.name},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                start_new_session=True,
            )
        self._asked = 0
        self._answers: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def ask(self, deed: str, **how: object) -> Any:
        self._asked += 1
        asked = json.dumps({"id": self._asked, "deed": deed, **how})
        assert self._process.stdin is not None
        self._process.stdin.write(asked.encode() + b"\n")
        self._process.stdin.flush()
        answer = self._answer(asked)
        if "error" in answer:
            raise NoAnswer(f"{asked}: {answer['error']}")
        return answer["value"]

    def tell(self) -> str:
        return self._said.read_text(errors="replace")[-2_000:]

    def kill(self) -> None:
        """End it and every process of its own at once; all have gone when nothing can be answered any more."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._reader.join(LONG)
        assert not self._reader.is_alive(), "a process of the window is still there"
        self._process.communicate()
        self._screen.close()

    def _answer(self, asked: str) -> dict[str, Any]:
        """The answer to the last question. One that comes too late for its own is passed over."""
        end = time.monotonic() + LONG / 2
        while True:
            try:
                answer = self._answers.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                raise NoAnswer(f"{asked}: no answer\n{self.tell()}") from None
            assert answer is not None, f"{asked}: the window is gone, {self._process.wait()}\n{self.tell()}"
            if answer["id"] == self._asked:
                return answer

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(json.loads(line))
        self._answers.put(None)
