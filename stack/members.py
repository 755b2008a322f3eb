"""Processes that outlive who started them, and are ended by their id."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

Process = subprocess.Popen[bytes]

STOP_SECONDS = 15.0


class NotReady(Exception):
    """Something did not come up in time."""


def start(command: Sequence[str], environment: Mapping[str, str], log: Path, user: str | None = None) -> Process:
    """Start a process in a group of its own, which goes on when we end.

    Args:
        user: who it runs as, where we are the superuser.
    """
    with log.open("ab") as said:
        return subprocess.Popen(
            [*dropping(user), *command],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            cwd="/",
        )


def run(command: Sequence[str], environment: Mapping[str, str], log: Path, user: str | None = None) -> None:
    """Run a program to its end.

    Raises:
        NotReady: it failed; the log says why.
    """
    with log.open("ab") as said:
        done = subprocess.run([*dropping(user), *command], env=dict(environment), stdout=said, stderr=said, cwd="/")
    if done.returncode:
        raise NotReady(f"{Path(command[0]).name} failed with {done.returncode}; see {log}")


def dropping(user: str | None) -> list[str]:
    """What goes in front of a command that must not run as the superuser."""
    if user is None:
        return []
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]


def service_user(name: str) -> str | None:
    """The user a server runs as: its own where we are the superuser, otherwise ourselves."""
    if os.geteuid() != 0:
        return None
    return pwd.getpwnam(name).pw_name


def stop(process: int, how: signal.Signals = signal.SIGTERM) -> None:
    """Ask it to stop, wait until it has, and end by force what has not."""
    stop_all([process], how)


def stop_all(processes: Iterable[int], how: signal.Signals = signal.SIGTERM) -> None:
    """All at the same time."""
    asked = list(processes)
    for process in asked:
        _signal(process, how)
    end = time.monotonic() + STOP_SECONDS
    while any(map(is_running, asked)) and time.monotonic() < end:
        time.sleep(0.05)
    for process in asked:
        _signal_group(process, signal.SIGKILL)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    if state == "Z":
        _reap(process)
    return state != "Z"


def wait_until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Look again and again.

    Raises:
        NotReady: not in time.
    """
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise NotReady(f"{what} did not come up within {seconds:.0f} s")
        time.sleep(0.1)


def _reap(process: int) -> None:
    with suppress(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


def _signal(process: int, how: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, how)


def _signal_group(process: int, how: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, how)
