"""The scaled set-up, with real processes on a real PostgreSQL and a real RabbitMQ: where the environment names them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scaled.servers import AMQP, POSTGRES
from tests.scaled.small_disk import may_mount

_NEED_SERVERS = [
    "test_broker_cut.py",
    "test_image.py",
    "test_kills.py",
    "test_misconfigured.py",
    "test_rolling_restart.py",
    "test_scaled_week.py",
    "test_server_faults.py",
    "test_stack.py",
    "test_stopping.py",
]

collect_ignore = [
    *([] if POSTGRES and AMQP else _NEED_SERVERS),
    *([] if POSTGRES and AMQP and may_mount() else ["test_full_disk.py"]),
]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Two of each loop, with the sample floor loaded: one for those that put back what they took, one after the
    other, and for `test_stopping.py` last."""
    from tests.scaled.scaled_product import ScaledProduct

    with ScaledProduct(tmp_path_factory.mktemp("scaled")) as product:
        product.load_floor()
        yield product


@pytest.fixture(scope="module")
def ledger() -> object:
    """All that the product acknowledged in these tests."""
    from tests.scaled.ledger import Ledger

    return Ledger()
