"""Who read what is kept of a rep (`trust.md`; `domain.md`, rule 12): the rep can see who read theirs."""

from __future__ import annotations

from typing import Any

import pytest

from services.followup.rebuild import rebuild
from tests.followup.cast import Floor, named
from tests.followup.desk import Answer, Desk


def readers(desk: Desk, who: str = "alice", rep: str = "alice", **query: Any) -> Answer:
    return desk.ask(who, f"/v1/reps/{named(rep)}/readers", **query)


def told(desk: Desk, rep: str = "alice") -> list[tuple[str, str]]:
    return [(item["by"]["name"], item["on"]) for item in readers(desk, rep, rep).items]


def read(desk: Desk, who: str, what: str, **query: Any) -> None:
    assert desk.ask(who, what, **query).status == 200


@pytest.fixture
def noted(desk: Desk, floor: Floor) -> Desk:
    """Alice has a note, a promise and a session to come; bob has nothing."""
    floor.noted("first", "alice", share=True, quote="Calm down.")
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.planned("talk", "alice", starts_at="2026-11-19T10:00:00+00:00")
    desk.look()
    return desk


TIMELINE = f"/v1/reps/{named('alice')}/timeline"
TEXTS = {
    "the timeline": (TIMELINE, {}),
    "the card": (f"/v1/reps/{named('alice')}/card", {}),
    "the promises": ("/v1/commitments", {"rep": named("alice")}),
    "the sessions": ("/v1/sessions", {"rep": named("alice")}),
    "a session": (f"/v1/sessions/{named('talk')}", {}),
    "an agenda": (f"/v1/sessions/{named('talk')}/agenda", {}),
}


@pytest.mark.parametrize("what", TEXTS)
def test_whoever_reads_texts_of_a_rep_stands_there_however_they_came_by_them(noted: Desk, what: str) -> None:
    path, query = TEXTS[what]
    assert told(noted) == []
    read(noted, "sam", path, **query)
    assert told(noted) == [("Sam", "2026-11-16")]


def test_what_a_supervisor_owes_is_read_of_those_to_whom_it_is_owed(noted: Desk, floor: Floor) -> None:
    floor.practised("finish")
    noted.look()
    read(noted, "sam", f"/v1/supervisors/{named('sam')}/duties")
    assert told(noted) == [("Sam", "2026-11-16")]
    assert told(noted, "bob") == []


def test_a_reader_stands_there_once_a_day_the_last_day_first(noted: Desk, floor: Floor) -> None:
    for who in ("sam", "mona", "sam"):
        read(noted, who, TIMELINE)
    noted.look(floor.later(days=1).now)
    read(noted, "sam", TIMELINE)
    assert told(noted)[0] == ("Sam", "2026-11-17")
    assert sorted(told(noted)[1:]) == [("Mona", "2026-11-16"), ("Sam", "2026-11-16")]


def test_a_day_is_one_of_the_reps_site(desk: Desk, floor: Floor) -> None:
    floor.team("far", timezone="Pacific/Auckland")
    floor.person("kiri", "far")
    floor.person("moana", "far", "supervisor")
    desk.look(floor.at("2026-11-16T12:00:00+00:00").now)
    assert desk.ask("moana", f"/v1/reps/{named('kiri')}/timeline", "supervisor").status == 200
    assert told(desk, "kiri") == [("Moana", "2026-11-17")]


def test_a_page_that_is_fetched_ahead_is_not_read(noted: Desk) -> None:
    assert noted.ask("sam", TIMELINE, ahead=True).status == 200
    assert told(noted) == []


def test_nobody_is_a_reader_of_the_own_texts(noted: Desk) -> None:
    read(noted, "alice", TIMELINE)
    read(noted, "alice", "/v1/commitments")
    assert told(noted) == []


def test_figures_are_no_texts_and_ops_read_none(noted: Desk) -> None:
    read(noted, "olga", "/v1/commitments")
    read(noted, "sam", "/v1/coverage")
    read(noted, "sam", f"/v1/supervisors/{named('sam')}/walk")
    assert told(noted) == []


def test_who_was_refused_has_read_nothing(noted: Desk) -> None:
    assert noted.ask("quinn", TIMELINE).status == 404
    assert told(noted) == []


def test_only_the_rep_sees_who_read(noted: Desk) -> None:
    refused = {who: readers(noted, who).status for who in ("sam", "mona", "bob", "olga", "ada", "cleo")}
    assert refused == {"sam": 403, "mona": 403, "bob": 404, "olga": 403, "ada": 403, "cleo": 403}


def test_what_was_read_stays_when_the_read_model_is_made_anew(noted: Desk) -> None:
    read(noted, "sam", TIMELINE)
    rebuild(noted.engine, noted.floor, "one", system=noted.system)
    assert told(noted) == [("Sam", "2026-11-16")]


def test_it_comes_in_pages(noted: Desk, floor: Floor) -> None:
    for _ in range(3):
        read(noted, "sam", TIMELINE)
        read(noted, "mona", TIMELINE)
        noted.look(floor.later(days=1).now)
    found, page = [], readers(noted, limit=4)
    found += page.items
    page = readers(noted, limit=4, cursor=page.body["next"])
    found += page.items
    assert page.body["next"] is None
    assert found == readers(noted).items
    assert len({(item["by"]["id"], item["on"]) for item in found}) == 6
    assert readers(noted, cursor="no cursor").status == 422
