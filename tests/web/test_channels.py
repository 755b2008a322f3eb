"""Operations opens, tries, changes and closes the ways by which alerts reach people; a secret is seen once."""

from __future__ import annotations

import re

from contracts.problems import INVALID, STALE
from tests.web.cast import HARBOUR
from tests.web.phone import Phone
from tests.web.services import Services
from tests.web.telling_room import CHAT, HOOK, MAIL, SECRET

PAGE = "/ops/channels"


def test_it_shows_each_with_where_it_leads_and_what_is_wrong(dana: Phone) -> None:
    dana.open(PAGE)
    for words in ("Night desk", "https://hooks.example/…", "to whoever each level tells", "Off"):
        assert words in dana.page
    dana.open(f"{PAGE}/{CHAT}")
    assert "The other side wants nothing any more (410)." in dana.page


def test_the_first_one_is_made_easy(dana: Phone, services: Services) -> None:
    services.channels = []
    dana.open(PAGE)
    assert "No channel yet" in dana.page
    assert re.search(r"<details class=\"fold\" open><summary><span><b>E-mail", dana.page)


def test_it_opens_mail_to_people(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    entry = dana.form(PAGE).fields["entry"]
    answer = dana.send(PAGE, entry=entry, kind="email", label=" Mail ", language="es", levels=["0", "1"], to="", on="1")
    assert answer.status_code == 303
    assert services.writes[f"/v1/channels/{entry}"] == {
        "kind": "email",
        "label": "Mail",
        "language": "es",
        "levels": [0, 1],
        "team_ids": [],
        "on": True,
        "settings": {"to": []},
    }


def test_a_webhooks_secret_is_shown_once_and_kept_by_no_phone(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    entry = dana.form(PAGE).fields["entry"]
    hook = {"kind": "webhook", "label": "Desk", "url": "https://x.example/h", "levels": ["1"], "on": "1"}
    answer = dana.send(PAGE, entry=entry, teams=HARBOUR, **hook)
    body = services.writes[f"/v1/channels/{entry}"]
    [secret] = body["settings"]["secrets"]
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/=]{40,}", secret)
    assert secret in dana.page
    assert answer.headers["Cache-Control"] == "no-store"
    assert body["team_ids"] == [HARBOUR]
    dana.open(PAGE)
    assert secret not in dana.page


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    entry = dana.form(PAGE).fields["entry"]
    services.refuse(entry, INVALID, errors={"settings.url": ["Not an address"], "levels": ["Shorter than 1."]})
    assert dana.send(PAGE, entry=entry, kind="webhook", label="Desk", url="https://user:p@x").status_code == 422
    assert "This is not an address that can be used here." in dana.page
    assert 'aria-describedby="url-trouble"' in dana.page
    assert "Choose at least one." in dana.page
    assert 'value="https://user:p@x"' in dana.page


def test_it_changes_one_and_keeps_an_address_that_is_left_empty(dana: Phone, services: Services) -> None:
    dana.open(f"{PAGE}/{HOOK}")
    assert 'placeholder="https://hooks.example/…"' in dana.page
    dana.submit(f"{PAGE}/{HOOK}", label="Day desk", url="", levels=["2", "3"])
    body = services.writes[f"/v1/channels/{HOOK}"]
    assert (body["label"], body["levels"], body["kind"]) == ("Day desk", [2, 3], "webhook")
    assert "settings" not in body
    assert "Saved." in dana.page


def test_it_does_not_write_over_somebody_elses_change(dana: Phone, services: Services) -> None:
    dana.open(f"{PAGE}/{MAIL}")
    services.refuse(MAIL, STALE)
    assert dana.submit(f"{PAGE}/{MAIL}").status_code == 409
    assert "Somebody else has changed it meanwhile." in dana.page


def test_it_tries_one_and_shows_what_comes_of_it(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    dana.submit(f"{PAGE}/{MAIL}/test")
    assert f"/v1/channels/{MAIL}/test" in services.writes
    assert "A test is on its way." in dana.page
    assert "Only those of E-mail to people." in dana.page


def test_it_changes_a_secret_in_two_steps(dana: Phone, services: Services) -> None:
    dana.open(f"{PAGE}/{HOOK}")
    answer = dana.submit(f"{PAGE}/{HOOK}/secret")
    assert SECRET in dana.page
    assert answer.headers["Cache-Control"] == "no-store"
    services.channels[1]["settings"]["former_secret"] = True
    dana.open(f"{PAGE}/{HOOK}")
    dana.submit(f"{PAGE}/{HOOK}/former_secret/end")
    assert f"DELETE /v1/channels/{HOOK}/former_secret" in services.asked
    assert "Only the new secret signs now." in dana.page


def test_it_takes_one_away(dana: Phone) -> None:
    dana.open(f"{PAGE}/{CHAT}")
    dana.submit(f"{PAGE}/{CHAT}/end")
    assert "Taken away." in dana.page
    assert "Team chat" not in dana.page


def test_they_are_for_operations(ines: Phone, amara: Phone) -> None:
    for phone in (ines, amara):
        assert phone.open(PAGE).status_code == 403
        assert phone.send(f"{PAGE}/{HOOK}/secret").status_code == 403
        assert phone.open("/ops/deliveries").status_code == 403
