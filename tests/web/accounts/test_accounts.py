"""Accounts: made with a code, opened with a password, following the person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.cast import AMARA, BEN, INES, NOW, PASSWORD
from tests.web.conftest import SystemTime
from web.accounts import Account, Accounts, AddressTaken, Person

PERSON = Person(AMARA, "Amara Okafor", "Amara.Okafor@Example.com", frozenset({"rep"}), None)
ANOTHER = "six otters in the rain"


def test_it_opens_with_the_password_that_was_set_with_a_code(accounts: Accounts) -> None:
    code = accounts.codes.make(AMARA, INES)
    assert accounts.enrol(code, PERSON, PASSWORD)
    opened = accounts.check_password("amara.okafor@example.com", PASSWORD, "::1")
    assert isinstance(opened, Account)
    assert opened.person_id == AMARA


def test_it_takes_a_code_however_it_is_typed(accounts: Accounts) -> None:
    code = accounts.codes.make(AMARA, INES)
    assert accounts.codes.person_of(f"  {code.lower().replace('-', ' ')} ") == AMARA


def test_it_takes_a_code_once(accounts: Accounts) -> None:
    code = accounts.codes.make(AMARA, INES)
    assert accounts.enrol(code, PERSON, PASSWORD)
    assert accounts.enrol(code, PERSON, ANOTHER) is None
    assert accounts.codes.person_of(code) is None


def test_it_takes_a_code_for_nobody_else(accounts: Accounts) -> None:
    code = accounts.codes.make(AMARA, INES)
    assert accounts.enrol(code, Person(BEN, "Ben", "ben@example.com", frozenset({"rep"})), PASSWORD) is None


def test_it_takes_a_code_for_two_days(accounts: Accounts, system_time: SystemTime) -> None:
    code = accounts.codes.make(AMARA, INES)
    system_time.pass_by(2 * 86_400)
    assert accounts.codes.person_of(code) is None
    assert accounts.enrol(code, PERSON, PASSWORD) is None


def test_it_makes_the_code_before_void(accounts: Accounts) -> None:
    before = accounts.codes.make(AMARA, INES)
    after = accounts.codes.make(AMARA, INES)
    assert accounts.codes.person_of(before) is None
    assert accounts.codes.person_of(after) == AMARA


def test_it_ends_every_session_when_the_password_is_set_anew(accounts: Accounts) -> None:
    account = accounts.enrol(accounts.codes.make(AMARA, INES), PERSON, PASSWORD)
    assert account is not None
    token = accounts.sessions.open(account, "")
    assert accounts.enrol(accounts.codes.make(AMARA, INES), PERSON, ANOTHER)
    assert accounts.sessions.find(token) is None
    assert accounts.check_password(PERSON.email or "", PASSWORD, "::1") is None


def test_it_keeps_the_code_when_another_account_has_the_address(accounts: Accounts) -> None:
    accounts.add_demo_accounts([Person(BEN, "Ben", "amara.okafor@example.com", frozenset({"rep"}))], PASSWORD)
    code = accounts.codes.make(AMARA, INES)
    with pytest.raises(AddressTaken):
        accounts.enrol(code, PERSON, PASSWORD)
    assert accounts.codes.person_of(code) == AMARA


def test_it_gives_demo_accounts_to_everybody_with_an_address_once(accounts: Accounts) -> None:
    nameless = Person(BEN, "Ben", None, frozenset({"rep"}))
    assert accounts.add_demo_accounts([PERSON, nameless], PASSWORD) == 1
    assert accounts.add_demo_accounts([PERSON, nameless], ANOTHER) == 0
    assert accounts.have_account() == {AMARA}
    assert isinstance(accounts.check_password(PERSON.email or "", PASSWORD, "::1"), Account)


def test_it_slows_down_who_guesses_at_one_account(accounts: Accounts, system_time: SystemTime) -> None:
    accounts.add_demo_accounts([PERSON], PASSWORD)
    tries = [accounts.check_password(PERSON.email or "", "wrong", "::1") for _ in range(11)]
    assert tries == [None] * 10 + [15]
    assert accounts.check_password(PERSON.email or "", PASSWORD, "::1") == 15
    system_time.pass_by(15)
    assert isinstance(accounts.check_password(PERSON.email or "", PASSWORD, "::1"), Account)


def test_it_slows_down_guesses_at_no_account_alike(accounts: Accounts) -> None:
    tries = [accounts.check_password("nobody@example.com", "wrong", "::1") for _ in range(11)]
    assert tries == [None] * 10 + [15]


def test_it_does_not_count_right_passwords(accounts: Accounts) -> None:
    accounts.add_demo_accounts([PERSON], PASSWORD)
    for _ in range(30):
        assert isinstance(accounts.check_password(PERSON.email or "", PASSWORD, "::1"), Account)


def test_it_slows_down_one_address_that_tries_many_accounts(accounts: Accounts) -> None:
    tries = [accounts.check_password(f"{number}@example.com", "wrong", "::1") for number in range(101)]
    assert tries == [None] * 100 + [2]


def test_it_has_one_caller_a_minute_read_the_person_again(accounts: Accounts, system_time: SystemTime) -> None:
    accounts.add_demo_accounts([PERSON], PASSWORD)
    assert not accounts.claim_check(AMARA)
    system_time.pass_by(60)
    assert [accounts.claim_check(AMARA) for _ in range(3)] == [True, False, False]


def test_it_follows_the_person_but_keeps_an_address_that_another_has(accounts: Accounts) -> None:
    ben = Person(BEN, "Ben Sutcliffe", "ben@example.com", frozenset({"rep"}))
    accounts.add_demo_accounts([PERSON, ben], PASSWORD)
    accounts.follow(Person(AMARA, "Amara Obi", "ben@example.com", frozenset({"supervisor"})))
    account = accounts.account(AMARA)
    assert account is not None
    assert (account.name, account.roles) == ("Amara Obi", {"supervisor"})
    assert account.email == "amara.okafor@example.com"


def test_it_closes_the_account_of_who_has_left(accounts: Accounts) -> None:
    account = accounts.enrol(accounts.codes.make(AMARA, INES), PERSON, PASSWORD)
    assert account is not None
    token, code = accounts.sessions.open(account, ""), accounts.codes.make(AMARA, INES)
    accounts.close(AMARA)
    assert accounts.account(AMARA) is None
    assert accounts.sessions.find(token) is None
    assert accounts.codes.person_of(code) is None


def test_it_dates_a_form_by_its_first_arrival(accounts: Accounts) -> None:
    later = NOW + timedelta(minutes=3)
    assert accounts.entries.first_arrival("a form", NOW) == NOW
    assert accounts.entries.first_arrival("a form", later) == NOW
    assert accounts.entries.first_arrival("another form", later) == later


def test_it_forgets_what_is_over(accounts: Accounts) -> None:
    accounts.entries.first_arrival("a form", NOW)
    accounts.forget_old(NOW + timedelta(days=3))
    later = NOW + timedelta(days=3)
    assert accounts.entries.first_arrival("a form", later) == later


def test_it_says_what_is_wrong_with_the_database(accounts: Accounts) -> None:
    assert accounts.trouble() is None
