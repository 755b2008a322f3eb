"""Everybody says for themselves how they hear of what is due: a test by mail, a calendar by a link seen once."""

from __future__ import annotations

from contracts.problems import INVALID, RULE_BROKEN
from tests.web.cast import AMARA
from tests.web.phone import Phone
from tests.web.services import Services
from tests.web.telling_room import CALENDAR_SECRET, PHONE
from web.assets import read_assets

PAGE = "/me/notifications"


def test_it_is_found_under_me(amara: Phone) -> None:
    amara.open("/me/account")
    assert f'href="{PAGE}"' in amara.page


def test_it_sends_a_test_to_oneself(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    amara.submit(f"{PAGE}/email/test")
    assert f"/v1/people/{AMARA}/ways/email/test" in services.writes
    assert "A test is on its way to you." in amara.page


def test_it_says_where_no_mail_is_sent(amara: Phone, services: Services) -> None:
    services.refuse("/ways/email/test", RULE_BROKEN)
    amara.open(PAGE)
    amara.submit(f"{PAGE}/email/test")
    assert "No e-mail is sent here just now." in amara.page
    services.ways["email"] = False
    amara.open(PAGE)
    assert "Operations can open it." in amara.page


def test_a_calendars_link_is_shown_once_and_can_be_closed(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    answer = amara.submit(f"{PAGE}/calendar")
    assert f"http://localhost:8000/calendar/{CALENDAR_SECRET}.ics" in amara.page
    assert f"webcal://localhost:8000/calendar/{CALENDAR_SECRET}.ics" in amara.page
    assert answer.headers["Cache-Control"] == "no-store"
    assert services.writes[f"/v1/people/{AMARA}/calendar"] == {"language": "en"}
    amara.open(PAGE)
    assert CALENDAR_SECRET not in amara.page
    amara.submit(f"{PAGE}/calendar/end")
    assert "The link is closed." in amara.page
    assert "Make my link" in amara.page


def test_a_calendar_is_had_without_signing_in(stranger: Phone, services: Services) -> None:
    path = f"/calendar/{CALENDAR_SECRET}.ics"
    answer = stranger.open(path)
    assert (answer.status_code, answer.mimetype, stranger.page) == (200, "text/calendar", "BEGIN:VCALENDAR")
    assert stranger.open(path, **{"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert stranger.open(f"/calendar/{'x' * 43}.ics").status_code == 404
    assert stranger.open("/calendar/..%2Fx.ics").status_code == 404
    services.down.add("followup")
    assert stranger.open(path).status_code == 503


def test_the_service_is_asked_for_a_calendar_in_nobodys_name(stranger: Phone, services: Services) -> None:
    stranger.open(f"/calendar/{CALENDAR_SECRET}.ics")
    assert services.callers[-1] == ""


def test_operations_has_no_calendar_of_sessions(dana: Phone, sofia: Phone) -> None:
    dana.open(PAGE)
    assert "Make my link" not in dana.page
    assert sofia.open(PAGE).status_code == 403


def test_a_phone_is_added_by_what_its_browser_says(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    told = {"endpoint": "https://push.example/x", "p256dh": "BA", "auth": "AA"}
    entry = amara.form(f"{PAGE}/phones").fields["entry"]
    amara.submit(f"{PAGE}/phones", **told)
    body = services.writes[f"/v1/people/{AMARA}/push_subscriptions/{entry}"]
    assert body["keys"] == {"p256dh": "BA", "auth": "AA"}
    assert (body["endpoint"], body["language"], bool(body["device"])) == ("https://push.example/x", "en", True)
    assert "This phone is told from now on." in amara.page


def test_a_phone_is_tried_and_taken_away(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    assert "Chrome · Android" in amara.page
    amara.submit(f"{PAGE}/phones/{PHONE}/test")
    assert f"/v1/people/{AMARA}/push_subscriptions/{PHONE}/test" in services.writes
    assert "A test is on its way to that phone." in amara.page
    amara.submit(f"{PAGE}/phones/{PHONE}/end")
    assert "Nothing is told there any more." in amara.page
    assert "Chrome · Android" not in amara.page


def test_what_a_browser_says_wrong_is_told_kindly(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    entry = amara.form(f"{PAGE}/phones").fields["entry"]
    services.refuse(entry, INVALID, errors={"endpoint": ["Not an address."]})
    amara.submit(f"{PAGE}/phones")
    assert "That did not work." in amara.page


def test_nothing_is_said_of_phones_where_operations_opened_none(amara: Phone, services: Services) -> None:
    services.ways["web_push"] = False
    services.phones = []
    amara.open(PAGE)
    assert "phone.js" not in amara.page
    assert "Tell me on this phone" not in amara.page


def test_only_this_page_loads_the_script_for_it(amara: Phone) -> None:
    amara.open(PAGE)
    assert "/phone.js" in amara.page
    amara.open("/me")
    assert "/phone.js" not in amara.page
    assert len(read_assets()["phone.js"].packed) <= 700
