"""What the transactions on a log's database promise."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert, select

from services.eventlog.database import reading, writing
from services.eventlog.tables import create_tables, receipts

ENTRY = {"key": "one", "digest": b"", "answer": b"", "position": 1}


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    def write_and_fail() -> None:
        with writing(engine) as connection:
            connection.execute(insert(receipts).values(ENTRY))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    with reading(engine) as connection:
        assert connection.execute(select(receipts)).all() == []


def test_creating_tables_again_keeps_what_is_there(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(receipts).values(ENTRY))
    with writing(engine) as connection:
        create_tables(connection)
    with reading(engine) as connection:
        assert len(connection.execute(select(receipts)).all()) == 1
