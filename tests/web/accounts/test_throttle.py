"""The token bucket: slow for who guesses, never closed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.web.conftest import SystemTime
from web.accounts import Accounts
from web.accounts.throttle import Rate

RATE = Rate(burst=3, seconds=10)


def test_it_lets_a_burst_through_then_says_how_long_to_wait(accounts: Accounts, system_time: SystemTime) -> None:
    assert [accounts.throttle.take("ines", RATE) for _ in range(4)] == [0, 0, 0, 10]
    system_time.pass_by(4)
    assert accounts.throttle.take("ines", RATE) == 6


def test_it_lets_one_more_through_after_each_wait(accounts: Accounts, system_time: SystemTime) -> None:
    for _ in range(3):
        accounts.throttle.take("ines", RATE)
    system_time.pass_by(10)
    assert accounts.throttle.take("ines", RATE) == 0
    assert accounts.throttle.take("ines", RATE) > 0


def test_it_never_saves_up_more_than_a_burst(accounts: Accounts, system_time: SystemTime) -> None:
    accounts.throttle.take("ines", RATE)
    system_time.pass_by(3_600)
    assert [accounts.throttle.take("ines", RATE) > 0 for _ in range(4)] == [False, False, False, True]


def test_it_counts_each_name_apart(accounts: Accounts) -> None:
    for _ in range(3):
        accounts.throttle.take("ines", RATE)
    assert accounts.throttle.take("amara", RATE) == 0


def test_it_gives_back_what_was_no_guess(accounts: Accounts) -> None:
    for _ in range(20):
        assert accounts.throttle.take("ines", RATE) == 0
        accounts.throttle.give_back("ines", RATE)


def test_it_gives_out_each_token_once_to_a_crowd(accounts: Accounts) -> None:
    with ThreadPoolExecutor(8) as crowd:
        waits = list(crowd.map(lambda _: accounts.throttle.take("ines", RATE), range(24)))
    assert waits.count(0) == 3


def test_it_forgets_buckets_that_are_full_again(accounts: Accounts, system_time: SystemTime) -> None:
    accounts.throttle.take("ines", RATE)
    system_time.pass_by(2 * 86_400)
    accounts.throttle.forget_old()
    assert accounts.throttle.take("ines", RATE) == 0
