"""How a file of SQLite is opened, and what its transactions promise beyond those of other databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text

from services.eventlog.database import open_database, reading, writing
from services.eventlog.tables import receipts
from tests.eventlog.cast import in_thread
from tests.patience import LONG

ENTRY = {"key": "one", "digest": b"", "answer": b"", "position": 1}
PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")


def test_a_reader_sees_one_state_all_along(sqlite: Engine) -> None:
    with reading(sqlite) as connection:
        assert connection.execute(select(receipts)).all() == []
        with writing(sqlite) as other:
            other.execute(insert(receipts).values(ENTRY))
        assert connection.execute(select(receipts)).all() == []
    with reading(sqlite) as connection:
        assert len(connection.execute(select(receipts)).all()) == 1


def test_writers_take_turns_from_their_first_moment(sqlite: Engine) -> None:
    def count_and_add() -> int:
        with writing(sqlite) as connection:
            count = len(connection.execute(select(receipts)).all())
            connection.execute(insert(receipts).values(ENTRY | {"key": str(count)}))
            return count

    counts = [in_thread(count_and_add) for _ in range(8)]
    assert sorted(count.result(timeout=LONG) for count in counts) == list(range(8))


@pytest.mark.parametrize(("durable", "synchronous"), [(True, 2), (False, 1)])
def test_a_file_is_written_ahead_and_synced_as_asked(tmp_path: Path, durable: bool, synchronous: int) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/log.db", durable=durable)
    with reading(engine) as connection:
        settings = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in PRAGMAS]
    engine.dispose()
    assert settings == ["wal", synchronous, 1, 10_000]
