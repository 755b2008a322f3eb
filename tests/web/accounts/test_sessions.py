"""Sessions: how long they last, what ends them, and that the database never holds a token."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from tests.web.cast import DANA, INES, PASSWORD, address
from tests.web.conftest import CHEAP, SystemTime
from web.accounts import Account, Accounts, Person

HOUR, DAY = 3_600, 86_400


@pytest.fixture
def ines(accounts: Accounts) -> Account:
    return _account(accounts, INES, "Ines Carvalho", "supervisor")


@pytest.fixture
def dana(accounts: Accounts) -> Account:
    return _account(accounts, DANA, "Dana Whitlock", "ops")


def _account(accounts: Accounts, person_id: str, name: str, role: str) -> Account:
    accounts.add_demo_accounts([Person(person_id, name, address(name), frozenset({role}))], PASSWORD)
    account = accounts.account(person_id)
    assert account is not None
    return account


def test_it_finds_the_person_by_the_token_alone(accounts: Accounts, ines: Account) -> None:
    token = accounts.sessions.open(ines, "Chrome · Android")
    session = accounts.sessions.find(token)
    assert session is not None
    assert session.account == ines
    assert accounts.sessions.find(token[:-1] + "x") is None


def test_it_keeps_no_token_in_the_database(accounts: Accounts, ines: Account, engine: Engine) -> None:
    token = accounts.sessions.open(ines, "")
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT * FROM session")).all()
    assert token not in str(stored)
    assert token.encode() not in stored[0]


def test_it_lets_a_supervisor_idle_for_twelve_hours(accounts: Accounts, ines: Account, system_time: SystemTime) -> None:
    token = accounts.sessions.open(ines, "")
    system_time.pass_by(12 * HOUR - 1)
    assert accounts.sessions.find(token)
    system_time.pass_by(12 * HOUR + 1)
    assert accounts.sessions.find(token) is None


def test_it_ends_a_supervisors_session_after_thirty_days_of_use(
    accounts: Accounts, ines: Account, system_time: SystemTime
) -> None:
    token = accounts.sessions.open(ines, "")
    for _ in range(3 * 30 - 1):
        system_time.pass_by(8 * HOUR)
        assert accounts.sessions.find(token)
    system_time.pass_by(8 * HOUR)
    assert accounts.sessions.find(token) is None


def test_it_gives_ops_half_an_hour_and_half_a_day(accounts: Accounts, dana: Account, system_time: SystemTime) -> None:
    token = accounts.sessions.open(dana, "")
    for _ in range(12 * 60 // 25):
        system_time.pass_by(25 * 60)
        assert accounts.sessions.find(token)
    system_time.pass_by(25 * 60)
    assert accounts.sessions.find(token) is None
    idle = accounts.sessions.open(dana, "")
    system_time.pass_by(30 * 60)
    assert accounts.sessions.find(idle) is None


def test_it_ends_the_session_before_when_signing_in_again(accounts: Accounts, ines: Account) -> None:
    before = accounts.sessions.open(ines, "")
    after = accounts.sessions.open(ines, "", instead_of=before)
    assert accounts.sessions.find(before) is None
    assert accounts.sessions.find(after)


def test_it_changes_the_token_when_the_roles_change(accounts: Accounts, ines: Account, system_time: SystemTime) -> None:
    token = accounts.sessions.open(ines, "")
    accounts.follow(Person(INES, ines.name, ines.email, frozenset({"supervisor", "admin"})))
    session = accounts.sessions.find(token)
    assert session is not None
    assert session.roles_changed
    fresh = accounts.sessions.rotate(token)
    assert fresh is not None
    renewed = accounts.sessions.find(fresh)
    assert renewed is not None
    assert not renewed.roles_changed
    system_time.pass_by(31 * 60)
    assert accounts.sessions.find(fresh) is None, "an admin's session goes idle after half an hour"


def test_it_takes_the_token_before_for_as_long_as_a_pages_other_requests_may_be_under_way(
    accounts: Accounts, ines: Account, system_time: SystemTime
) -> None:
    token = accounts.sessions.open(ines, "")
    accounts.follow(Person(INES, ines.name, ines.email, frozenset({"supervisor", "ops"})))
    assert accounts.sessions.rotate(token)
    beside = accounts.sessions.find(token)
    assert beside is not None
    assert not beside.roles_changed, "it is not rotated a second time"
    system_time.pass_by(30)
    assert accounts.sessions.find(token) is None


def test_it_signs_out_with_the_token_before_too(accounts: Accounts, ines: Account) -> None:
    token = accounts.sessions.open(ines, "")
    fresh = accounts.sessions.rotate(token)
    assert fresh is not None
    accounts.sessions.end(token)
    assert accounts.sessions.find(fresh) is None


def test_it_rotates_a_token_once(accounts: Accounts, ines: Account) -> None:
    token = accounts.sessions.open(ines, "")
    assert accounts.sessions.rotate(token)
    assert accounts.sessions.rotate(token) is None


def test_it_lists_the_devices_and_ends_one_of_them(accounts: Accounts, ines: Account, system_time: SystemTime) -> None:
    phone = accounts.sessions.open(ines, "Chrome · Android")
    system_time.pass_by(60)
    accounts.sessions.open(ines, "Firefox · Linux")
    devices = accounts.sessions.devices(INES)
    assert [device.name for device in devices] == ["Firefox · Linux", "Chrome · Android"]
    assert accounts.sessions.revoke(INES, devices[1].id)
    assert accounts.sessions.find(phone) is None


def test_it_lets_nobody_end_the_session_of_another(accounts: Accounts, ines: Account) -> None:
    token = accounts.sessions.open(ines, "")
    assert not accounts.sessions.revoke(DANA, accounts.sessions.devices(INES)[0].id)
    assert accounts.sessions.find(token)


def test_it_forgets_sessions_that_are_over(
    accounts: Accounts, ines: Account, engine: Engine, system_time: SystemTime
) -> None:
    accounts.sessions.open(ines, "")
    system_time.pass_by(31 * DAY)
    accounts.sessions.forget_old()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM session")).scalar_one() == 0


def test_it_uses_cheap_hashes_here_only() -> None:
    assert "m=8," in CHEAP.hash("seven herons on a wall")
