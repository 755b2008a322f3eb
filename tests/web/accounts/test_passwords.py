"""Which passwords are good enough, and that checking one tells nothing of whether there is an account."""

from __future__ import annotations

import pytest

from tests.web.conftest import CHEAP
from web.accounts.passwords import refusal

AMARA = ("Amara Okafor", "amara.okafor@example.com")


@pytest.mark.parametrize(
    "password",
    ["seven herons on a wall", "Kettle4Bridge!Moss", "tqzv mnwp rlkd", "my-aunt-sells-lamps", "пять серых цапель"],
)
def test_it_takes_words_that_do_not_belong_together(password: str) -> None:
    assert refusal(password, *AMARA) is None


@pytest.mark.parametrize("password", ["", "short", "elevenchars"])
def test_it_refuses_fewer_than_twelve_characters(password: str) -> None:
    assert refusal(password, *AMARA) == "short"


def test_it_refuses_what_nobody_can_type() -> None:
    assert refusal("herons " * 40, *AMARA) == "long"


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd2026!",
        "Floorwalk2026",
        "floorwalk-password",
        "123456789012",
        "098765432109",
        "qwertyuiopas",
        "aaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "Peanutbutter",
        "1q2w3e4r5t6y",
        "IloveYou!!2026",
    ],
)
def test_it_refuses_what_is_guessed_first(password: str) -> None:
    assert refusal(password, *AMARA) == "common"


@pytest.mark.parametrize("password", ["AmaraOkafor2026", "okafor.amara.1", "amara.okafor@example.com"])
def test_it_refuses_the_name_and_the_address(password: str) -> None:
    assert refusal(password, *AMARA) == "personal"


def test_it_lets_a_name_stand_among_enough_other_words() -> None:
    assert refusal("okafor paints the blue shed", *AMARA) is None


def test_it_opens_with_the_password_and_no_other() -> None:
    stored = CHEAP.hash("seven herons on a wall")
    assert CHEAP.verify(stored, "seven herons on a wall")
    assert not CHEAP.verify(stored, "seven herons on a roof")


def test_it_opens_for_the_same_characters_typed_another_way() -> None:
    assert CHEAP.verify(CHEAP.hash("caf\u00e9 caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301 cafe\u0301")


def test_it_opens_nothing_where_there_is_no_account() -> None:
    assert not CHEAP.verify(None, "nobody has this password")
