"""Counselling referrals: one door, sent, taken, closed, and who learns what of them."""

from __future__ import annotations

from typing import Any

import pytest

from services.eventlog.database import reading
from services.observation.house import House
from tests.observation.conftest import MovableClock
from tests.observation.floor import ADMIN, AMARA, BEN, GITA, HUGO, INES, MAEVE, OPS, RAY, SOFIA, Floor, named_id

REASON = "She has been late four times and says things are hard at home."
REFERRAL = named_id("a referral")
PATH = f"/v1/referrals/{REFERRAL}"


def refer(floor: Floor, who: str = INES, referral_id: str = REFERRAL, **changes: Any) -> int:
    return floor.put(who, f"/v1/referrals/{referral_id}", {"rep_id": AMARA, "reason": REASON, **changes}).status_code


def listed(floor: Floor, who: str, query: str = "") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = floor.get(who, f"/v1/referrals{query}").get_json()["items"]
    return items


def test_a_supervisor_sends_it_and_learns_no_more_than_that_it_was_sent(floor: Floor) -> None:
    answer = floor.put(INES, PATH, {"rep_id": AMARA, "reason": REASON})
    assert answer.status_code == 201
    assert answer.get_json() == {"id": REFERRAL, "rep_id": AMARA, "state": "sent"}, "and no position, which is a count"
    before = floor.get(INES, "/v1/referrals").get_data()
    assert floor.put(SOFIA, f"{PATH}/taking", {}).status_code == 201
    assert floor.get(INES, "/v1/referrals").get_data() == before
    (slip,) = listed(floor, INES)
    assert slip.keys() == {"id", "rep", "rep_id", "state", "sent_at", "timezone"}
    assert slip["state"] == "sent"


def test_it_is_one_referral_however_often_it_is_sent(floor: Floor) -> None:
    assert [refer(floor), refer(floor)] == [201, 200]
    assert refer(floor, reason="Something else") == 422
    assert refer(floor, rep_id=BEN) == 422
    assert len(listed(floor, SOFIA)) == 1


def test_a_rep_may_go_through_the_door_alone(floor: Floor) -> None:
    assert refer(floor, AMARA) == 201
    (own,) = listed(floor, AMARA)
    assert (own["reason"], own["state"], own["sent_by"]["name"]) == (REASON, "sent", "Amara Okafor")
    assert listed(floor, INES) == []


@pytest.mark.parametrize(
    ("who", "status"), [(BEN, 404), (RAY, 404), (SOFIA, 403), (OPS, 403), (ADMIN, 403), ("svc:load", 403)]
)
def test_nobody_else_sends_one(floor: Floor, who: str, status: int) -> None:
    assert refer(floor, who) == status


def test_a_person_who_is_not_there_cannot_be_told_from_one_who_is_not_ones_own(floor: Floor) -> None:
    assert refer(floor, INES, rep_id=GITA) == refer(floor, INES, rep_id=named_id("nobody")) == 404


def test_it_is_sent_taken_and_closed(floor: Floor) -> None:
    refer(floor)
    assert floor.put(SOFIA, f"{PATH}/taking", {}).get_json()["state"] == "taken"
    assert floor.put(SOFIA, f"{PATH}/taking", {}).status_code == 200
    assert floor.put(HUGO, f"{PATH}/closure", {"text": "We spoke twice."}).get_json()["state"] == "closed"
    (found,) = listed(floor, SOFIA)
    assert (found["taken_by"]["name"], found["closed_by"]["name"]) == ("Sofia Marin", "Hugo Lind")
    assert (found["reason"], found["text"]) == (REASON, "We spoke twice.")


@pytest.mark.parametrize(
    ("done", "who", "part", "rule"),
    [
        ([], SOFIA, "closure", "A referral is taken before it is closed."),
        (["taking"], HUGO, "taking", "A counsellor has taken this referral already."),
        (["taking", "closure"], HUGO, "taking", "This referral is closed already."),
        (["taking", "closure"], HUGO, "closure", "This referral is closed already."),
    ],
)
def test_a_counsellor_is_told_which_rule_says_no(floor: Floor, done: list[str], who: str, part: str, rule: str) -> None:
    refer(floor)
    for each in done:
        assert floor.put(SOFIA, f"{PATH}/{each}", {}).status_code == 201
    answer = floor.put(who, f"{PATH}/{part}", {})
    assert (answer.status_code, answer.get_json()["rule"]) == (409, rule)


