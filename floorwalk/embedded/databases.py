"""The engines of one process, opened together and closed together."""

from __future__ import annotations

from floorwalk.settings import Settings
from services.eventlog.database import open_database


class Databases:
    """``followup`` and ``followup_log`` are one database: what can be derived again need not be on the disk when a
    commit returns; what the log of alerts says must be, and what somebody was told is kept."""

    def __init__(self, settings: Settings) -> None:
        self.observation = open_database(settings.observation_db)
        self.counselling = open_database(settings.counselling_db)
        self.keyring = open_database(settings.keyring_db)
        self.followup = open_database(settings.followup_db, durable=False)
        self.followup_log = open_database(settings.followup_db)
        self.web = open_database(settings.web_db)

    def close(self) -> None:
        for engine in vars(self).values():
            engine.dispose()
