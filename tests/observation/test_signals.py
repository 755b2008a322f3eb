"""Signals: one by one or by the thousand, each recorded once, a wrong line holding up no other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from services.http.lines import BYTES_LIMIT, LINES_LIMIT
from services.observation.api.signal_bodies import LINE, plain_line
from tests.observation.floor import ADMIN, AMARA, BEN, INES, OPS, Floor, named_id

AT = "2026-11-17T09:30:00Z"

CHARACTERS = st.characters(codec="utf-8")
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "id": st.sampled_from([AMARA, AMARA.upper(), "x", None]),
    "rep_id": st.sampled_from([AMARA, AMARA + "0", 7]),
    "name": st.sampled_from(["csat", "CSAT", "first reply", "a" * 61, "9x", "f_1.x-y", "ñ", "csat\n"]),
    "value": st.one_of(st.integers(), st.floats(), st.sampled_from([4, -1e8, 100_000_001, True, "4", None])),
    "occurred_at": st.one_of(
        st.datetimes().map(lambda at: at.isoformat() + "Z"),
        st.sampled_from([AT, "2026-02-29T10:00:00Z", "2026-11-17T24:00:00Z", "2026-11-17T09:30:00-07:00", "2026", 1]),
    ),
    "channel": st.sampled_from(["phone", "fax", None, ["phone"]]),
    "interaction": st.one_of(st.text(CHARACTERS), st.sampled_from(["call-1", "x" * 201, 5])),
    "customer_comment": st.one_of(st.text(CHARACTERS), st.sampled_from([" ", "x" * 4_001, "x" * 4_000, "a\tb\x7f"])),
    "mood": st.just("bad"),
}


@given(st.fixed_dictionaries({}, optional=FIELDS))
def test_a_line_read_plainly_is_read_as_the_schema_reads_it(line: dict[str, Any]) -> None:
    if (read := plain_line(line)) is not None:
        assert read == LINE.load(line)


def test_an_ordinary_line_is_read_plainly() -> None:
    assert plain_line(a_line(1, channel="chat", interaction="chat-7", customer_comment="Quick\nand kind")) is not None


def a_signal(**changed: Any) -> dict[str, Any]:
    return {"rep_id": AMARA, "name": "csat", "value": 4, "occurred_at": AT, **changed}


def a_line(number: int, **changed: Any) -> dict[str, Any]:
    return {"id": named_id(f"signal {number}"), **a_signal(**changed)}


def post(floor: Floor, *lines: dict[str, Any] | bytes, who: str = "svc:load", **headers: str) -> TestResponse:
    body = b"\n".join(line if isinstance(line, bytes) else orjson.dumps(line) for line in lines)
    names = {"Content-Type": "application/x-ndjson", **headers}
    token = floor.signer.sign(who, "observation", floor.roles.get(who, ()))
    with floor.app.test_client() as client:
        return client.post("/v1/signals", data=body, headers={"Authorization": f"Bearer {token}", **names})


def answers(response: TestResponse) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.get_data(as_text=True)
    return [orjson.loads(line) for line in response.get_data().splitlines()]


def test_it_records_a_signal_and_answers_its_repetition_alike(floor: Floor) -> None:
    path = f"/v1/signals/{named_id('one')}"
    first = floor.put("svc:load", path, a_signal(customer_comment="Nobody told me about the exit fee"))
    again = floor.put(ADMIN, path, a_signal(customer_comment="Nobody told me about the exit fee"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    (event,) = [event for event in floor.feed() if event["type"] == "floorwalk.signal.recorded"]
    assert (event["partitionkey"], event["time"], event["data"]["value"]) == (AMARA, AT, 4)
    assert b"exit fee" not in orjson.dumps(floor.feed())


@pytest.mark.parametrize(
    "other",
    [
        {"value": 5},
        {"rep_id": BEN},
        {"name": "qa"},
        {"occurred_at": "2026-11-17T09:31:00Z"},
        {"customer_comment": "Quick"},
        {"channel": "chat"},
    ],
)
def test_the_same_id_with_another_content_is_refused(floor: Floor, other: dict[str, Any]) -> None:
    path = f"/v1/signals/{named_id('one')}"
    floor.put("svc:load", path, a_signal(customer_comment="Slow"))
    refused = floor.put("svc:load", path, a_signal(customer_comment="Slow") | other)
    assert (refused.status_code, refused.get_json()["type"]) == (422, "/problems/id-in-use")


def test_a_name_is_the_same_in_capitals(floor: Floor) -> None:
    path = f"/v1/signals/{named_id('one')}"
    assert floor.put("svc:load", path, a_signal(name="CSAT")).status_code == 201
    assert floor.put("svc:load", path, a_signal(name="csat")).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": "4"}, "value"),
        ({"value": True}, "value"),
        ({"value": 1e9}, "value"),
        ({"name": "how nice"}, "name"),
        ({"name": ""}, "name"),
        ({"occurred_at": "2021-01-01T00:00:00Z"}, "occurred_at"),
        ({"occurred_at": "2026-11-18T10:06:00Z"}, "occurred_at"),
        ({"channel": "fax"}, "channel"),
        ({"interaction": "amara@example.com"}, "interaction"),
        ({"rep_id": named_id("nobody")}, "rep_id"),
        ({"customer_comment": "x" * 4_001}, "customer_comment"),
        ({"mood": "bad"}, "mood"),
    ],
)
def test_a_field_that_is_wrong_is_named(floor: Floor, wrong: dict[str, Any], field: str) -> None:
    refused = floor.put("svc:load", f"/v1/signals/{named_id('one')}", a_signal(**wrong))
    assert refused.status_code == 422
    assert field in refused.get_json()["errors"]


def test_it_takes_what_happened_almost_five_years_ago(floor: Floor) -> None:
    old = a_signal(occurred_at="2021-11-20T09:00:00Z")
    assert floor.put("svc:load", f"/v1/signals/{named_id('one')}", old).status_code == 201


@pytest.mark.parametrize("who", [INES, AMARA, OPS])
def test_neither_side_of_a_promise_writes_what_it_is_measured_by(floor: Floor, who: str) -> None:
    assert floor.put(who, f"/v1/signals/{named_id('one')}", a_signal()).status_code == 403
    assert post(floor, a_line(1), who=who).status_code == 403


def test_a_wrong_line_holds_up_no_other(floor: Floor) -> None:
    told = answers(post(floor, a_line(1), b"{oops", a_line(2, value="x"), a_line(3, rep_id=named_id("no")), a_line(4)))
    assert [(each["line"], each["status"]) for each in told] == [(1, 201), (2, 400), (3, 422), (4, 422), (5, 201)]
    assert "id" not in told[1]
    assert told[2]["id"] == named_id("signal 2")
    assert set(told[2]["errors"]) == {"value"}
    assert [told[0]["position"] + 1, told[4]["position"]] == [told[4]["position"], len(floor.feed())]
    assert floor.types().count("signal.recorded") == 2


def test_a_load_can_be_repeated_and_continued(floor: Floor) -> None:
    first = answers(post(floor, a_line(1), a_line(2)))
    second = answers(post(floor, a_line(1), a_line(2, value=1), a_line(3), a_line(3), a_line(3, value=1)))
    assert [each["status"] for each in second] == [200, 422, 201, 200, 422]
    assert second[0]["position"] == first[0]["position"]
    assert second[3]["position"] == second[2]["position"]
    assert floor.types().count("signal.recorded") == 3


def test_a_load_larger_than_one_append_is_recorded_in_its_order(floor: Floor) -> None:
    told = answers(post(floor, *(a_line(number) for number in range(1_203))))
    positions = [each["position"] for each in told]
    assert positions == list(range(positions[0], positions[0] + 1_203))


def test_two_who_load_the_same_record_it_once(floor: Floor) -> None:
    lines = [a_line(number) for number in range(300)]
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: answers(post(floor, *lines)), range(2)))
    assert [each["position"] for each in both[0]] == [each["position"] for each in both[1]]
    assert floor.types().count("signal.recorded") == 300


def test_what_is_too_much_or_of_another_kind_is_refused_whole(floor: Floor) -> None:
    assert post(floor, *[b"{}"] * (LINES_LIMIT + 1)).status_code == 413
    assert post(floor, b" " * (BYTES_LIMIT + 1)).status_code == 413
    assert post(floor, a_line(1), **{"Content-Type": "application/json"}).status_code == 415
    assert answers(post(floor, b"", b"  ")) == []


def test_it_reads_lines_of_a_body_beyond_what_other_routes_take(floor: Floor) -> None:
    long = [a_line(number, customer_comment="x" * 4_000) for number in range(30)]
    assert {each["status"] for each in answers(post(floor, *long))} == {201}
