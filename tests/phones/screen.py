"""A screen that nobody looks at."""

from __future__ import annotations

import os
import subprocess


class Screen:
    """An X server of its own; ``name`` is what ``DISPLAY`` wants."""

    def __init__(self, width: int, height: int) -> None:
        here, there = os.pipe()
        size = f"{width}x{height}x24"
        command = ["Xvfb", "-displayfd", str(there), "-screen", "0", size, "-nolisten", "tcp"]
        self._process = subprocess.Popen(command, pass_fds=[there], stderr=subprocess.DEVNULL)
        os.close(there)
        with os.fdopen(here) as said:
            # It says its number when it can be used; the line must be read whole, or it breaks at its end.
            self.name = f":{said.readline().strip()}"
        assert self.name != ":", "Xvfb does not start"

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
