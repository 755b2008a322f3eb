"""The rep's card: what was promised first, then what is seen now."""

from __future__ import annotations

from contracts.problems import FORBIDDEN, NOT_FOUND
from tests.web import about_amara, floor
from tests.web.cast import AMARA, DEV, INTERRUPTED
from tests.web.phone import Phone
from tests.web.services import Services

CARD = f"/walk/{AMARA}"


def test_it_shows_the_most_urgent_promise_with_what_the_rep_said(ines: Phone) -> None:
    ines.open(CARD)
    for words in ("New · seen 9 days ago", "Overdue 2 d", "“Did it on four calls”", "2 open", "By 25 November"):
        assert words in ines.page


def test_it_asks_for_a_verdict_on_what_is_open_only(ines: Phone, services: Services) -> None:
    services.card["open"] = [about_amara.proposed()]
    ines.open(CARD)
    assert "/revisits" not in ines.page
    assert "Hand over the phone" in ines.page


def test_it_asks_for_a_verdict_while_a_new_day_waits_for_an_answer(ines: Phone, services: Services) -> None:
    services.card["open"] = [{**about_amara.proposed(), "revision": 2}]
    ines.open(CARD)
    assert "/revisits" in ines.page


def test_it_teaches_where_a_promise_comes_from(ines: Phone, services: Services) -> None:
    services.card["open"] = []
    ines.open(CARD)
    assert "Nothing open. A promise comes out of a note" in ines.page


def test_it_sends_a_verdict_at_once_and_says_what_it_means(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    ines.submit(f"/promises/{about_amara.SORRY}/revisits", outcome="partly")
    (path,) = services.writes
    assert path.startswith(f"/v1/commitments/{about_amara.SORRY}/revisits/")
    assert services.writes[path] == {"outcome": "partly"}
    assert "Partly. It stays open, and it is Amara" in ines.page


def test_it_is_one_verdict_however_often_it_is_sent(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    form = ines.form(f"/promises/{about_amara.SORRY}/revisits")
    answers = [ines.send(form.action, **form.fields, outcome="saw_it") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(services.writes) == 1


def test_it_takes_no_verdict_that_there_is_not(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    form = ines.form(f"/promises/{about_amara.SORRY}/revisits")
    assert ines.send(form.action, **form.fields, outcome="splendid").status_code == 400
    assert services.writes == {}


def test_it_answers_a_verdict_with_the_promises_alone(ines: Phone) -> None:
    answer = ines.swap(f"{CARD}?did=saw_it", "section#promised").get_data(as_text=True)
    assert answer.lstrip().startswith('<section class="group" id="promised"')
    assert '<hx-partial hx-target="#status"' in answer
    assert "Kept, and Amara can see that you saw it." in answer
    assert 'id="note"' not in answer, "what was typed stays"


def test_it_has_the_catalogue_on_a_shelf_and_lays_it_out_on_demand(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    assert ines.page.count('name="behaviour"') == len(services.behaviours)
    assert 'class="chips shelf"' in ines.page
    assert f"All {len(services.behaviours)}" in ines.page
    ines.open(f"{CARD}?all=1")
    assert ines.page.count('name="behaviour"') == len(services.behaviours)
    assert 'class="chips shelf"' not in ines.page


def test_it_leaves_retired_behaviours_away(ines: Phone, services: Services) -> None:
    services.behaviours[0]["retired"] = True
    ines.open(CARD)
    assert INTERRUPTED not in ines.page


def test_it_finds_no_card_of_somebody_elses_rep(ines: Phone) -> None:
    answer = ines.open(f"/walk/{DEV}")
    assert answer.status_code == 404
    assert "There is nothing here" in ines.page


def test_it_opens_no_card_for_what_is_no_id(ines: Phone) -> None:
    assert ines.open("/walk/amara").status_code == 404


def test_it_answers_when_the_rep_says_it_was_not_so(ines: Phone, services: Services) -> None:
    services.card["recent"][0]["clarification"] = {"text": "I was asked to hold", "outcome": None, "answer": None}
    ines.open(CARD)
    assert "Amara says it was not so" in ines.page
    ines.submit(f"/notes/{about_amara.NOTE}/answer", outcome="stands", text="I heard it twice")
    body = services.writes[f"/v1/observations/{about_amara.NOTE}/clarification/answer"]
    assert body == {"outcome": "stands", "text": "I heard it twice"}
    assert "Amara can read your answer now." in ines.page


def test_it_shows_an_old_note_that_waits_for_an_answer(ines: Phone, services: Services) -> None:
    question = f"/walk/{DEV}/notes/{floor.QUESTION}/answer"
    ines.open(question)
    assert "I had to, the line dropped" in ines.page
    answer = ines.send(ines.form("/answer").action, outcome="withdrawn", text="You are right")
    assert answer.headers["Location"].startswith(f"/walk/{DEV}?at=")
    body = services.writes[f"/v1/observations/{floor.QUESTION}/clarification/answer"]
    assert body == {"outcome": "withdrawn", "text": "You are right"}
    assert ines.open(question.replace(DEV, AMARA)).status_code == 404


def test_it_passes_on_why_the_service_refuses(ines: Phone, services: Services) -> None:
    services.refuse("/clarification/answer", FORBIDDEN, detail="Only the author may.")
    services.card["recent"][0]["clarification"] = {"text": "no", "outcome": None, "answer": None}
    ines.open(CARD)
    assert ines.submit(f"/notes/{about_amara.NOTE}/answer", outcome="stands").status_code == 403
    assert "Only the author may." in ines.page


def test_it_tells_nothing_of_what_is_hidden(ines: Phone, services: Services) -> None:
    services.refuse("/withdrawal", NOT_FOUND)
    assert ines.send(f"{CARD}/notes/{about_amara.NOTE}/withdrawal").status_code == 404
