"""The home folder: where one installation keeps its databases, its keys, its clock, and who it is while it runs."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from floorwalk.private_files import make_private_folder, write_private


class HomeError(Exception):
    """The home folder cannot be used."""


class HomeInUse(HomeError):
    """Another process runs the product in this home."""


@dataclass(frozen=True, slots=True)
class Running:
    """What the running product tells the sub-commands: its process, its port, and the settings it was given."""

    pid: int
    port: int
    settings: Mapping[str, str]


class Home:
    """The names of what lies in a home folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.signing_key = path / "keys" / "signing.json"
        self.kek = path / "keys" / "kek"
        self.channel_key = path / "keys" / "channels"
        self.clock = path / "clock.json"
        self.demo = path / "demo.json"
        self._running = path / "run.json"
        self._lock = path / "lock"

    def make(self) -> None:
        """Make the folder, for its owner alone, where it is missing.

        Raises:
            HomeError: it cannot be made or written to.
        """
        try:
            make_private_folder(self.path)
            make_private_folder(self.path / "keys")
        except OSError as err:
            raise HomeError(f"cannot use {self.path} as home: {err}") from err
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise HomeError(f"cannot write to the home {self.path}")

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep the home for this process alone; the lock goes with the process, however it ends.

        Raises:
            HomeInUse: another process has it.
        """
        with self._lock.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as err:
                raise HomeInUse(f"{self._who()} uses the home {self.path} already; give another with --home") from err
            yield

    def announce(self, running: Running) -> None:
        """Tell the sub-commands where the product answers."""
        write_private(self._running, orjson.dumps(asdict(running)))

    def withdraw(self) -> None:
        """Take the announcement back, when the product stops."""
        self._running.unlink(missing_ok=True)

    def running(self) -> Running | None:
        """The last announcement; after a kill it may outlive its process."""
        try:
            told = orjson.loads(self._running.read_bytes())
            return Running(int(told["pid"]), int(told["port"]), dict(told["settings"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _who(self) -> str:
        running = self.running()
        return f"`floorwalk run` with process id {running.pid}" if running else "another `floorwalk run`"
