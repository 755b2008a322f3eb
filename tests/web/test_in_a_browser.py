"""The pages as a browser shows them: swaps, focus, what is kept when something fails, and who can use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser import open_browser
from tests.web import about_amara, about_sessions, floor, telling_room
from tests.web.browser import Hand, hold, served
from tests.web.cast import AMARA, DEV, named_id
from tests.web.long_names import lengthen
from tests.web.services import Services

pytestmark = pytest.mark.slow

CARD = f"/walk/{AMARA}"
TRAINING = named_id("a training")
HANDOVER = f"{CARD}/promises/{about_amara.FINISH}/handover"
NOTED = [f"{CARD}/notes/{about_amara.NOTE}/{deed}" for deed in ("amendment", "duplicate")]
PROMISED = [f"{CARD}/promises/{about_amara.OFFER}/{deed}" for deed in ("renewal", "closure")]
GROWN = [f"{CARD}/trainings/new", f"{CARD}/trainings/{TRAINING}/result", f"{CARD}/mentorings/new"]
DOOR = [f"/referrals/new?rep={AMARA}", "/referrals/new/sent"]
SESSIONS = [f"/sessions/{about_sessions.NEXT}", f"/sessions/{about_sessions.LAST}", "/sessions/new", f"{CARD}/cadence"]
PLANS = [f"/sessions/{about_sessions.NEXT}/schedule", f"/walk/{DEV}/notes/{floor.QUESTION}/answer", f"{CARD}?all=1"]
REFUSED = ["/ops/alerts", "/nothing"]
TEAM = ["/team", "/team/effectiveness"]
OPS = ["/ops/coverage", "/ops/effectiveness", "/ops/channels", f"/ops/channels/{telling_room.HOOK}", "/ops/deliveries"]
PAGES: dict[str | None, list[str]] = {
    "Ines Carvalho": [
        *NOTED,
        *GROWN,
        "/walk",
        CARD,
        f"{CARD}/timeline",
        f"{CARD}/promise",
        HANDOVER,
        "/due",
        *TEAM,
        *SESSIONS,
        *PLANS,
        *PROMISED,
        *DOOR,
        *REFUSED,
    ],
    "Amara Okafor": [
        "/me",
        "/me/promises",
        "/me/sessions",
        "/me/account",
        "/me/notifications",
        "/me/readers",
        "/outbox",
        "/offline",
        "/referrals/new",
        "/referrals",
    ],
    "Dana Whitlock": ["/ops/alerts", f"/ops/alerts/{floor.ALERT}", "/ops/policy", *OPS, "/style"],
    "Glen Abara": ["/people", "/people/desk-codes"],
    "Sofia Marin": ["/referrals", "/referrals/closed", "/signin/again?next=/referrals"],
    None: ["/signin", "/enrol"],
}
NO_PAGES = {"assets.asset", "calendar_feed.feed", "home.home", "manifest.manifest", "worker.worker"}
"""What is read and is no page, or leads to another."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def origin(app: Flask, services: Services) -> Iterator[str]:
    services.card["open"].append(about_amara.proposed())
    services.card["trainings"] = [{"id": TRAINING, "title": "Returns and refunds", "due_on": "2026-11-20"}]
    with served(app) as address:
        yield address


@pytest.fixture
def hand(browser: Browser, origin: str) -> Iterator[Callable[..., Hand]]:
    hands: list[Hand] = []

    def take(name: str | None, **options: object) -> Hand:
        hands.append(Hand(browser, origin, name, **options))
        return hands[-1]

    yield take
    for one in hands:
        one.context.close()


def test_the_head_of_the_walk_follows_without_being_touched(browser: Browser, origin: str, services: Services) -> None:
    ines = Hand(browser, origin, "Ines Carvalho")
    ines.page.goto("/walk")
    end = ines.page.get_by_role("button", name="End walk")
    end.focus()
    services.walk["walk"]["seen"] = 5
    ines.page.evaluate("pages.refresh()")
    expect(ines.page.get_by_text("Seen 5 of 8")).to_be_visible()
    expect(end).to_be_focused()
    assert not ines.complaints
    ines.context.close()


