"""What Lighthouse says of the four screens that people open most.

The tests beside this one use the same processors, which is slowdown enough: here the browser adds none, and the speed
has a wide margin. The bar at the bottom covers part of whatever stands there, and what that is hangs on the fonts of
the machine, so the screen is as tall as the page. `make lighthouse` slows a phone down as Lighthouse does, shows it as
large as one is, and wants 100 of everything.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.lighthouse import SCREENS, Floor, best_look, sample_floor

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("lighthouse")]

QUICK_ENOUGH = 90
TALL = 8_000


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    with sample_floor(tmp_path_factory.mktemp("lighthouse")) as running:
        yield running


@pytest.mark.parametrize(("who", "path"), [screen[1:] for screen in SCREENS], ids=[screen[0] for screen in SCREENS])
def test_it_is_for_everybody_and_quick(floor: Floor, who: str, path: str) -> None:
    said = best_look(floor, who, path, enough=QUICK_ENOUGH, slowdown=1, height=TALL)
    speed = said["scores"].pop("performance")
    assert set(said["scores"].values()) == {100}, said
    assert speed >= QUICK_ENOUGH, said
