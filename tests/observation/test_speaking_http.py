"""What every route answers to a caller that does not speak as it should."""

from __future__ import annotations

import pytest

from contracts.tokens import Signer, new_key
from tests.observation.floor import AMARA, INES, Floor, named_id

PATH = f"/v1/observations/{named_id('note')}"


@pytest.mark.parametrize(
    ("raw", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b'{"rep_id": NaN}', "application/json", 400),
        (b'{"quote": "\\ud800"}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"a":' * 5000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "application/x-www-form-urlencoded", 415),
        (b'{"quote": "' + b"x" * 65_536 + b'"}', "application/json", 413),
        (b"{}", "application/json", 422),
    ],
)
def test_a_body_that_cannot_be_read(floor: Floor, raw: bytes, media_type: str, status: int) -> None:
    token = floor.signer.sign(INES, "observation", ["supervisor"])
    with floor.app.test_client() as client:
        answer = client.put(PATH, data=raw, content_type=media_type, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["type"].startswith("/problems/")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic eDp5", "Bearer a.b.c"])
def test_without_a_good_token_it_answers_401(floor: Floor, header: str) -> None:
    with floor.app.test_client() as client:
        answer = client.put(PATH, json={}, headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_token_for_another_audience_from_another_key_or_an_old_one_is_not_good(floor: Floor) -> None:
    other_audience = floor.signer.sign(INES, "followup", ["supervisor"])
    other_key = Signer(new_key(), "floorwalk-web").sign(INES, "observation", ["supervisor"])
    for token in (other_audience, other_key):
        with floor.app.test_client() as client:
            answer = client.get("/v1/people", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/people/not-a-uuid", 404),
        ("PATCH", f"/v1/people/{AMARA}", 405),
        ("GET", PATH, 405),
        ("GET", "/v1/people?limit=0", 422),
        ("GET", "/v1/people?limit=201", 422),
        ("GET", "/v1/people?limit=ten", 422),
        ("GET", "/v1/people?cursor=%00", 422),
        ("GET", "/schemas/floorwalk.no.such/1", 404),
    ],
)
def test_a_route_or_a_query_that_is_not_there(floor: Floor, method: str, path: str, status: int) -> None:
    answer = floor.ask(INES, method, path)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_ids_in_paths_may_be_written_in_capitals(floor: Floor) -> None:
    assert floor.get(INES, f"/v1/people/{AMARA.upper()}").get_json()["id"] == AMARA


def test_it_describes_itself(floor: Floor) -> None:
    with floor.app.test_client() as client:
        document = client.get("/openapi.json").get_json()
        asyncapi = client.get("/asyncapi.json").get_json()
        schema = client.get("/schemas/floorwalk.observation.recorded/1").get_json()
        assert client.get("/livez").status_code == 200
        assert client.get("/readyz").get_json() == {"log": "ok"}
        assert "floorwalk_log_head" in client.get("/metrics").get_data(as_text=True)
    assert document["paths"]["/v1/observations/{observation_id}"]["put"]["x-action"] == "observation.record"
    assert asyncapi["asyncapi"] == "3.1.0"
    assert schema["properties"]["kind"]["enum"] == ["praise", "correction"]