def test_a_counsellor_does_not_take_what_is_about_the_counsellor(floor: Floor) -> None:
    floor.person(BEN, "Ben Sutcliffe", ["rep", "counsellor"], named_id("harbour"))
    floor.roles[BEN] = ["rep", "counsellor"]
    refer(floor, INES, rep_id=BEN)
    assert floor.put(BEN, f"{PATH}/taking", {}).status_code == 409
    assert floor.put(SOFIA, f"{PATH}/taking", {}).status_code == 201
    assert floor.put(BEN, f"{PATH}/closure", {}).status_code == 409


@pytest.mark.parametrize("who", [AMARA, BEN, INES, RAY, OPS, ADMIN, "svc:followup", "svc:load"])
def test_only_counsellors_take_and_close_and_nobody_else_learns_that_it_is_there(floor: Floor, who: str) -> None:
    refer(floor)
    for part in ("taking", "closure"):
        there = floor.put(who, f"{PATH}/{part}", {})
        nowhere = floor.put(who, f"/v1/referrals/{named_id('nowhere')}/{part}", {})
        assert (there.status_code, there.get_data()) == (nowhere.status_code, nowhere.get_data()) != (201, b"")
    assert floor.put(SOFIA, f"/v1/referrals/{named_id('nowhere')}/taking", {}).status_code == 404


@pytest.mark.parametrize("who", [BEN, RAY, MAEVE])
def test_peers_and_other_supervisors_see_an_empty_list(floor: Floor, who: str) -> None:
    empty = floor.get(who, "/v1/referrals").get_data()
    refer(floor)
    assert floor.get(who, "/v1/referrals").get_data() == empty


@pytest.mark.parametrize("who", [OPS, ADMIN, "svc:followup", "svc:load"])
def test_ops_admin_and_services_see_nothing(floor: Floor, who: str) -> None:
    refer(floor)
    assert floor.get(who, "/v1/referrals").status_code == 403
    assert floor.get(who, f"/v1/referrals/readers?rep_id={AMARA}").status_code == 403


def test_a_list_by_state_is_a_counsellors(floor: Floor) -> None:
    refer(floor)
    assert len(listed(floor, SOFIA, "?state=sent")) == 1
    assert listed(floor, SOFIA, "?state=closed") == []
    assert floor.get(INES, "/v1/referrals?state=sent").status_code == 422
    assert floor.get(SOFIA, "/v1/referrals?state=lost").status_code == 422


