"""The channels there are, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Row, delete, insert, select, update

from services.followup.channels.words import Language
from services.followup.tables.channels import channels


@dataclass(frozen=True, slots=True)
class Registered:
    """One channel. ``settings`` are sealed; no ``team_ids`` means every team."""

    id: str
    kind: str
    label: str
    language: Language
    levels: frozenset[int]
    team_ids: frozenset[str]
    settings: bytes
    is_on: bool
    off_because: str | None = None
    version: int = 1

    def hears_of(self, level: int, team_id: str | None) -> bool:
        """Whether it is to be told of a team's alert at a level."""
        return self.is_on and level in self.levels and (not self.team_ids or team_id in self.team_ids)


class ChangedMeanwhile(Exception):
    """It is not at the version that was read any more."""


def channel(connection: Connection, channel_id: str) -> Registered | None:
    row = connection.execute(select(channels).where(channels.c.id == channel_id)).one_or_none()
    return _registered(row) if row else None


def every_channel(connection: Connection) -> list[Registered]:
    """All of them, by label."""
    return [_registered(row) for row in connection.execute(select(channels).order_by(channels.c.label, channels.c.id))]


def put(connection: Connection, wanted: Registered, before: Registered | None) -> None:
    """Keep a channel, new or in the place of what it was.

    Raises:
        ChangedMeanwhile
    """
    values = {**_values(wanted), "version": before.version + 1 if before else 1}
    if before is None:
        connection.execute(insert(channels).values(id=wanted.id, **values))
        return
    same = (channels.c.id == wanted.id) & (channels.c.version == before.version)
    if connection.execute(update(channels).where(same).values(**values)).rowcount != 1:
        raise ChangedMeanwhile(wanted.id)


def remove(connection: Connection, channel_id: str) -> bool:
    """Whether it was there."""
    return connection.execute(delete(channels).where(channels.c.id == channel_id)).rowcount > 0


def switch_off(connection: Connection, channel_id: str, because: str) -> None:
    """The other side wants no more."""
    off = {"is_on": False, "off_because": because, "version": channels.c.version + 1}
    connection.execute(update(channels).where(channels.c.id == channel_id).values(**off))


def _registered(row: Row[Any]) -> Registered:
    return Registered(
        id=row.id,
        kind=row.kind,
        label=row.label,
        language=cast(Language, row.language),
        levels=frozenset(int(level) for level in row.levels.split()),
        team_ids=frozenset(row.team_ids.split()),
        settings=row.settings,
        is_on=row.is_on,
        off_because=row.off_because,
        version=row.version,
    )


def _values(wanted: Registered) -> dict[str, Any]:
    return {
        "kind": wanted.kind,
        "label": wanted.label,
        "language": wanted.language,
        "levels": " ".join(str(level) for level in sorted(wanted.levels)),
        "team_ids": " ".join(sorted(wanted.team_ids)),
        "settings": wanted.settings,
        "is_on": wanted.is_on,
        "off_because": wanted.off_because,
    }
