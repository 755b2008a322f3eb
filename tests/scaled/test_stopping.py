"""Every process ends in time when asked, whatever it has been through."""

from __future__ import annotations

import pytest

from tests.patience import LONG
from tests.product import wait_until
from tests.scaled.reckoning import wait_caught_up
from tests.scaled.scaled_product import ScaledProduct

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("product")]


def test_each_process_ends_in_time_when_asked(product: ScaledProduct) -> None:
    wait_caught_up(product)
    for name in product.members:
        product.stop(name)
    wait_until(lambda: not any(map(product.is_running, product.members)), LONG, product.tell)
    assert "Traceback" not in product.tell()
