"""Two supervisors note the same moment: both notes stay; one can be marked the duplicate of the other, reversibly."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from tests.observation.floor import AMARA, BEN, HARBOUR, INES, MAEVE, RAY, Floor, named_id

FIRST, SECOND, THIRD, OTHER = (named_id(name) for name in ("first", "second", "third", "about ben"))


@pytest.fixture(autouse=True)
def _noted_twice(floor: Floor) -> None:
    floor.person(MAEVE, "Maeve Brennan", ["supervisor"], HARBOUR)
    for note, who, rep in ((FIRST, INES, AMARA), (SECOND, MAEVE, AMARA), (THIRD, MAEVE, AMARA), (OTHER, INES, BEN)):
        body = {"rep_id": rep, "kind": "correction", "quote": "Hang on", "occurred_at": "2026-11-18T10:00:00Z"}
        assert floor.put(who, f"/v1/observations/{note}", body).status_code == 201


def mark(floor: Floor, note: str, original: str, who: str = INES, **headers: str) -> TestResponse:
    return floor.put(who, f"/v1/observations/{note}/duplicate_of", {"observation_id": original}, **headers)


def unmark(floor: Floor, note: str, who: str = INES, **headers: str) -> TestResponse:
    return floor.ask(who, "DELETE", f"/v1/observations/{note}/duplicate_of", **headers)


def test_a_note_is_marked_and_unmarked_and_saying_so_again_changes_nothing(floor: Floor) -> None:
    before = len(floor.feed())
    assert [mark(floor, SECOND, FIRST).status_code for _ in range(2)] == [200, 200]
    assert [unmark(floor, SECOND).status_code for _ in range(2)] == [200, 200]
    assert mark(floor, SECOND, FIRST).status_code == 200
    marked, unmarked = "observation.marked_duplicate", "observation.unmarked_duplicate"
    assert floor.types(before) == [marked, unmarked, marked]
    assert {event["partitionkey"] for event in floor.feed(before)} == {AMARA}


def test_it_is_marked_the_duplicate_of_another_one_without_unmarking_first(floor: Floor) -> None:
    mark(floor, SECOND, FIRST)
    assert mark(floor, SECOND, THIRD).status_code == 200
    assert floor.feed()[-1]["data"]["duplicate_of"] == THIRD


def test_a_note_is_no_duplicate_of_itself_of_a_note_about_somebody_else_or_of_none(floor: Floor) -> None:
    for original in (FIRST, OTHER, named_id("no such note")):
        refused = mark(floor, FIRST, original)
        assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["observation_id"])


def test_notes_are_never_duplicates_of_each_other_in_a_ring(floor: Floor) -> None:
    assert mark(floor, SECOND, FIRST).status_code == 200
    assert mark(floor, THIRD, SECOND).status_code == 200
    for original in (SECOND, THIRD):
        refused = mark(floor, FIRST, original)
        assert refused.status_code == 409
        assert refused.get_json()["rule"] == "That note is marked as a duplicate of this one already."
    unmark(floor, SECOND)
    assert mark(floor, FIRST, THIRD).status_code == 200, "the ring is open where one was unmarked"


def test_a_withdrawn_note_neither_stands_for_another_nor_is_marked(floor: Floor) -> None:
    floor.put(INES, f"/v1/observations/{FIRST}/withdrawal", {"reason": "Wrong rep"})
    assert mark(floor, SECOND, FIRST).status_code == 409
    assert mark(floor, FIRST, SECOND).status_code == 409


def test_it_honours_if_match(floor: Floor) -> None:
    etag = mark(floor, SECOND, FIRST).headers["ETag"]
    assert mark(floor, SECOND, THIRD, If_Match='"1"').status_code == 412
    assert mark(floor, SECOND, THIRD, If_Match=etag).status_code == 200
    assert unmark(floor, SECOND, If_Match=etag).status_code == 412


def test_only_a_present_supervisor_of_the_rep_marks_duplicates(floor: Floor) -> None:
    assert mark(floor, SECOND, FIRST, RAY).status_code == 404
    assert mark(floor, SECOND, FIRST, AMARA).status_code == 403
    assert mark(floor, SECOND, FIRST, BEN).status_code == 403
