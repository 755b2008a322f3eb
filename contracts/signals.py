"""Signals: measured facts about a rep, as other systems count them, perhaps with the customer's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from contracts.definition import LONG, Event, Id
from contracts.observations import Channel

NAME_LENGTH = 60


@dataclass(frozen=True, kw_only=True)
class Recorded(Event):
    """One answer, score or count. It happens once and never changes, so it is the only event of its stream.

    ``name`` is what is measured (``csat``, ``qa``, ``aht``, ``fcr``), in lower case; ``interaction`` is the id that
    the measuring system has for the call or chat.
    """

    TYPE: ClassVar[str] = "floorwalk.signal.recorded"
    SUBJECT: ClassVar[str] = "signal"
    TEXT: ClassVar[Mapping[str, int]] = {"customer_comment": LONG}

    signal_id: Id
    rep_id: Id
    name: str
    value: float
    channel: Channel | None = None
    interaction: str | None = None


SignalEvent = Recorded


def signal_name(text: str) -> str:
    """A signal's name as it is compared: case and blanks around it do not matter."""
    return text.strip().lower()
