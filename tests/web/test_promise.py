"""A promise: proposed, handed over, given a new day, closed."""

from __future__ import annotations

import pytest
from flask import Flask

from contracts.problems import INVALID, RULE_BROKEN
from tests.web import about_amara
from tests.web.cast import AMARA, INTERRUPTED
from tests.web.phone import OURS, SWAP, Phone
from tests.web.services import Services

CARD = f"/walk/{AMARA}"
FORM = f"{CARD}/promise"
SORRY = f"{CARD}/promises/{about_amara.SORRY}"
FINISH = f"{CARD}/promises/{about_amara.FINISH}"


def test_it_is_prefilled_from_the_note(ines: Phone) -> None:
    ines.open(f"{FORM}?note={about_amara.NOTE}")
    fields = ines.form(FORM).fields
    assert fields["practice"] == "Let the customer finish; count one breath before answering"
    assert fields["model_phrase"] == "Please go on, I want to get this right."
    assert fields["due"] == "2026-11-25", "the catalogue says a week"
    assert (fields["note"], fields["behaviour"]) == (about_amara.NOTE, INTERRUPTED)


def test_it_asks_on_the_reps_own_phone(ines: Phone, services: Services) -> None:
    ines.open(f"{FORM}?note={about_amara.NOTE}")
    promise_id = ines.form(FORM).fields["entry"]
    ines.submit(FORM, due="2026-11-20", how="ask")
    assert services.writes == {
        f"/v1/commitments/{promise_id}": {
            "rep_id": AMARA,
            "practice": "Let the customer finish; count one breath before answering",
            "model_phrase": "Please go on, I want to get this right.",
            "due_on": "2026-11-20",
            "observation_id": about_amara.NOTE,
            "behaviour_id": INTERRUPTED,
        }
    }
    assert "Amara is asked. It counts once Amara says yes." in ines.page


def test_it_is_handed_over_and_confirmed_by_the_reps_thumb(ines: Phone, services: Services) -> None:
    ines.open(FORM)
    promise_id = ines.form(FORM).fields["entry"]
    ines.submit(FORM, practice="Ask two questions first", due="2026-11-20", how="hand_over")
    assert "Amara, this is yours to decide." in ines.page
    assert "do this by Friday</button>" in ines.page
    ines.submit("/confirmation")
    body = services.writes[f"/v1/commitments/{promise_id}/confirmation"]
    assert body == {"via": "supervisor_device", "revision": 1}
    assert "Please give the phone back to Ines" in ines.page


def test_it_takes_any_other_day(ines: Phone, services: Services) -> None:
    ines.open(FORM)
    ines.submit(FORM, practice="Ask first", due="pick", picked="2026-12-01")
    (body,) = services.writes.values()
    assert body["due_on"] == "2026-12-01"


def test_it_needs_words_and_a_day(ines: Phone, services: Services) -> None:
    ines.open(FORM)
    answer = ines.submit(FORM, practice=" ", due="pick", picked="")
    assert answer.status_code == 422
    assert "Write down what will be practised." in ines.page
    assert "Choose a day." in ines.page
    assert services.writes == {}


def test_it_says_beside_the_day_what_the_service_says_of_it(ines: Phone, services: Services) -> None:
    ines.open(FORM)
    services.refuse(ines.form(FORM).fields["entry"], INVALID, errors={"due_on": ["That day is over."]})
    assert ines.submit(FORM, practice="Ask first", due="pick", picked="2026-11-01").status_code == 422
    assert "That day is over." in ines.page
    assert 'value="2026-11-01"' in ines.page


def test_it_offers_another_promise_when_the_form_was_used(ines: Phone, services: Services) -> None:
    ines.open(FORM)
    form = ines.form(FORM)
    ines.send(FORM, **{**form.fields, "practice": "Ask first", "due": "2026-11-20"})
    answer = ines.send(FORM, **{**form.fields, "practice": "Ask twice", "due": "2026-11-20"})
    assert answer.status_code == 422
    assert "proposed already" in answer.get_data(as_text=True)
    assert len(services.writes) == 1


