"""The loop that plans the next session of each rhythm. Any number may stand by; one at a time has its turn."""

from __future__ import annotations

from flask import Flask

from floorwalk.parts.loops import Loop
from floorwalk.parts.turns import Turn
from services.observation.house import EXTENSION, House
from services.observation.planning import is_anything_due, plan_next_once

_LOOKS_EVERY = 15.0
"""Seconds. A rhythm that is set has its first session at once; here the clock, and what others did, is looked to."""


class Planning:
    """
    Args:
        app: the observation service, whose house is planned in.
        holder: names this one; no two that run may share it.
    """

    def __init__(self, app: Flask, holder: str) -> None:
        self._house: House = app.extensions[EXTENSION]
        self._turn = Turn(self._house.engine, "planning", holder)
        self.loop = Loop("planning", self._plan_once, _LOOKS_EVERY)

    def close(self) -> None:
        """Leave the rest to whoever stands by."""
        self._turn.give_up()

    def _plan_once(self) -> bool:
        """The turn is only asked for where there is something to do: it is a write."""
        now = self._house.clock()
        return is_anything_due(self._house, now) and self._turn.is_mine() and plan_next_once(self._house, now)
