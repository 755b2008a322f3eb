"""Who has read this: the rep sees who looked at notes, promises and sessions, day by day."""

from __future__ import annotations

from tests.web.cast import AMARA
from tests.web.phone import Phone
from tests.web.services import Services

PAGE = "/me/readers"


def test_it_shows_the_days_and_whoever_read_on_each(amara: Phone) -> None:
    amara.open(PAGE)
    order = ["Who has read this", "Today", "Ines Carvalho", "Tom Ashworth", "Friday", "13 November", "Ines Carvalho"]
    place = 0
    for words in order:
        place = amara.page.index(words, place) + 1
    assert amara.page.count("Ines Carvalho") == 2


def test_it_is_found_on_the_page_about_oneself(amara: Phone, ines: Phone) -> None:
    amara.open("/me/account")
    assert f'href="{PAGE}"' in amara.page
    ines.open("/me/account")
    assert PAGE not in ines.page


def test_it_asks_for_what_is_kept_of_oneself_and_pages_back(amara: Phone, services: Services) -> None:
    services.earlier_readers = "older"
    amara.open(PAGE)
    assert f'href="{PAGE}?before=older"' in amara.page
    services.readers, services.earlier_readers = [], None
    amara.open(f"{PAGE}?before=older")
    assert f"GET /v1/reps/{AMARA}/readers?cursor=older" in services.asked
    assert "Nothing earlier" in amara.page


def test_it_teaches_where_nobody_has_read_anything(amara: Phone, services: Services) -> None:
    services.readers.clear()
    amara.open(PAGE)
    assert "Nobody but you has read anything yet" in amara.page


def test_it_is_for_reps(ines: Phone, dana: Phone) -> None:
    assert ines.open(PAGE).status_code == 403
    assert dana.open(PAGE).status_code == 403


def test_what_a_phone_fetches_ahead_is_told_to_be_so(ines: Phone, services: Services) -> None:
    ines.open(f"/walk/{AMARA}", **{"X-Purpose": "prefetch"})
    ines.open(f"/walk/{AMARA}")
    cards = [purpose for asked, purpose in zip(services.asked, services.purposes, strict=True) if "/card" in asked]
    assert cards == ["prefetch", ""]
