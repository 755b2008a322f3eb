"""What the Dockerfile says, followed on this machine without a container engine: each of its instructions, with a
folder of ours in place of the image's root."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_IN_IMAGE = re.compile(r"(?<![\w./-])/(?=opt|build|wheel)")
_KEPT_BETWEEN_RUNS = {"PIP_NO_CACHE_DIR"}
"""What makes an image small costs a test its time."""


class Image:
    """
    Args:
        root: an empty folder, which becomes what `/` is in the image.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._cwd = root
        base = root / "base"
        base.mkdir()
        (base / "python").symlink_to(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("FLOORWALK_", "PYTHON"))}
        self._environment = {**kept, "PATH": f"{base}:{os.environ['PATH']}"}
        self.entrypoint = [str(root / "opt/floorwalk/bin/floorwalk")]

    def build(self) -> None:
        """The first stage; the second takes /opt/floorwalk out of it and adds a user."""
        follow = {"RUN": self._run, "COPY": self._copy, "WORKDIR": self._work_in, "ENV": self._set}
        for word, rest in instructions("build"):
            follow[word](rest)

    def _run(self, command: str) -> None:
        done = subprocess.run(
            ["sh", "-c", self._placed(command)], cwd=self._cwd, env=self._environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{(done.stdout + done.stderr)[-4_000:]}"

    def _copy(self, names: str) -> None:
        *sources, target = names.split()
        for source in sources:
            assert is_sent(source), f".dockerignore keeps {source} back"
            onto = self._cwd / target / (source if target.endswith((".", "/")) else "")
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, onto, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / source, onto)

    def _work_in(self, folder: str) -> None:
        self._cwd = Path(self._placed(folder))
        self._cwd.mkdir()

    def _set(self, pairs: str) -> None:
        given = dict(pair.split("=", 1) for pair in pairs.split())
        self._environment |= {name: value for name, value in given.items() if name not in _KEPT_BETWEEN_RUNS}

    def _placed(self, text: str) -> str:
        return _IN_IMAGE.sub(f"{self._root}/", text)


def instructions(stage: str) -> Iterator[tuple[str, str]]:
    """Those after the stage's FROM, as word and rest, up to the next FROM."""
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    is_ours = False
    for line in (line for line in lines if line.strip() and not line.startswith("#")):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            is_ours = rest.endswith(f" AS {stage}")
        elif is_ours:
            yield word, rest.strip()


def is_sent(name: str) -> bool:
    """Whether .dockerignore, which keeps all back but what it names, lets it through."""
    return f"!{name}" in (ROOT / ".dockerignore").read_text().splitlines()
