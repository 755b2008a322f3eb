"""The five databases, and where the revisions stand that make their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, make_url

from floorwalk.settings import Settings
from services.eventlog.database import open_database

_PLACES = {
    "observation": ("services.eventlog.migrations", "services.observation.migrations.directory"),
    "counselling": ("services.eventlog.migrations", "services.observation.migrations.counselling"),
    "followup": ("services.eventlog.migrations", "services.followup.migrations"),
    "keyring": ("services.observation.migrations.keyring",),
    "web": ("web.accounts.migrations",),
}


class NotMigrated(Exception):
    """A database is not there, or not at the schema of this version. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Schema:
    """One database by name, and where its revisions stand."""

    name: str
    url: str
    places: Sequence[str]

    @property
    def is_file(self) -> bool:
        return make_url(self.url).get_backend_name() == "sqlite"

    def open(self) -> Engine:
        return open_database(self.url)


def schemas(settings: Settings) -> list[Schema]:
    """The databases of an installation."""
    return [Schema(name, getattr(settings, f"{name}_db"), places) for name, places in _PLACES.items()]


def database_exists(url: str) -> bool:
    """Whether it is there to be opened; opening an SQLite file that is not there would make an empty one."""
    parts = make_url(url)
    return parts.get_backend_name() != "sqlite" or Path(parts.database or "").is_file()
