"""A web in which nobody has an account yet."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.web.conftest import fill


@pytest.fixture
def engine(database: Engine, empty: bytes) -> Engine:
    fill(database, empty)
    return database
