from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.followup.channels.receivers import Letterbox, PostOffice, letterbox, post_office
from tests.followup.deliveries.postroom import Postroom
from tests.followup.desk import Desk


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
def box() -> Iterator[Letterbox]:
    with letterbox() as box:
        yield box


@pytest.fixture
def room(desk: Desk, office: PostOffice, box: Letterbox) -> Postroom:
    return Postroom(desk, office, box)
