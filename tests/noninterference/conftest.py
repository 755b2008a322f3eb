"""Two worlds that differ in nothing but the referrals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.noninterference.chance import Chance
from tests.noninterference.history import Referral, Step
from tests.noninterference.lines import Lines
from tests.noninterference.seen import Looking, Seen, everything
from tests.noninterference.world import World, empty, furnish
from web.kept_lists import KeptList

Between = Mapping[int, Collection[Step | Referral]]
"""After which step of the history what else happens; its chance is its own."""

Live = Callable[[Sequence[Step], Between], AbstractContextManager[World]]
Run = Callable[[Sequence[Step], Between, Looking], Seen]
_names = count()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty databases at the newest revision."""
    return empty(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="module")
def live(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Live:
    """Lives through a history, and gives the world it ends in."""

    @contextmanager
    def world_after(history: Sequence[Step], between: Between) -> Iterator[World]:
        home = furnish(template, tmp_path_factory.mktemp("world") / "home")
        chance, lines = Chance(), Lines()
        with pytest.MonkeyPatch.context() as patch, lines.kept():
            for module in ("contracts.sealing", "services.observation.keyring"):
                patch.setattr(f"{module}.os", SimpleNamespace(urandom=chance.urandom))
            # Before the world is there: its web makes its lists at once, and they must not go by the machine's time.
            patch.setattr(KeptList.__init__, "__defaults__", (lambda: world.seconds(),))
            world = World(home, f"world-{next(_names)}", chance, lines.told)
            try:
                _live(world, chance, history, between)
                yield world
            finally:
                world.close()

    return world_after


@pytest.fixture(scope="module")
def run(live: Live) -> Run:
    """Everything that can be seen of a world."""

    def seen_after(history: Sequence[Step], between: Between, looking: Looking) -> Seen:
        with live(history, between) as world:
            return everything(world, looking)

    return seen_after


def _live(world: World, chance: Chance, history: Sequence[Step], between: Between) -> None:
    for number, step in enumerate(history):
        chance.begin(f"step {number}")
        step(world)
        world.settle()
        for other, beside in enumerate(between.get(number, ())):
            chance.begin(f"beside {number} {other}")
            beside(world)
