from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.eventlog.database import open_database, writing
from services.observation import keyring as module
from services.observation.keyring import KeyErased, Keyring, KeyUnknown, WrongKek
from tests.observation.floor import AMARA, BEN, named_id


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/keyring.db")
    with writing(engine) as connection:
        module.metadata.create_all(connection)
    yield engine
    engine.dispose()


def test_it_gives_a_person_one_key_of_each_class_and_keeps_it(engine: sa.Engine) -> None:
    kek = os.urandom(32)
    keyring = Keyring(engine, kek)
    keyring.make(AMARA)
    first = keyring.key(AMARA)
    keyring.make(AMARA)

    assert Keyring(engine, kek).key(AMARA) == first
    assert keyring.key(AMARA, "counselling").secret != first.secret
    assert (first.name, len(first.secret)) == (f"{AMARA}/coaching/1", 32)


def test_an_unknown_key_is_an_error_and_no_erasure(engine: sa.Engine) -> None:
    with pytest.raises(KeyUnknown):
        Keyring(engine, os.urandom(32)).key(named_id("nobody"))


def test_a_destroyed_key_is_never_made_again(engine: sa.Engine) -> None:
    kek = os.urandom(32)
    Keyring(engine, kek).make(BEN)
    with writing(engine) as connection:
        connection.execute(sa.update(module.keys).values(wrapped=None, destroyed_at=1))
    keyring = Keyring(engine, kek)
    keyring.make(BEN)

    assert keyring.keys([BEN]) == {BEN: None}
    with pytest.raises(KeyErased):
        keyring.key(BEN)


def test_another_kek_does_not_open_it(engine: sa.Engine) -> None:
    Keyring(engine, os.urandom(32)).make(AMARA)
    with pytest.raises(WrongKek):
        Keyring(engine, os.urandom(32)).key(AMARA)


def test_a_key_cannot_be_moved_to_another_person(engine: sa.Engine) -> None:
    kek = os.urandom(32)
    for person in (AMARA, BEN):
        Keyring(engine, kek).make(person)
    with writing(engine) as connection:
        of_amara = sa.select(module.keys.c.wrapped).where(module.keys.c.person_id == AMARA).limit(1).scalar_subquery()
        connection.execute(sa.update(module.keys).where(module.keys.c.person_id == BEN).values(wrapped=of_amara))
    with pytest.raises(WrongKek):
        Keyring(engine, kek).key(BEN)


def test_the_order_of_keys_does_not_tell_which_were_opened_before(engine: sa.Engine) -> None:
    kek = os.urandom(32)
    keyring = Keyring(engine, kek)
    for person_id in (AMARA, BEN):
        keyring.make(person_id)
    keyring.key(BEN)
    assert list(keyring.keys([AMARA, BEN])) == [AMARA, BEN]
    keyring = Keyring(engine, kek)
    keyring.key(AMARA)
    assert list(keyring.keys([BEN, AMARA])) == [BEN, AMARA]
