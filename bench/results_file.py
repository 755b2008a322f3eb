"""Where measurements are kept: one JSON file for each, beside the code that measures."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def write_results(name: str, figures: Mapping[str, object]) -> Path:
    """Keep the figures of one measurement, with when and on what they were taken; replaces those before."""
    results = {
        "name": name,
        "when": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "cores": os.cpu_count(),
        "figures": figures,
    }
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{name}.json"
    file.write_text(json.dumps(results, indent=2) + "\n")
    return file
