"""A disk so small that a test can fill it, and databases that are on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

SIZE = 160 * 1024 * 1024
_PORTION = bytes(64 * 1024)


def may_mount() -> bool:
    """The superuser may, but not in every container."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
    return True


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """To the last page, whoever else writes meanwhile."""
        with self._ballast.open("wb", buffering=0) as ballast, suppress(OSError):
            while ballast.write(_PORTION):
                pass

    def make_room(self) -> None:
        self._ballast.unlink()


@contextmanager
def small_disk(server: str) -> Iterator[SmallDisk]:
    """With every database in it that is made on the server from now on; what the server writes ahead is elsewhere."""
    folder = Path(tempfile.mkdtemp(prefix="floorwalk-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", folder], check=True)
    try:
        tables = folder / "tables"
        tables.mkdir()
        shutil.chown(tables, "postgres", "postgres")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{tables}'")
            connection.execute("ALTER DATABASE template1 SET TABLESPACE small")
        yield SmallDisk(folder)
    finally:
        # The server may still have files open in it.
        subprocess.run(["umount", "--lazy", folder], check=True)
        folder.rmdir()
