"""The real product in a process of its own: started, asked, stopped, killed, as its users and its fate would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from tests.floor_loading import load_floor_into
from tests.patience import LONG
from tests.ports import free_port
from tests.speaking import HTTP

PROGRAM = [sys.executable, "-m", "floorwalk"]
START_SECONDS = LONG


def clean_environment(**settings: str) -> dict[str, str]:
    """This process's environment without settings of the product, but for those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FLOORWALK_")}
    return kept | {f"FLOORWALK_{name}": value for name, value in settings.items()}


class RunningProduct:
    """``floorwalk run`` in one home; its output is kept in a file beside the home."""

    def __init__(self, home: Path, *options: str, port: int | None = None, **settings: str) -> None:
        self.home = home
        self.port = port or free_port()
        self.web = f"http://localhost:{self.port}"
        self.observation = f"http://127.0.0.1:{self.port + 1}"
        self.followup = f"http://127.0.0.1:{self.port + 2}"
        self.said = home.with_suffix(".said")
        self._environment = clean_environment(HOME=str(home), **settings)
        with self.said.open("ab") as said:
            command = [*PROGRAM, "run", "--port", str(self.port), *options]
            self.process = subprocess.Popen(command, env=self._environment, stdout=said, stderr=said)

    def __enter__(self) -> RunningProduct:
        return self.wait_ready()

    def __exit__(self, *raised: object) -> None:
        self.kill()

    def wait_ready(self) -> RunningProduct:
        """All three answer, and have all they need."""
        wait_until(
            lambda: all(map(self.is_ready, (self.web, self.observation, self.followup))), START_SECONDS, self.tell
        )
        return self

    def is_ready(self, address: str) -> bool:
        assert self.process.poll() is None, self.tell()
        try:
            return HTTP.get(f"{address}/readyz").status_code == 200
        except httpx.HTTPError:
            return False

    def tell(self) -> str:
        return self.said.read_text(errors="replace")[-4_000:]

    def stop(self) -> int:
        """Ask it to stop; answers its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=LONG)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self.process.wait()

    def run(self, *arguments: str, timeout: float = 4 * LONG) -> subprocess.CompletedProcess[str]:
        """A sub-command in the same home."""
        command = [*PROGRAM, *arguments]
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=timeout)

    def load(self, kind: str, file: Path) -> None:
        """Load a file, all of it."""
        done = self.run("load", kind, str(file))
        assert done.returncode == 0, done.stderr + done.stdout

    def load_floor(self) -> None:
        """Teams, people and behaviours of the sample."""
        load_floor_into(self.home, self.observation)

    def token(self, person: str, audience: str) -> str:
        done = self.run("token", "--person", person, "--audience", audience)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def wait_until(holds: Callable[[], Any], seconds: float, tell: Callable[[], str] = lambda: "") -> None:
    """Look again and again until it holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} s: {tell()}"
        time.sleep(0.05)
