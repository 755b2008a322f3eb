"""The rep's sessions: the next one, a point to raise, what the last one was worth."""

from __future__ import annotations

from tests.web.about_sessions import LAST, NEXT
from tests.web.phone import Phone
from tests.web.services import Services

PAGE = "/me/sessions"


def test_it_shows_the_next_one_and_then_what_was_said(amara: Phone) -> None:
    amara.open(PAGE)
    order = ["The next one", "Friday, 10:00", "in 2 days · 20 November", "With Ines Carvalho · 30 min · Room 2"]
    order += ["Agenda", "The new returns script", "What was said", "Missed", "The floor was too full.", "Held"]
    order += ["Openings are calmer.", "I count one breath now."]
    places = [amara.page.index(words) for words in order]
    assert places == sorted(places)


def test_it_puts_a_point_on_the_agenda(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    entry = amara.form(f"{NEXT}/points").fields["entry"]
    amara.submit(f"{NEXT}/points", text="Late shifts")
    assert services.writes == {f"/v1/sessions/{NEXT}/agenda/{entry}": {"text": "Late shifts"}}
    assert "It is on the agenda." in amara.page
    assert "Late shifts" in amara.page


def test_it_rates_the_last_one_once(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    amara.submit(f"{LAST}/rating", score="4", text="Useful")
    assert services.writes == {f"/v1/sessions/{LAST}/rating": {"score": 4, "text": "Useful"}}
    assert "4 of 5 · Useful" in amara.page
    assert "/rating" not in amara.page


def test_a_score_is_from_one_to_five(amara: Phone, services: Services) -> None:
    assert amara.send(f"{PAGE}/{LAST}/rating", score="6").status_code == 422
    assert services.writes == {}


def test_it_teaches_where_there_is_none(amara: Phone, services: Services) -> None:
    services.sessions.clear()
    amara.open(PAGE)
    assert "No session is planned" in amara.page
    assert "What was said" not in amara.page
