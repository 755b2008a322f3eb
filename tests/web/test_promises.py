"""The rep's promises: yes or no, practised, moved, kept."""

from __future__ import annotations

from tests.web import about_amara
from tests.web.phone import Phone
from tests.web.services import Services

PAGE = "/me/promises"


def test_it_says_whose_turn_it_is(amara: Phone) -> None:
    amara.open(PAGE)
    order = ["Ines asks", "Friday", "in 2 days · 20 November", "Yours to practise", "2 of 3 open", "Wednesday"]
    order += ["in a week · 25 November", "Ines owes you a look", "Since Monday", "Look is 2 d late", "Kept"]
    places = [amara.page.index(words) for words in order]
    assert places == sorted(places)
    assert "There is nothing more for you to do." in amara.page


def test_it_counts_on_the_tab_what_asks_for_something(amara: Phone) -> None:
    amara.open(PAGE)
    assert '1<span class="hide"> waiting for you</span>' in amara.page


def test_it_says_yes_to_the_revision_that_was_shown(amara: Phone, services: Services) -> None:
    services.promises[0]["revision"] = 2
    amara.open(PAGE)
    assert "It is the same promise with a new day." in amara.page
    amara.submit(f"/{about_amara.FINISH}/confirmation")
    body = services.writes[f"/v1/commitments/{about_amara.FINISH}/confirmation"]
    assert body == {"via": "own_device", "revision": 2}
    assert "a promise. It is kept when your supervisor has seen it." in amara.page


def test_it_says_no_and_why(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    amara.submit(f"/{about_amara.FINISH}/decline", reason="I do that already")
    body = services.writes[f"/v1/commitments/{about_amara.FINISH}/decline"]
    assert body == {"reason": "I do that already", "revision": 1}
    assert "You said no." in amara.page


def test_it_says_that_it_was_practised_with_or_without_words(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    form = amara.form(f"/{about_amara.OFFER}/practice")
    amara.submit(f"/{about_amara.OFFER}/practice")
    path = f"/v1/commitments/{about_amara.OFFER}/practice_reports/{form.fields['entry']}"
    assert services.writes == {path: {}}
    assert "Now your supervisor owes you a look." in amara.page
    assert f"/{about_amara.OFFER}/practice" not in amara.page


def test_it_asks_to_move_the_day(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    form = amara.form(f"/{about_amara.OFFER}/move")
    amara.submit(f"/{about_amara.OFFER}/move", due="pick", picked="2026-12-02", reason="Training")
    path = f"/v1/commitments/{about_amara.OFFER}/renewal_requests/{form.fields['entry']}"
    assert services.writes == {path: {"due_on": "2026-12-02", "reason": "Training"}}


def test_it_asks_to_move_to_a_day_only(amara: Phone, services: Services) -> None:
    amara.open(PAGE)
    assert amara.submit(f"/{about_amara.OFFER}/move", due="pick", picked="soon", reason="x").status_code == 422
    assert services.writes == {}


def test_it_says_that_the_day_was_asked_to_move_already(amara: Phone, services: Services) -> None:
    services.promises[2]["renewal_asked"] = {"due_on": "2026-12-02", "reason": "Training"}
    amara.open(PAGE)
    assert "You asked to move it to Wednesday 2 December." in amara.page
    assert f"/{about_amara.OFFER}/move" not in amara.page


def test_it_says_that_what_is_overdue_is_late(amara: Phone, services: Services) -> None:
    services.promises[1].update(owed_by="rep", practised_at=None)
    amara.open(PAGE)
    assert "2 d late" in amara.page
    assert '2<span class="hide"> waiting for you</span>' in amara.page


def test_it_tells_what_ended_otherwise_and_why(amara: Phone, services: Services) -> None:
    services.promises[-1].update(state="released", closing_reason="New greeting for all")
    amara.open(PAGE)
    assert "Ended otherwise" in amara.page
    assert "Closed, as no longer needed · “New greeting for all”" in amara.page


def test_it_says_that_the_words_cannot_be_shown_now(amara: Phone, services: Services) -> None:
    services.promises[0].update(practice=None, model_phrase=None, not_available=True)
    amara.open(PAGE)
    assert "The words cannot be shown right now" in amara.page


def test_it_teaches_what_a_promise_is(amara: Phone, services: Services) -> None:
    services.promises.clear()
    amara.open(PAGE)
    assert "No promises yet" in amara.page


def test_it_swaps_the_list_after_an_answer(amara: Phone) -> None:
    answer = amara.swap(f"{PAGE}?did=confirmed", "main#main").get_data(as_text=True)
    assert "<html" not in answer
    assert '<hx-partial hx-target="#status"' in answer
