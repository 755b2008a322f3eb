"""Signing in and out: the cookie, the throttle, and what an answer must not tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.cast import AMARA, PASSWORD, address
from tests.web.conftest import SystemTime
from tests.web.phone import OURS, Phone
from tests.web.services import Services
from web.accounts import Accounts


def test_it_asks_whoever_is_not_signed_in_to_do_so_and_remembers_the_page(app: Flask) -> None:
    phone = Phone(app)
    answer = phone.client.get("/walk?q=am")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/signin?next=/walk?q%3Dam")
    assert phone.open("/walk?q=am").status_code == 200
    assert 'value="/walk?q=am"' in phone.page


def test_it_goes_on_to_the_page_that_was_wanted(app: Flask) -> None:
    phone = Phone(app)
    answer = phone.send("/signin", email=address("Ines Carvalho"), password=PASSWORD, next="/due")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/due")


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere.test", "walk"])
def test_it_sends_nobody_elsewhere(app: Flask, elsewhere: str) -> None:
    answer = Phone(app).send("/signin", email=address("Ines Carvalho"), password=PASSWORD, next=elsewhere)
    assert answer.headers["Location"] == "/"


def test_it_gives_a_cookie_no_script_can_read(app: Flask) -> None:
    cookie = _cookie_of(Phone(app))
    assert cookie.startswith("sid=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie, "a browser would not send it back over http"


def test_it_binds_the_cookie_to_the_host_on_https(make_app: Callable[..., Flask]) -> None:
    cookie = _cookie_of(Phone(make_app("https://floor.example.com")))
    assert cookie.startswith("__Host-sid=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def _cookie_of(phone: Phone) -> str:
    return phone.send("/signin", email=address("Ines Carvalho"), password=PASSWORD).headers["Set-Cookie"]


def test_it_changes_the_token_at_every_sign_in(app: Flask, accounts: Accounts) -> None:
    phone = Phone(app)
    tokens = [_cookie_of(phone).split(";")[0].removeprefix("sid=") for _ in range(2)]
    assert accounts.sessions.find(tokens[0]) is None
    assert accounts.sessions.find(tokens[1])


def test_it_says_the_same_of_a_wrong_password_and_an_unknown_address(app: Flask) -> None:
    phone = Phone(app)
    known = phone.send("/signin", email=address("Ines Carvalho"), password="wrong")
    unknown = phone.send("/signin", email="nobody@example.com", password="wrong")
    assert known.status_code == unknown.status_code == 422
    said = known.get_data(as_text=True).replace(address("Ines Carvalho"), "X")
    assert said == unknown.get_data(as_text=True).replace("nobody@example.com", "X")
    assert 'aria-invalid="true"' in said


def test_it_never_shows_the_password_again(app: Flask) -> None:
    answer = Phone(app).send("/signin", email=address("Ines Carvalho"), password="six otters wrong")
    assert "six otters wrong" not in answer.get_data(as_text=True)


def test_it_slows_a_guesser_down_and_says_for_how_long(app: Flask, system_time: SystemTime) -> None:
    phone = Phone(app)
    for _ in range(10):
        assert phone.send("/signin", email=address("Ines Carvalho"), password="wrong").status_code == 422
    answer = phone.send("/signin", email=address("Ines Carvalho"), password=PASSWORD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "15")
    system_time.pass_by(15)
    assert phone.send("/signin", email=address("Ines Carvalho"), password=PASSWORD).status_code == 303


def test_it_signs_out_here_and_has_the_browser_forget(ines: Phone) -> None:
    answer = ines.send("/signout")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/signin")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert ines.client.get("/walk").headers["Location"].startswith("/signin")


def test_it_signs_out_who_has_left_within_a_minute(
    amara: Phone, services: Services, system_time: SystemTime, accounts: Accounts
) -> None:
    assert amara.open("/me").status_code == 200
    services.people[AMARA]["left_on"] = "2026-11-17"
    system_time.pass_by(60)
    assert amara.client.get("/me").headers["Location"].startswith("/signin")
    assert accounts.account(AMARA) is None


def test_it_keeps_who_leaves_today_until_the_day_is_over(
    amara: Phone, services: Services, system_time: SystemTime
) -> None:
    services.people[AMARA]["left_on"] = "2026-11-18"
    system_time.pass_by(60)
    assert amara.client.get("/me").status_code == 200


def test_it_signs_out_who_is_not_known_any_more(amara: Phone, services: Services, system_time: SystemTime) -> None:
    del services.people[AMARA]
    system_time.pass_by(60)
    assert amara.client.get("/me").status_code == 303


def test_it_keeps_everybody_while_the_service_cannot_be_asked(
    amara: Phone, services: Services, system_time: SystemTime
) -> None:
    services.down.add("observation")
    system_time.pass_by(60)
    assert amara.client.get("/me/promises").status_code in {200, 503}
    services.down.clear()
    assert amara.client.get("/me").status_code == 200


def test_it_reads_a_person_at_most_once_a_minute(amara: Phone, services: Services, system_time: SystemTime) -> None:
    system_time.pass_by(60)
    for _ in range(5):
        amara.open("/me")
    assert services.asked.count(f"GET /v1/people/{AMARA}") == 1


def test_it_follows_new_roles_with_a_new_token(amara: Phone, services: Services, system_time: SystemTime) -> None:
    services.people[AMARA]["roles"] = ["rep", "supervisor"]
    system_time.pass_by(60)
    answer = amara.client.get("/walk")
    assert answer.status_code == 200
    assert "sid=" in answer.headers["Set-Cookie"]
    assert amara.client.get("/walk").status_code == 200


def test_it_opens_the_first_page_of_each_role(app: Flask) -> None:
    homes = {
        "Ines Carvalho": "/walk",
        "Amara Okafor": "/me",
        "Dana Whitlock": "/ops/alerts",
        "Glen Abara": "/people",
        "Sofia Marin": "/referrals",
    }
    for name, home in homes.items():
        assert Phone(app, name).client.get("/").headers["Location"] == home


def test_it_shows_nobody_a_page_of_another_role(app: Flask) -> None:
    pages = {"Amara Okafor": ["/walk", "/due", "/team", "/people", "/ops/alerts", f"/walk/{AMARA}"]}
    pages |= {"Ines Carvalho": ["/me", "/me/promises", "/ops/deliveries"], "Dana Whitlock": ["/walk", "/me", "/people"]}
    for name, forbidden in pages.items():
        phone = Phone(app, name)
        assert {phone.client.get(page).status_code for page in forbidden} == {403}


def test_it_lets_nobody_act_who_is_not_signed_in(app: Flask, services: Services) -> None:
    writes = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    open_doors = {"signin.sign_in", "signin.sign_out", "enrolment.enrol"}
    for rule in writes:
        if rule.endpoint not in open_doors:
            ids = dict.fromkeys(rule.arguments, AMARA)
            path = app.url_map.bind("localhost").build(rule.endpoint, ids)
            assert app.test_client().post(path, headers=OURS).status_code == 401, rule
    assert services.writes == {}
