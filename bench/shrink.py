"""Pictures at a third of their size, where the machine has what does that."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path


def shrink(pictures: Iterable[Path], colours: int = 256) -> None:
    """Keep no more than so many colours of each."""
    if program := shutil.which("pngquant"):
        subprocess.run([program, "--force", "--ext", ".png", "--strip", str(colours), *pictures], check=True)
