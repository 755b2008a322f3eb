"""Two worlds through which one history goes, step by step; in the second there are referrals between the steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.noninterference.chance import Chance
from tests.noninterference.history import Step
from tests.noninterference.lines import Lines
from tests.noninterference.world import BEGAN, World, furnish
from web.kept_lists import KeptList


class Twins:
    """They have one chance, which each step begins anew, and one time."""

    def __init__(self, template: Path, folder: Path, name: str, chance: Chance, lines: Lines) -> None:
        self._chance, self._lines = chance, lines
        self.without, self.beside = (
            World(furnish(template, folder / which), f"{name}-{which}", chance, []) for which in ("without", "with")
        )

    def __iter__(self) -> Iterator[World]:
        return iter((self.without, self.beside))

    def live(self, name: str, step: Step) -> None:
        """The same in both."""
        for world in self:
            self.act(world, name, step)

    def act(self, world: World, name: str, step: Step) -> None:
        """In one of them; ``name`` is what its chance depends on."""
        self._chance.begin(name)
        self._lines.told = world.logged
        step(world)

    def settle(self, name: str) -> None:
        self.live(f"{name} settles", World.settle)


@contextmanager
def twins(template: Path, folder: Path, name: str) -> Iterator[Twins]:
    chance, lines = Chance(), Lines()
    with pytest.MonkeyPatch.context() as patch, lines.kept():
        for module in ("contracts.sealing", "services.observation.keyring"):
            patch.setattr(f"{module}.os", SimpleNamespace(urandom=chance.urandom))
        # Before the worlds are there: their web makes its lists at once, and they must not go by the machine's time.
        clock = [BEGAN.timestamp]
        patch.setattr(KeptList.__init__, "__defaults__", (lambda: clock[0](),))
        both = Twins(template, folder, name, chance, lines)
        clock[0] = both.without.seconds
        try:
            yield both
        finally:
            for world in both:
                world.close()