def test_it_shows_how_firm_it_is_while_it_is_written(ines: Phone, services: Services) -> None:
    ours = {**SWAP, "HX-Target": "section#lights", "Sec-Fetch-Site": "same-origin"}
    answer = ines.client.post(f"{FORM}/lights", data={"practice": "Ask first"}, headers=ours).get_data(as_text=True)
    assert answer.lstrip().startswith('<section class="lights" id="lights"')
    assert "Choose the behaviour it is about." in answer
    assert services.writes == {}


def test_it_shows_the_thumb_page_of_a_promise_that_waits(ines: Phone, services: Services) -> None:
    services.card["open"].append(about_amara.proposed())
    ines.open(f"{FINISH}/handover")
    assert "Not this one" in ines.page
    assert ines.open(f"{CARD}/promises/{about_amara.HOLD}/handover").status_code == 404


def test_it_is_given_a_new_day_with_a_reason(ines: Phone, services: Services) -> None:
    ines.open(f"{SORRY}/renewal")
    renewal_id = ines.form("").fields["entry"]
    form = ines.form("")
    answer = ines.send(f"{SORRY}/renewal", **{**form.fields, "due": "2026-11-25", "reason": "You were at training"})
    assert answer.status_code == 303
    path = f"/v1/commitments/{about_amara.SORRY}/renewals/{renewal_id}"
    assert services.writes[path] == {"due_on": "2026-11-25", "reason": "You were at training"}
    ines.open(answer.headers["Location"])
    assert "Amara is asked for the new day." in ines.page


def test_it_offers_the_day_that_the_rep_asked_for(ines: Phone, services: Services) -> None:
    services.card["open"][0]["renewal_asked"] = {"due_on": "2026-11-20", "reason": "Two days of training"}
    ines.open(CARD)
    assert "Amara asks to move it to Friday" in ines.page
    ines.open(f"{SORRY}/renewal")
    assert ines.form("").fields["due"] == "2026-11-20"
    assert "Two days of training" in ines.page


def test_it_asks_why_before_a_new_day_or_an_end(ines: Phone, services: Services) -> None:
    ines.open(f"{SORRY}/renewal")
    form = ines.form("")
    assert ines.send(f"{SORRY}/renewal", **{**form.fields, "reason": ""}).status_code == 422
    assert ines.send(f"{SORRY}/closure", outcome="released", reason="  ").status_code == 422
    assert services.writes == {}


@pytest.mark.parametrize(("outcome", "said"), [("released", "no longer needed"), ("not_kept", "not kept")])
def test_it_is_closed_with_a_reason(ines: Phone, services: Services, outcome: str, said: str) -> None:
    ines.open(f"{SORRY}/closure")
    answer = ines.send(f"{SORRY}/closure", outcome=outcome, reason="New tariff")
    assert services.writes[f"/v1/commitments/{about_amara.SORRY}/closure"] == {
        "outcome": outcome,
        "reason": "New tariff",
    }
    ines.open(answer.headers["Location"])
    assert f"Closed, as {said}." in ines.page


def test_a_reason_that_is_too_long_is_kept_and_said_by_the_field(ines: Phone, services: Services) -> None:
    services.refuse("/closure", INVALID, errors={"reason": ["At most 4,000 characters."]})
    ines.open(f"{SORRY}/closure")
    assert ines.submit("", reason="Far too long").status_code == 422
    assert 'id="reason-trouble">At most 4,000 characters.' in ines.page
    assert ines.form("").fields["reason"] == "Far too long"


def test_it_says_in_the_readers_language_what_a_service_says_of_a_field(app: Flask, services: Services) -> None:
    services.refuse("/closure", INVALID, errors={"reason": ["At most 4,000 characters."]})
    ines = Phone(app, "Ines Carvalho")
    answer = ines.client.post(
        f"{SORRY}/closure", data={"outcome": "released", "reason": "x"}, headers={**OURS, "Accept-Language": "es"}
    )
    assert "Como mucho 4.000 caracteres." in answer.text


def test_another_day_that_was_not_said_stays_to_be_said(ines: Phone) -> None:
    for page in (FORM, f"{SORRY}/renewal"):
        ines.open(page)
        ines.submit("", practice="Ask first", reason="Ill", due="pick", picked="")
        assert "Choose a day." in ines.page
        assert ines.form("").fields["due"] == "pick"


