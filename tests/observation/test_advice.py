"""What notes and promises are answered with: questions that are open, and how firm the promise is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.observation.floor import ADMIN, AMARA, BEN, GITA, INES, INTERRUPTED, OPS, RAY, Floor, named_id

NOTE = {"rep_id": AMARA, "kind": "correction", "note": "Was rude", "occurred_at": "2026-11-18T10:00:00Z"}
PRACTICE = "Let the customer finish"
DUE_ON = "2026-11-20"


def path(name: str) -> str:
    return f"/v1/commitments/{named_id(name)}"


def propose(floor: Floor, name: str, rep_id: str = AMARA) -> dict[str, Any]:
    answer = floor.put(INES, path(name), {"rep_id": rep_id, "practice": PRACTICE, "due_on": DUE_ON})
    assert answer.status_code in {200, 201}, answer.get_data(as_text=True)
    promise: dict[str, Any] = answer.get_json()
    return promise


def make_open(floor: Floor, name: str, rep_id: str = AMARA) -> None:
    propose(floor, name, rep_id)
    assert floor.put(rep_id, f"{path(name)}/confirmation", {"via": "own_device"}).status_code == 201


def advise(floor: Floor, **fields: Any) -> dict[str, Any]:
    answer = floor.ask(INES, "POST", "/v1/nudges", fields)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    advice: dict[str, Any] = answer.get_json()
    return advice


def lit(smart: dict[str, dict[str, Any]]) -> set[str]:
    return {name for name, light in smart.items() if light["lit"]}


def test_a_recorded_note_is_answered_with_what_it_leaves_open(floor: Floor) -> None:
    answer = floor.put(INES, f"/v1/observations/{named_id('note')}", NOTE)
    assert answer.status_code == 201
    assert answer.get_json()["nudges"] == [
        {"code": "judgement_without_quote", "field": "quote", "message": "What exactly did they say or do?"},
        {"code": "no_model_phrase", "field": "model_phrase", "message": "How could it sound instead?"},
    ]


def test_a_note_that_says_it_all_is_asked_nothing(floor: Floor) -> None:
    whole = {**NOTE, "quote": "Just wait", "model_phrase": "One moment, please", "impact": "She rang off"}
    assert floor.put(INES, f"/v1/observations/{named_id('note')}", whole).get_json()["nudges"] == []


def test_what_is_said_about_a_note_later_is_answered_without_them(floor: Floor) -> None:
    floor.put(INES, f"/v1/observations/{named_id('note')}", NOTE)
    assert "nudges" not in floor.put(INES, f"/v1/observations/{named_id('note')}/sharing", {}).get_json()


def test_a_promise_is_answered_with_its_lights(floor: Floor) -> None:
    smart = propose(floor, "promise")["smart"]
    assert lit(smart) == {"attainable", "time_bound"}
    assert smart["measurable"]["why"] == "How will you both know? Add a count, such as “on three calls”."


def test_a_repeated_note_or_promise_is_answered_byte_for_byte_as_the_first_time(floor: Floor) -> None:
    promise = {"rep_id": AMARA, "practice": PRACTICE, "due_on": DUE_ON}
    for where, body in ((f"/v1/observations/{named_id('note')}", NOTE), (path("repeated"), promise)):
        first = floor.put(INES, where, body)
        for name in ("a", "b", "c"):
            make_open(floor, f"{where} {name}")
        again = floor.put(INES, where, body)
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.get_data() == first.get_data()


@pytest.mark.parametrize(
    ("ends", "body"),
    [
        (None, {}),
        (f"revisits/{named_id('look')}", {"outcome": "saw_it"}),
        ("closure", {"outcome": "not_kept", "reason": "No"}),
        ("closure", {"outcome": "released", "reason": "New process"}),
    ],
)
def test_a_fourth_open_promise_is_one_too_many_until_one_is_over(floor: Floor, ends: str | None, body: Any) -> None:
    for name in ("first", "second", "third"):
        assert "attainable" in lit(propose(floor, name)["smart"])
        make_open(floor, name)
    if ends is not None:
        assert floor.put(INES, f"{path('first')}/{ends}", body).status_code == 201
    assert ("attainable" in lit(propose(floor, "fourth")["smart"])) is (ends is not None)


def test_a_promise_that_waits_or_was_declined_or_is_anothers_is_not_open(floor: Floor) -> None:
    make_open(floor, "first")
    make_open(floor, "second")
    propose(floor, "waits")
    propose(floor, "declined")
    floor.put(AMARA, f"{path('declined')}/decline", {"reason": "Not mine"})
    make_open(floor, "ben", BEN)
    assert "attainable" in lit(propose(floor, "third")["smart"])


@pytest.mark.parametrize("answer", ["confirmation", "decline", None])
def test_a_renewed_promise_stays_one_open_promise(floor: Floor, answer: str | None) -> None:
    for name in ("first", "second", "third"):
        make_open(floor, name)
    renewed = {"due_on": "2026-11-27", "reason": "Ill"}
    assert floor.put(INES, f"{path('first')}/renewals/{named_id('r')}", renewed).status_code == 201
    if answer is not None:
        body = {"via": "own_device"} if answer == "confirmation" else {"reason": "Friday is fine"}
        assert floor.put(AMARA, f"{path('first')}/{answer}", body).status_code == 201
    assert advise(floor, practice=PRACTICE, rep_id=AMARA)["smart"]["attainable"] == {
        "lit": False,
        "why": "That makes 4 open, and 3 are enough at a time. Finish or release one first.",
    }


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, []),
        ({"kind": "correction"}, ["no_model_phrase", "no_impact"]),
        ({"note": "Great call"}, ["judgement_without_quote", "no_impact"]),
        ({"note": "Great call", "quote": "I hear you"}, ["no_impact"]),
        ({"rep_id": AMARA, "share": "now", "mode": "formal"}, []),
        ({"practice": PRACTICE, "due_on": DUE_ON}, []),
    ],
)
def test_it_advises_on_as_much_of_a_note_as_there_is(floor: Floor, fields: dict[str, Any], codes: list[str]) -> None:
    advice = advise(floor, **fields)
    assert [nudge["code"] for nudge in advice["nudges"]] == codes
    assert ("smart" in advice) is ("practice" in fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, set()),
        ({"due_on": DUE_ON}, {"time_bound"}),
        ({"rep_id": AMARA}, {"attainable"}),
        ({"behaviour_id": INTERRUPTED}, {"specific", "relevant"}),
        ({"measure": {"signal": "csat"}}, {"measurable", "relevant"}),
        ({"measure": {}}, set()),
        ({"practice": "Recap on three calls"}, {"measurable"}),
        ({"rep_id": GITA}, set()),
        ({"rep_id": named_id("nobody")}, set()),
    ],
)
def test_it_advises_on_as_much_of_a_promise_as_there_is(
    floor: Floor, fields: dict[str, Any], expected: set[str]
) -> None:
    assert lit(advise(floor, **{"practice": PRACTICE, **fields})["smart"]) == expected


def test_a_foreign_rep_and_an_unknown_one_are_answered_alike(floor: Floor) -> None:
    foreign, unknown = (advise(floor, practice=PRACTICE, rep_id=rep) for rep in (GITA, named_id("nobody")))
    assert foreign == unknown


def test_advice_stores_nothing(floor: Floor) -> None:
    before = len(floor.feed())
    advise(floor, **NOTE, practice=PRACTICE, due_on=DUE_ON)
    assert len(floor.feed()) == before


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "blame"}, "kind"),
        ({"note": " "}, "note"),
        ({"practice": ""}, "practice"),
        ({"due_on": "soon"}, "due_on"),
        ({"measure": {"signal": 7}}, "measure.signal"),
        ({"mood": "bad"}, "mood"),
    ],
)
def test_it_names_the_field_that_is_not_right(floor: Floor, fields: dict[str, Any], field: str) -> None:
    refused = floor.ask(INES, "POST", "/v1/nudges", fields)
    assert refused.status_code == 422
    assert field in refused.get_json()["errors"]


@pytest.mark.parametrize(("who", "status"), [(RAY, 200), (AMARA, 403), (OPS, 403), (ADMIN, 403), ("svc:load", 403)])
def test_supervisors_are_advised(floor: Floor, who: str, status: int) -> None:
    assert floor.ask(who, "POST", "/v1/nudges", {"note": "Great call"}).status_code == status


def test_the_answers_are_described(floor: Floor) -> None:
    with floor.app.test_client() as client:
        schemas = client.get("/openapi.json").get_json()["components"]["schemas"]
    described = {name: schema["properties"].keys() for name, schema in schemas.items() if "properties" in schema}
    assert any({"visible_from", "nudges"} <= fields for fields in described.values())
    assert any({"revision", "smart"} <= fields for fields in described.values())
    assert any({"nudges", "smart"} == fields for fields in described.values())
    assert any({"quote", "practice", "due_on", "share"} <= fields for fields in described.values())
    draft = next(schema for schema in schemas.values() if {"quote", "practice"} <= schema.get("properties", {}).keys())
    assert "required" not in draft
