"""One-time sign-in codes: who may make them for whom, and what they open."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.web.cast import AMARA, DANA, INES, ISLA, PASSWORD, address
from tests.web.phone import Phone
from tests.web.services import Services
from web.accounts import Account, Accounts

FRESH = "six otters in the rain"


def make_code(phone: Phone, person_id: str) -> str:
    phone.open("/people")
    answer = phone.submit(f"/people/{person_id}/code")
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r'<p class="code">([A-Z0-9-]+)</p>', phone.page)
    assert found, phone.page
    return found[1]


def test_it_shows_an_admin_everybody(glen: Phone) -> None:
    glen.open("/people")
    for name in ("Amara Okafor", "Isla Morton", "Ines Carvalho", "Dana Whitlock", "Harbour phones", "Without a team"):
        assert name in glen.page


def test_it_shows_a_supervisor_the_own_reps(ines: Phone) -> None:
    ines.open("/people")
    listed = ines.page.partition("<main")[2]
    assert "Amara Okafor" in listed
    assert not [name for name in ("Isla Morton", "Ines Carvalho", "Dana Whitlock") if name in listed]


def test_it_shows_a_supervisor_the_teams_stood_in_for_and_managed(ines: Phone, services: Services) -> None:
    services.people[INES]["also_team_ids"] = [services.people[ISLA]["team_id"]]
    ines.open("/people")
    assert "Isla Morton" in ines.page
    services.people[INES]["also_team_ids"] = []
    services.teams[1]["manager_id"] = INES


def test_it_lets_a_supervisor_make_no_code_for_others(ines: Phone) -> None:
    assert ines.send(f"/people/{ISLA}/code").status_code == 404
    assert ines.send(f"/people/{DANA}/code").status_code == 404


def test_it_leaves_out_who_has_left(glen: Phone, services: Services) -> None:
    services.people[AMARA]["left_on"] = "2026-11-17"
    glen.open("/people")
    assert "Amara Okafor" not in glen.page


def test_it_finds_somebody(glen: Phone) -> None:
    glen.open("/people?q=isla")
    assert "Isla Morton" in glen.page
    assert "Amara Okafor" not in glen.page


def test_it_makes_no_code_for_who_has_no_address(glen: Phone, services: Services) -> None:
    services.people[AMARA]["email"] = None
    glen.open("/people")
    glen.submit(f"/people/{AMARA}/code")
    assert "No e-mail address yet" in glen.page


def test_it_sets_a_password_with_a_code_and_signs_in(app: Flask, glen: Phone, accounts: Accounts) -> None:
    code = make_code(glen, AMARA)
    accounts.close(AMARA)
    code = make_code(glen, AMARA)
    amara = Phone(app)
    amara.open("/enrol")
    amara.submit("", code=code.lower(), password=FRESH)
    assert "Timeline" in amara.page
    assert isinstance(accounts.check_password(address("Amara Okafor"), FRESH, "::1"), Account)


def test_it_signs_out_the_other_devices_when_the_password_is_set(app: Flask, glen: Phone, amara: Phone) -> None:
    code = make_code(glen, AMARA)
    Phone(app).send("/enrol", code=code, password=FRESH)
    assert amara.client.get("/me").status_code == 303


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "Use at least 12 characters"),
        ("password1234", "one of the first that somebody would guess"),
        ("amara.okafor@example.com", "Leave out your name"),
    ],
)
def test_it_refuses_a_weak_password_and_keeps_the_code(app: Flask, glen: Phone, password: str, said: str) -> None:
    code = make_code(glen, AMARA)
    amara = Phone(app)
    answer = amara.send("/enrol", code=code, password=password)
    assert answer.status_code == 422
    assert said in amara.page
    assert code in amara.page
    assert amara.send("/enrol", code=code, password=FRESH).status_code == 303


@pytest.mark.parametrize("code", ["", "ABCD-EFGH-JKLM-NPQR", "x" * 300])
def test_it_takes_no_code_that_was_not_made(app: Flask, code: str) -> None:
    amara = Phone(app)
    assert amara.send("/enrol", code=code, password=FRESH).status_code == 422
    assert "This code is not good any more." in amara.page


def test_it_slows_down_who_tries_codes(app: Flask) -> None:
    phone = Phone(app)
    answers = [phone.send("/enrol", code=str(number), password=FRESH) for number in range(101)]
    assert {answer.status_code for answer in answers[:100]} == {422}
    assert (answers[100].status_code, answers[100].headers["Retry-After"]) == (429, "2")


def test_it_takes_no_code_of_who_has_left(app: Flask, glen: Phone, services: Services) -> None:
    code = make_code(glen, AMARA)
    services.people[AMARA]["left_on"] = "2026-11-17"
    assert Phone(app).send("/enrol", code=code, password=FRESH).status_code == 422


def test_it_says_that_it_cannot_ask_who_it_is_just_now(app: Flask, glen: Phone, services: Services) -> None:
    code = make_code(glen, AMARA)
    services.down.add("observation")
    amara = Phone(app)
    assert amara.send("/enrol", code=code, password=FRESH).status_code == 503
    assert FRESH not in amara.page, "a password is never shown again"


def test_it_says_that_the_address_is_taken(app: Flask, glen: Phone, services: Services, accounts: Accounts) -> None:
    code = make_code(glen, AMARA)
    accounts.close(AMARA)
    services.people[AMARA]["email"] = address("Isla Morton")
    code = make_code(glen, AMARA)
    amara = Phone(app)
    assert amara.send("/enrol", code=code, password=FRESH).status_code == 422
    assert "Somebody else signs in with your e-mail address." in amara.page


def test_it_lists_the_own_devices_and_signs_another_one_out(app: Flask, ines: Phone) -> None:
    desk = Phone(app)
    desk.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"
    desk.send("/signin", email=address("Ines Carvalho"), password=PASSWORD)
    ines.open("/me/account")
    assert "This one" in ines.page
    assert "Firefox · Linux" in ines.page
    ines.submit("/revocation")
    assert "Firefox · Linux" not in ines.page
    assert desk.client.get("/walk").status_code == 303
    assert ines.client.get("/walk").status_code == 200


def test_it_lets_nobody_sign_out_the_device_of_another(ines: Phone, accounts: Accounts, amara: Phone) -> None:
    (device,) = accounts.sessions.devices(AMARA)
    assert ines.send(f"/me/account/devices/{device.id}/revocation").status_code == 404
    assert amara.client.get("/me").status_code == 200
