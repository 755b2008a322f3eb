"""`make stack` starts the scaled set-up natively, sub-commands work beside it, and `make stack-down` ends all of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from floorwalk.demo.floor import cast, sample
from stack.members import is_running
from tests.patience import LONG
from tests.ports import free_ports
from tests.product import PROGRAM, clean_environment
from tests.speaking import HTTP

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("stack")]

ROOT = Path(__file__).parents[2]
PORTS = 40


@pytest.fixture
def folder() -> Iterator[Path]:
    # The servers run as users of their own, who have to pass.
    folder = Path(tempfile.mkdtemp(prefix="floorwalk-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def test_it_starts_is_worked_with_and_is_stopped(folder: Path) -> None:
    port = free_ports(PORTS)
    where = ["--folder", str(folder / "stack"), "--port", str(port)]
    try:
        up = stack("up", *where)
        assert up.returncode == 0, up.stdout + up.stderr
        assert f"http://localhost:{port}" in up.stdout
        processes = orjson.loads((folder / "stack" / "started.json").read_bytes())
        assert all(map(is_running, processes.values()))
        again = stack("up", *where)
        assert again.returncode == 1
        assert "runs in" in again.stderr
        work_beside(folder / "stack", port)
    finally:
        down = stack("down", *where)
    assert down.returncode == 0, down.stdout + down.stderr
    assert not any(map(is_running, processes.values()))
    secrets = [file for file in (folder / "stack").rglob("*") if file.is_file() and "secret" in str(file)]
    assert all(file.stat().st_mode & 0o077 == 0 for file in secrets)


def work_beside(folder: Path, port: int) -> None:
    """Load a floor, let the first person in, and look all of it over."""
    for kind in ("teams", "people", "behaviours"):
        done = beside(folder, "load", kind, str(sample(f"{kind}.csv")))
        assert done.returncode == 0, done.stdout + done.stderr
    admin = next(part.person for part in cast() if "admin" in part.person.roles)
    enrolled = beside(folder, "enrol", admin.id)
    assert HTTP.get(enrolled.stdout.strip()).status_code == 200
    assert enrolled.stdout.startswith(f"http://localhost:{port}/enrol?code=")
    for command in (["rebuild"], ["check"], ["parked", "list"], ["doctor"]):
        done = beside(folder, *command)
        assert done.returncode == 0, done.stdout + done.stderr


def stack(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "stack", *arguments]
    return subprocess.run(command, env=clean_environment(), capture_output=True, text=True, cwd=ROOT, timeout=4 * LONG)


def beside(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A sub-command, as whoever started the stack is told to run it."""
    command = ["bash", "-c", '. "$0"; exec "$@"', str(folder / "environment"), *PROGRAM, *arguments]
    return subprocess.run(command, env=clean_environment(), capture_output=True, text=True, timeout=4 * LONG)