def test_it_ends_in_no_other_way(ines: Phone, services: Services) -> None:
    assert ines.send(f"{SORRY}/closure", outcome="kept", reason="x").status_code == 400
    assert services.writes == {}


def test_it_says_when_something_changed_meanwhile(ines: Phone, services: Services) -> None:
    services.refuse("/confirmation", RULE_BROKEN, detail="Its date was changed since; read it again.")
    services.card["open"].append(about_amara.proposed())
    ines.open(f"{FINISH}/handover")
    assert ines.submit("/confirmation").status_code == 409
    assert "Its date was changed since; read it again." in ines.page


def measured(services: Services) -> None:
    services.card["signals"] = [{"name": "csat", "last_value": 4, "n": 9, "mean": 3.9, "days": 14, "trend": "down"}]


def test_it_offers_the_signals_that_come_in_about_the_rep(ines: Phone, services: Services) -> None:
    ines.open(FORM)
    assert 'name="signal"' not in ines.page, "there is none to choose"
    measured(services)
    ines.open(FORM)
    assert "CSAT <small>now 3.9</small>" in ines.page
    ines.submit(FORM, practice="Ask first", due="2026-11-20", signal="csat", comparison="at_least", goal="4,3")
    (body,) = services.writes.values()
    assert body["measure"] == {"signal": "csat", "comparison": "at_least", "target": 4.3}


def test_it_proposes_the_measure_that_the_catalogue_has_for_the_behaviour(ines: Phone, services: Services) -> None:
    interrupted = next(one for one in services.behaviours if one["id"] == INTERRUPTED)
    interrupted["measure"] = {"signal": "aht", "comparison": "at_most", "target": 1250}
    ines.open(f"{FORM}?note={about_amara.NOTE}")
    fields = ines.form(FORM).fields
    assert (fields["signal"], fields["comparison"], fields["goal"]) == ("aht", "at_most", "1250")
    assert "<b>AHT at most 1250</b>" in ines.page
    ines.submit(FORM, due="2026-11-20")
    (body,) = services.writes.values()
    assert body["measure"] == {"signal": "aht", "comparison": "at_most", "target": 1250}


def test_a_measure_wants_a_number_and_none_is_sent_without_a_signal(ines: Phone, services: Services) -> None:
    measured(services)
    ines.open(FORM)
    answer = ines.submit(FORM, practice="Ask first", due="2026-11-20", signal="csat", goal="better")
    assert answer.status_code == 422
    assert "Which number should it reach?" in ines.page
    ines.submit(FORM, signal="", goal="better")
    (body,) = services.writes.values()
    assert "measure" not in body


@pytest.mark.parametrize(("typed", "read"), [("1,250", 1250), ("1250.5", 1250.5), ("4,25", 4.25), ("-3", -3)])
def test_a_number_is_read_as_it_is_typed(ines: Phone, services: Services, typed: str, read: float) -> None:
    measured(services)
    ines.open(FORM)
    ines.submit(FORM, practice="Ask first", due="2026-11-20", signal="csat", goal=typed)
    (body,) = services.writes.values()
    assert body["measure"]["target"] == read


def test_a_refused_measure_is_told_under_its_number(ines: Phone, services: Services) -> None:
    measured(services)
    ines.open(FORM)
    services.refuse(ines.form(FORM).fields["entry"], INVALID, errors={"measure.target": ["Too much."]})
    ines.submit(FORM, practice="Ask first", due="2026-11-20", signal="csat", goal="5")
    assert '<span class="trouble" id="goal-trouble">Too much.</span>' in ines.page


def test_the_thumb_page_says_in_what_it_will_show(ines: Phone, services: Services) -> None:
    measure = {"signal": "csat", "comparison": "at_least", "target": 4.5, "n": 0, "mean": None, "state": "none_yet"}
    services.card["open"].append({**about_amara.proposed(), "measure": measure})
    ines.open(f"{FINISH}/handover")
    assert "It shows in CSAT at least 4.5" in ines.page