def test_it_turns_the_pages_from_the_newest_to_the_oldest(floor: Floor, clock: MovableClock) -> None:
    for number in range(5):
        refer(floor, referral_id=named_id(f"referral {number}"))
        clock.pass_time(hours=number // 3)
    seen, cursor = [], ""
    while cursor is not None:
        page = floor.get(SOFIA, f"/v1/referrals?limit=2{cursor and '&cursor='}{cursor}").get_json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert sorted(seen) == sorted(named_id(f"referral {number}") for number in range(5))
    assert seen[0] == named_id("referral 4")
    assert floor.get(SOFIA, "/v1/referrals?cursor=nonsense").status_code == 422


def test_the_rep_sees_who_read_the_words_and_on_which_day(floor: Floor, clock: MovableClock) -> None:
    refer(floor)
    assert listed(floor, AMARA)[0]["readers"] == [], "reading one's own is nobody's affair"
    listed(floor, INES)
    for _ in range(2):
        listed(floor, SOFIA)
    clock.pass_time(days=1)
    listed(floor, SOFIA)
    clock.pass_time(minutes=1)
    listed(floor, HUGO)
    read = [(one["by"]["name"], one["on"]) for one in listed(floor, AMARA)[0]["readers"]]
    assert read == [("Sofia Marin", "2026-11-19"), ("Hugo Lind", "2026-11-19"), ("Sofia Marin", "2026-11-18")]


def test_whoever_sends_one_is_told_before_who_would_read_it(floor: Floor) -> None:
    told = floor.get(INES, f"/v1/referrals/readers?rep_id={AMARA}").get_json()
    assert told["rep"] == {"id": AMARA, "name": "Amara Okafor"}
    assert [one["name"] for one in told["counsellors"]] == ["Hugo Lind", "Sofia Marin"]
    assert floor.get(AMARA, f"/v1/referrals/readers?rep_id={AMARA}").get_json() == told
    assert floor.get(RAY, f"/v1/referrals/readers?rep_id={AMARA}").status_code == 404
    floor.put("svc:load", f"/v1/people/{HUGO}/departure", {"left_on": "2026-11-17"})
    told = floor.get(INES, f"/v1/referrals/readers?rep_id={AMARA}").get_json()
    assert [one["name"] for one in told["counsellors"]] == ["Sofia Marin"]


def test_a_counsellor_who_has_left_reads_nothing(floor: Floor, clock: MovableClock) -> None:
    refer(floor)
    floor.put("svc:load", f"/v1/people/{SOFIA}/departure", {"left_on": "2026-11-18"})
    clock.pass_time(days=1)
    assert floor.get(SOFIA, "/v1/referrals").status_code == 403


def test_follow_up_gets_no_key_that_opens_it(floor: Floor, house: House) -> None:
    refer(floor)
    handed_out = floor.ask("svc:followup", "POST", "/v1/keys", {"ids": [AMARA]}).get_json()
    assert list(handed_out[AMARA]) == [f"{AMARA}/coaching/1"]
    (sent,) = house.counselling.log.read_stream(f"referral/{REFERRAL}")
    assert sent.data["sealed"]["key"] == f"{AMARA}/counselling/1"


def test_no_word_of_it_lies_open_in_its_database(floor: Floor, house: House) -> None:
    refer(floor)
    floor.put(SOFIA, f"{PATH}/taking", {})
    floor.put(SOFIA, f"{PATH}/closure", {"text": "A bereavement."})
    with reading(house.counselling.engine) as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert f"{AMARA}/counselling/1" in dump
    assert REASON not in dump
    assert "bereavement" not in dump


def test_bad_input_is_refused(floor: Floor) -> None:
    assert refer(floor, reason=" ") == 422
    assert refer(floor, reason="x" * 4_001) == 422
    assert refer(floor, occurred_at="2026-11-18T10:06:00Z") == 422
    assert floor.put(INES, PATH, {"rep_id": AMARA}).status_code == 422
    assert floor.put(SOFIA, f"{PATH}/closure", {"text": ""}).status_code == 422


def test_nothing_but_a_persons_own_deed_opens_the_door(floor: Floor, house: House) -> None:
    """However badly it goes with a rep, nothing is referred by itself."""
    for number in range(4):
        note = {"rep_id": AMARA, "kind": "correction", "occurred_at": "2026-11-18T09:00:00Z", "quote": "Whatever"}
        assert floor.put(INES, f"/v1/observations/{named_id(f'bad {number}')}", note).status_code == 201
    promise = f"/v1/commitments/{named_id('broken')}"
    floor.put(INES, promise, {"rep_id": AMARA, "practice": "Let them finish", "due_on": "2026-11-27"})
    floor.put(AMARA, f"{promise}/confirmation", {"via": "own_device"})
    assert floor.put(INES, f"{promise}/closure", {"outcome": "not_kept", "reason": "Never tried"}).status_code == 201
    session = f"/v1/sessions/{named_id('missed')}"
    floor.put(INES, session, {"rep_ids": [AMARA], "starts_at": "2026-11-18T11:00:00Z", "minutes": 30})
    assert floor.put(INES, f"{session}/outcome", {"outcome": "missed"}).status_code == 201
    assert house.log_of("counselling").head() == 0
    assert refer(floor) == 201
    assert house.log_of("counselling").head() == 1
