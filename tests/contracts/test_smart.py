"""The five lights of a promise, and what counts as a count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.counts import names_a_count
from contracts.smart import MOST_OPEN, lights

FIRM: dict[str, Any] = {
    "practice": "Let the customer finish, on three calls",
    "model_phrase": "Please go on, I want to get this right.",
    "due_on": date(2026, 11, 20),
    "behaviour_id": "interrupted",
    "observation_id": "note",
    "others_open": 0,
}


def unlit(**changes: Any) -> set[str]:
    return {name for name, light in lights(**{**FIRM, **changes}).items() if not light.lit}


def test_a_firm_promise_lights_all_five_in_their_order() -> None:
    shown = lights(**FIRM)
    assert list(shown) == ["specific", "measurable", "attainable", "relevant", "time_bound"]
    assert all(light.lit for light in shown.values())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"behaviour_id": None}, {"specific"}),
        ({"model_phrase": None}, set()),
        ({"practice": "Be more patient on 3 calls", "model_phrase": None}, {"specific"}),
        ({"practice": "Be more patient on 3 calls"}, set()),
        ({"practice": "Let the customer finish"}, {"measurable"}),
        ({"practice": "Let the customer finish", "signal": "csat"}, set()),
        ({"others_open": 2}, set()),
        ({"others_open": 3}, {"attainable"}),
        ({"others_open": None}, {"attainable"}),
        ({"observation_id": None}, set()),
        ({"observation_id": None, "behaviour_id": None}, {"specific", "relevant"}),
        ({"observation_id": None, "behaviour_id": None, "signal": "csat"}, {"specific"}),
        ({"observation_id": None, "behaviour_id": None, "session_id": "monday"}, {"specific"}),
        ({"due_on": None}, {"time_bound"}),
        ({"practice": None, "model_phrase": None}, {"specific", "measurable"}),
        ({"practice": None}, {"measurable"}),
    ],
)
def test_each_light_goes_out_for_its_own_reason(changes: dict[str, Any], expected: set[str]) -> None:
    assert unlit(**changes) == expected


@pytest.mark.parametrize(
    ("practice", "deed"),
    [
        ("Be nicer", False),
        ("Improve your tone", False),
        ("Try to be more patient", False),
        ("Show empathy", False),
        ("Ser más amable", False),
        ("Mejorar el tono", False),
        ("Keep it up", True),
        ("Say the outcome in plain words first", True),
        ("Be more patient: count one breath before answering", True),
        ("Stay until the colleague has the story", True),
        ("Pedir permiso antes de la espera", True),
    ],
)
def test_a_wish_is_no_deed(practice: str, deed: bool) -> None:
    assert lights(practice=practice, behaviour_id="b")["specific"].lit is deed


@pytest.mark.parametrize(
    "text",
    [
        "Let the customer finish on three calls",
        "Recap on 5 calls",
        "Greet by name in 90 % of calls",
        "Ask one open question on at least one call",
        "One fitting offer a shift, never before the fix",
        "Send a holding line every 60 seconds",
        "Answer within 30 seconds",
        "Recap twice before Friday",
        "Read aloud once before Send",
        "Ask first, once a day",
        "2 of 10 chats",
        "a dozen e-mails",
        "on two days",
        "Saludar por su nombre en tres llamadas",
        "una oferta por turno",
        "una vez al día",
        "al menos una pregunta abierta",
        "dos veces",
        "en el 90 % de los chats",
    ],
)
def test_it_finds_a_count_in_words_and_digits(text: str) -> None:
    assert names_a_count(text)
    assert names_a_count(text.upper())


@pytest.mark.parametrize(
    "text",
    [
        "Let the customer finish; count one breath before answering",
        "One line on the account before the next contact",
        "Offer one thing you can do after every no",
        "Say the outcome in plain words first",
        "Once the customer has finished, recap",
        "Recap in two weeks",
        "for the next 5 days",
        "by 20 November",
        "by Nov 20",
        "Start at 14:00, or at 5 pm",
        "Sit at desk 3",
        "Order 30119",
        "Un momento de silencio",
        "Una vez que termine el cliente",
        "antes del 20 de noviembre",
        "antes del 20",
        "en dos semanas",
        "",
    ],
)
def test_a_date_a_deadline_a_number_plate_and_an_article_are_no_count(text: str) -> None:
    assert not names_a_count(text)


@pytest.mark.parametrize(("others_open", "number"), [(0, "1"), (2, "3"), (3, "4"), (11, "12")])
def test_attainable_tells_how_many_this_one_makes(others_open: int, number: str) -> None:
    assert number in lights(others_open=others_open)["attainable"].why
    assert str(MOST_OPEN) in lights(others_open=others_open)["attainable"].why


@pytest.mark.parametrize(
    ("practice", "why"),
    [
        ("Let the customer finish", "How will you both know? Add a count, such as “on three calls”."),
        ("Dejar que el cliente termine", "¿Cómo lo sabrán los dos? Añade una cuenta, como «en tres llamadas»."),
    ],
)
def test_it_speaks_the_language_of_the_practice(practice: str, why: str) -> None:
    assert lights(practice=practice)["measurable"].why == why


texts = st.none() | st.text(max_size=300)


@given(
    practice=texts,
    model_phrase=texts,
    due_on=st.none() | st.dates(),
    signal=texts,
    behaviour_id=texts,
    observation_id=texts,
    session_id=texts,
    others_open=st.none() | st.integers(0, 100),
)
def test_every_light_says_why_in_a_short_sentence_whatever_is_given(**given_fields: Any) -> None:
    for light in lights(**given_fields).values():
        assert 0 < len(light.why) <= 120
        assert light.why[-1] in ".?!"
        assert "{" not in light.why


@given(st.text(), st.sampled_from(["3", "three", "tres", "once", "una", "el 20", "in 2 weeks", "%"]), st.text())
def test_any_text_may_be_looked_at_for_a_count(before: str, number: str, after: str) -> None:
    assert names_a_count(f"{before} {number} {after}") in {True, False}