def test_it_looks_at_every_page(app: Flask) -> None:
    addresses = app.url_map.bind("localhost")
    seen = {
        addresses.match(path.partition("?")[0])[0] for paths in PAGES.values() for path in paths if path != "/nothing"
    }
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if rule.methods and "GET" in rule.methods}
    assert {page for page in pages - seen - NO_PAGES if not page.startswith("probes.")} == set()


CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""Colours are all that the scheme changes."""


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", CONTRAST)])
def test_it_can_be_used_by_everybody(hand: Callable[..., Hand], scheme: str, rules: dict[str, object] | None) -> None:
    for name, paths in PAGES.items():
        one = hand(name, color_scheme=scheme)
        for path in paths:
            one.page.goto(path)
            one.page.evaluate("document.querySelectorAll('details:not([name])').forEach(fold => fold.open = true)")
            found = Axe().run(one.page, options=rules)
            assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        assert [said for said in one.complaints if "a status of 40" not in said] == [], "of what is not refused"


def test_it_never_scrolls_sideways_with_text_twice_as_large(hand: Callable[..., Hand]) -> None:
    for name, paths in PAGES.items():
        one = hand(name, viewport={"width": 320, "height": 640})
        for path in paths:
            one.page.goto(path)
            one.page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert one.page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_it_never_scrolls_sideways_for_a_long_name(hand: Callable[..., Hand], services: Services) -> None:
    lengthen(services)
    for name, paths in PAGES.items():
        one = hand(name)
        for path in paths:
            one.page.goto(path)
            one.page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            assert one.page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_it_saves_with_two_taps_and_stays_on_the_card(hand: Callable[..., Hand], services: Services) -> None:
    ines = hand("Ines Carvalho")
    ines.page.goto(CARD)
    ines.page.get_by_text("Named the feeling before the fix", exact=True).first.click()
    ines.page.get_by_role("button", name="Save").click()
    expect(ines.page.get_by_role("status")).to_contain_text("Saved. Amara sees it at 10:52")
    assert ines.page.url.endswith(CARD)
    assert len(services.writes) == 1
    expect(ines.page.locator("#note :checked")).to_have_count(0)
    assert [ines.page.locator(part).count() for part in ("#promised", "#note", "#recent", "#status")] == [1, 1, 1, 1]
    assert ines.complaints == []


def test_it_undoes_within_the_strip(hand: Callable[..., Hand], services: Services) -> None:
    ines = hand("Ines Carvalho")
    ines.page.goto(CARD)
    ines.page.get_by_label("Correction").check(force=True)
    ines.page.get_by_label("What exactly did Amara say?").fill("Hang on")
    ines.page.get_by_role("button", name="Save").click()
    expect(ines.page.get_by_role("status")).to_contain_text("Saved.")
    ines.page.get_by_label("What exactly did Amara say?").fill("Another one")
    ines.page.get_by_role("button", name="Undo", exact=True).click()
    expect(ines.page.get_by_role("status")).to_contain_text("Taken back.")
    assert [path.endswith("/withdrawal") for path in services.writes] == [False, True]
    expect(ines.page.get_by_label("What exactly did Amara say?")).to_have_value("Another one")


def test_it_is_one_note_for_an_impatient_thumb(hand: Callable[..., Hand], services: Services) -> None:
    ines = hand("Ines Carvalho")
    ines.page.goto(CARD)
    ines.page.get_by_label("Praise").check(force=True)
    ines.page.get_by_label("What exactly did Amara say?").fill("Well said")
    # The second tap comes at once after the first, however busy the machine is.
    ines.page.evaluate("Object.defineProperty(Event.prototype, 'timeStamp', { get: () => 0 })")
    ines.page.get_by_role("button", name="Save").dblclick()
    expect(ines.page.get_by_role("status")).to_contain_text("Saved.")
    assert len(services.writes) == 1


def test_it_keeps_what_is_typed_and_the_focus_while_a_verdict_is_sent(hand: Callable[..., Hand]) -> None:
    ines = hand("Ines Carvalho")
    ines.page.goto(CARD)
    ines.page.get_by_label("What exactly did Amara say?").fill("Half a thought")
    hold(ines.page, 1)
    ines.page.get_by_role("button", name="Saw it").first.click()
    expect(ines.page.get_by_role("status")).to_contain_text("Kept, and Amara can see")
    expect(ines.page.locator("#promised")).to_be_focused()
    expect(ines.page.get_by_label("What exactly did Amara say?")).to_have_value("Half a thought")


def test_it_brings_the_messages_of_the_form_into_it(hand: Callable[..., Hand]) -> None:
    ines = hand("Ines Carvalho")
    ines.page.goto(CARD)
    ines.page.get_by_role("button", name="Save").click()
    expect(ines.page.get_by_text("Was it praise or a correction?")).to_be_visible()
    expect(ines.page.get_by_label("Praise")).to_be_focused()
    ines.page.get_by_label("Praise").check(force=True)
    ines.page.get_by_label("What exactly did Amara say?").fill("Well said")
    ines.page.get_by_role("button", name="Save").click()
    expect(ines.page.get_by_role("status")).to_contain_text("Saved.")
    expect(ines.page.get_by_label("What exactly did Amara say?")).to_have_value("")


def test_it_finds_a_rep_while_typing(hand: Callable[..., Hand]) -> None:
    ines = hand("Ines Carvalho")
    ines.page.goto("/walk")
    ines.page.get_by_role("searchbox").type("dev")
    expect(ines.page.get_by_text("Amara Okafor")).to_have_count(0)
    expect(ines.page.get_by_text("Dev Patel")).to_be_visible()
    expect(ines.page.get_by_role("searchbox")).to_be_focused()


def test_it_lights_up_while_a_promise_is_written(hand: Callable[..., Hand]) -> None:
    ines = hand("Ines Carvalho")
    ines.page.goto(f"{CARD}/promise?note={about_amara.NOTE}")
    expect(ines.page.locator("#lights li.off")).to_have_text("Count not yet")
    ines.page.get_by_label("Amara will practise").fill("Let the customer finish, on three calls")
    expect(ines.page.locator("#lights li.off")).to_have_count(0)


def test_it_answers_a_note_in_its_place(hand: Callable[..., Hand], services: Services) -> None:
    amara = hand("Amara Okafor")
    amara.page.goto("/me")
    note = amara.page.locator(f"#note-{about_amara.NOTE}")
    note.get_by_role("button", name="seen it").click()
    expect(amara.page.get_by_role("status")).to_contain_text("Your supervisor knows")
    note.get_by_text("Reply", exact=True).click()
    note.get_by_label("Your reply to Ines Carvalho").fill("Thanks")
    note.get_by_role("button", name="Send").click()
    expect(note.get_by_text("Thanks", exact=True)).to_be_visible()
    assert len(services.writes) == 2
    assert amara.complaints == []


def test_it_shows_the_list_and_one_alert_at_a_desk(hand: Callable[..., Hand]) -> None:
    dana = hand("Dana Whitlock", viewport={"width": 1280, "height": 860})
    dana.page.goto("/ops/alerts")
    expect(dana.page.get_by_role("heading", name="Zara Malik has not practised yet")).to_be_visible()
    dana.page.get_by_role("link", name="Tom Ashworth to Isla Morton").click()
    expect(dana.page.get_by_role("heading", name="Tom Ashworth owes Isla Morton a look")).to_be_visible()
    expect(dana.page.get_by_text("Ines Carvalho to Amara Okafor")).to_be_visible()


def test_it_says_at_a_desk_what_was_just_done(hand: Callable[..., Hand]) -> None:
    dana = hand("Dana Whitlock", viewport={"width": 1280, "height": 860})
    dana.page.goto("/ops/policy")
    dana.page.get_by_role("button", name="Save").click()
    expect(dana.page.get_by_role("status").get_by_text("Saved. It counts from now on.")).to_be_visible()


def test_it_uses_the_width_of_a_desk(hand: Callable[..., Hand]) -> None:
    dana = hand("Dana Whitlock", viewport={"width": 1280, "height": 860})
    for path in (*(path for path in PAGES["Dana Whitlock"] if path != "/style"), "/me/account", "/me/notifications"):
        dana.page.goto(path)
        expect(dana.page.get_by_role("navigation", name="Sections")).to_be_visible()
        assert dana.page.evaluate("document.documentElement.scrollHeight") <= 860, path
