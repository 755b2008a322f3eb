"""Where a stack keeps its data, its secrets, its logs, and what it started."""

from __future__ import annotations

import json
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

PRIVATE = 0o700


@dataclass(frozen=True)
class Folder:
    path: Path

    def make(self) -> None:
        """Others may pass through, to what is theirs in it: servers run as users of their own. They cannot look."""
        for each in reversed((self.path, *self.path.parents)):
            if not each.exists():
                each.mkdir()
                each.chmod(0o711)

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def started(self) -> Path:
        return self.path / "started.json"

    def log(self, name: str) -> Path:
        return self.path / f"{name}.log"

    def secret(self, name: str) -> str:
        """A password made when it is first asked for."""
        file = self.path / "secrets" / name
        file.parent.mkdir(mode=PRIVATE, exist_ok=True)
        if not file.exists():
            file.touch(0o600)
            file.write_text(secrets.token_urlsafe(24))
        return file.read_text()

    def room(self, name: str, owner: str | None) -> Path:
        """A folder for a server, which belongs to the user it runs as."""
        room = self.path / name
        if not room.exists():
            room.mkdir(mode=PRIVATE)
            if owner is not None:
                shutil.chown(room, owner, owner)
        return room

    def hand_over(self, name: str, content: str, owner: str | None) -> Path:
        """A file in a server's room, for the user it runs as alone."""
        file = self.path / name
        file.touch(0o600)
        file.write_text(content + "\n")
        if owner is not None:
            shutil.chown(file, owner, owner)
        return file

    def note(self, started: dict[str, int]) -> None:
        self.started.write_text(json.dumps(started, indent=1))

    def noted(self) -> dict[str, int]:
        """Process ids by name."""
        try:
            return {name: int(process) for name, process in json.loads(self.started.read_text()).items()}
        except FileNotFoundError:
            return {}
