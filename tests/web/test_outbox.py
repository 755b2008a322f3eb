"""What the phone's outbox may rely on: whose entry it is, when it was made, and an answer that is surely ours."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.web.cast import AMARA, INES, NAMED_FEELING, TOM, named_id
from tests.web.phone import OURS, Phone
from tests.web.services import Services

SAVE = f"/walk/{AMARA}/notes"
NOTE = named_id("a note made in a lift")
HALF_AN_HOUR_AGO = "2026-11-18T10:12:00Z"


def test_it_says_where_to_look_instead_of_sending_there(ines: Phone) -> None:
    answer = send(ines)
    assert answer.status_code == 204
    assert answer.headers["Location"].startswith(f"/walk/{AMARA}?at=")
    assert answer.data == b""


def test_it_is_sure_who_has_answered(ines: Phone, services: Services) -> None:
    assert send(ines).headers["X-Entry"] == NOTE
    services.down.add("observation")
    assert send(ines).headers["X-Entry"] == NOTE


def test_it_dates_the_note_by_the_phone(ines: Phone, services: Services) -> None:
    send(ines)
    assert services.writes[f"/v1/observations/{NOTE}"]["occurred_at"] == HALF_AN_HOUR_AGO


@pytest.mark.parametrize("wrong", ["2026-11-18T10:48:00Z", "2026-09-01T10:00:00Z", "yesterday", ""])
def test_it_dates_it_by_its_arrival_where_the_phones_clock_is_wrong(
    ines: Phone, services: Services, wrong: str
) -> None:
    send(ines, occurred=wrong)
    assert services.writes[f"/v1/observations/{NOTE}"]["occurred_at"] == "2026-11-18T10:42:00Z"


def test_it_is_one_note_however_often_it_is_sent(ines: Phone, services: Services) -> None:
    assert [send(ines).status_code for _ in range(3)] == [204] * 3
    assert len(services.writes) == 1


def test_it_tells_the_time_of_every_write(ines: Phone, services: Services) -> None:
    send(ines, f"{SAVE}/{NOTE}/withdrawal", entry=named_id("undo"))
    assert services.writes[f"/v1/observations/{NOTE}/withdrawal"]["occurred_at"] == HALF_AN_HOUR_AGO


def test_it_tells_no_time_where_no_outbox_does(ines: Phone, services: Services) -> None:
    ines.send(f"{SAVE}/{NOTE}/withdrawal")
    assert "occurred_at" not in services.writes[f"/v1/observations/{NOTE}/withdrawal"]


def test_it_is_one_walk_though_every_note_believes_to_begin_it(ines: Phone, services: Services) -> None:
    walk = named_id("a walk begun offline")
    for minute in (12, 20):
        at, entry = f"2026-11-18T10:{minute}:00Z", named_id(f"a note at {minute}")
        assert send(ines, entry=entry, occurred=at, walk=walk, walk_is_new="1").status_code == 204
    notes = [body for path, body in services.writes.items() if "/observations/" in path]
    assert [body["walk_id"] for body in notes] == [walk, walk]
    assert services.writes[f"/v1/walks/{walk}"]["started_at"] == HALF_AN_HOUR_AGO


def test_it_writes_in_nobody_elses_name(ines: Phone, services: Services) -> None:
    answer = send(ines, person=TOM)
    assert answer.status_code == 409
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["type"] == "/problems/another-persons-entry"
    assert services.writes == {}


def test_it_keeps_who_is_signed_out_waiting(ines: Phone, services: Services) -> None:
    ines.send("/signout")
    assert send(ines).status_code == 401
    assert services.writes == {}


def test_it_gives_the_form_back_with_its_id(ines: Phone) -> None:
    answer = send(ines, behaviour="", kind="praise", quote="")
    assert answer.status_code == 422
    assert f'name="entry" value="{NOTE}"' in answer.get_data(as_text=True)


def test_it_says_whose_page_it_is(ines: Phone) -> None:
    assert ines.open("/walk").headers["X-Acting-User"] == INES
    assert f'data-person="{INES}"' in ines.page
    ines.send("/signout")
    assert "X-Acting-User" not in ines.open("/signin").headers


def test_it_has_a_page_for_what_waits(ines: Phone) -> None:
    assert ines.open("/outbox").status_code == 200
    assert "in the order in which you wrote it" in ines.page


def send(
    phone: Phone,
    path: str = SAVE,
    *,
    entry: str = NOTE,
    person: str = INES,
    occurred: str = HALF_AN_HOUR_AGO,
    **fields: Any,
) -> TestResponse:
    """As the phone's script sends it."""
    said = {"X-Acting-User": person, "X-Entry": entry, "X-Occurred-At": occurred}
    return phone.client.post(
        path, data={"entry": entry, "behaviour": NAMED_FEELING, **fields}, headers={**OURS, **said}
    )
