"""The sample's floor, loaded without a process for each file. How ``floorwalk load`` does it is tried with notes."""

from __future__ import annotations

from pathlib import Path

from floorwalk.demo.floor import sample
from floorwalk.installation import find_installation
from floorwalk.keys import load_signing_key
from floorwalk.load.loading import Loader
from tests.patience import LONG


def load_floor_into(home: Path, observation: str) -> None:
    """Teams, people and behaviours, into the product whose write side has that address."""
    installation = find_installation(home, {})
    key = load_signing_key(installation.settings, installation.home)
    with Loader(lambda: observation, lambda: key, LONG) as loader:
        for kind in ("teams", "people", "behaviours"):
            report = loader.load(kind, sample(f"{kind}.csv"))
            assert report.is_complete, report
