"""Acknowledging and snoozing: the ladder stands still, whoever repeats themselves is answered the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.alerts import Escalated
from contracts.sealing import Box, unseal
from tests.followup.cast import Floor, key_of, named
from tests.followup.desk import Answer, Desk, london

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"


class Desks:
    """A desk with one alert, about alice's promise for Friday."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.desk.look(london(MONDAY, "10:00"))
        (item,) = desk.ask("olga", "/v1/alerts").items
        self.path = f"/v1/alerts/{item['id']}"

    def acknowledge(self, who: str, deed: str = "first", **body: Any) -> Answer:
        return self.desk.put(who, f"{self.path}/acknowledgements/{named(deed)}", body)

    def snooze(
        self, who: str, until: str, deed: str = "first", reason: str = "She is in training", **body: Any
    ) -> Answer:
        return self.desk.put(who, f"{self.path}/snoozes/{named(deed)}", {"until": until, "reason": reason, **body})

    def shown(self, who: str = "olga") -> tuple[str, int]:
        body = self.desk.ask(who, self.path).body
        return body["state"], body["level"]


@pytest.fixture
def late(desk: Desk, floor: Floor) -> Desks:
    floor.open_promise("finish", "alice", "2026-11-20")
    return Desks(desk)


def test_acknowledging_stops_the_ladder_for_a_working_day(late: Desks) -> None:
    answer = late.acknowledge("sam")
    assert (answer.status, answer.body["state"], answer.body["until"]) == (201, "acknowledged", "2026-11-24T10:00:00Z")
    assert late.shown() == ("acknowledged", 1)
    late.desk.look(london(TUESDAY, "09:59"))
    assert late.shown() == ("acknowledged", 1)
    late.desk.look(london(TUESDAY, "16:59"))
    assert late.shown() == ("raised", 1)
    late.desk.look(london(TUESDAY, "17:00"))
    assert late.shown() == ("escalated", 2)


def test_what_is_acknowledged_on_friday_evening_rests_until_monday_evening(late: Desks) -> None:
    late.desk.look(london("2026-11-27", "18:00"))
    assert late.acknowledge("olga").body["until"] == "2026-11-30T17:00:00Z"


def test_it_is_done_once_however_often_it_is_sent(late: Desks) -> None:
    first = late.acknowledge("sam")
    late.desk.now += timedelta(hours=2)
    again = late.acknowledge("sam")
    assert (again.status, again.body) == (200, first.body)
    assert late.acknowledge("olga").status == 422
    assert late.acknowledge("sam", occurred_at="2026-11-23T09:00:00Z").status == 422
    assert [own.type for own in late.desk.own_events].count("floorwalk.alert.acknowledged") == 1


def test_a_snooze_keeps_it_quiet_until_its_end_and_its_reason_locked(late: Desks) -> None:
    answer = late.snooze("sam", "2026-11-24T09:00:00Z")
    assert (answer.status, answer.body["state"], answer.body["until"]) == (201, "snoozed", "2026-11-24T09:00:00Z")
    assert late.shown() == ("snoozed", 1)
    assert late.desk.ask("olga", "/v1/alerts", state="snoozed").items[0]["snoozed_until"] == "2026-11-24T09:00:00Z"
    assert late.desk.ask("olga", "/v1/alerts", state="raised,escalated,acknowledged").items == []
    event = late.desk.own_events[-1]
    assert "training" not in str(event.data)
    box = Box(**event.data["sealed"])
    assert unseal(key_of(named("alice")).secret, event.id, event.type, box) == {"reason": "She is in training"}
    assert late.snooze("sam", "2026-11-24T09:00:00Z").status == 200
    assert late.snooze("sam", "2026-11-24T09:00:00Z", reason="Something else").status == 422


def test_a_snooze_ends_ahead_within_three_days_and_says_why(late: Desks) -> None:
    assert late.snooze("sam", "2026-11-26T10:00:00Z").status == 201
    for until in ("2026-11-26T10:00:01Z", "2026-11-23T10:00:00Z", "2026-11-22T10:00:00Z", "tomorrow"):
        refused = late.snooze("sam", until, "second")
        assert (refused.status, list(refused.body["errors"])) == (422, ["until"])
    assert list(late.snooze("sam", "2026-11-24T10:00:00Z", "second", reason=" ").body["errors"]) == ["reason"]


def test_nothing_is_put_about_what_went_quiet_or_never_was(late: Desks, floor: Floor) -> None:
    late.acknowledge("sam")
    floor.at(f"{MONDAY}T11:00:00+00:00").kept("finish", MONDAY)
    late.desk.look()
    assert late.acknowledge("sam").status == 200
    assert late.acknowledge("sam", "second").status == 409
    assert late.desk.put("sam", f"/v1/alerts/{named('no')}/acknowledgements/{named('first')}", {}).status == 404


def test_it_is_for_those_who_answer_for_the_team_and_for_operations(late: Desks) -> None:
    assert [late.acknowledge(who, who).status for who in ("sam", "mona", "olga")] == [201, 201, 201]
    assert late.acknowledge("quinn", "quinn").status == 404
    assert [late.acknowledge(who, who).status for who in ("alice", "ada", "cleo")] == [403, 403, 403]
    assert late.snooze("quinn", "2026-11-24T09:00:00Z").status == 404


def test_words_are_not_taken_while_there_is_no_key_to_lock_them_with(late: Desks) -> None:
    late.desk.keys.unreachable = True
    assert late.snooze("sam", "2026-11-24T09:00:00Z").status == 503
    late.desk.keys.unreachable = False
    late.desk.keys.erased.add(named("alice"))
    assert late.snooze("sam", "2026-11-24T09:00:00Z").status == 201
    assert "sealed" not in late.desk.own_events[-1].data


def test_a_phone_may_have_acknowledged_some_time_ago(late: Desks) -> None:
    assert late.acknowledge("sam", occurred_at="2026-11-23T09:30:00Z").body["until"] == "2026-11-24T09:30:00Z"
    assert late.acknowledge("sam", "second", occurred_at="2026-11-23T10:06:00Z").status == 422


def test_the_trail_tells_who_acknowledged_until_when(late: Desks) -> None:
    late.acknowledge("sam")
    late.snooze("olga", "2026-11-24T09:00:00Z", "second")
    trail = late.desk.ask("olga", late.path).body["trail"]
    said = [(step["what"], (step["by"] or {}).get("name"), step.get("until")) for step in trail][-2:]
    assert said == [
        ("alert.acknowledged", "Sam", "2026-11-24T10:00:00Z"),
        ("alert.snoozed", "Olga", "2026-11-24T09:00:00Z"),
    ]


def reasons(late: Desks, who: str) -> list[str | None]:
    trail = late.desk.ask(who, late.path).body["trail"]
    return [step.get("why") for step in trail if step["what"] == "alert.snoozed"]


def test_the_trail_tells_why_it_was_snoozed_to_those_who_answer_for_the_rep(late: Desks) -> None:
    late.snooze("sam", "2026-11-24T09:00:00Z", "first", reason="She is in training")
    late.snooze("olga", "2026-11-24T10:00:00Z", "second", reason="The site moves")
    assert reasons(late, "sam") == reasons(late, "mona") == ["She is in training", "The site moves"]
    assert reasons(late, "olga") == [None, "The site moves"]
    late.desk.keys.erased.add(named("alice"))
    assert reasons(late, "sam") == [None, None]


def test_an_acknowledgement_that_comes_between_is_not_overtaken(late: Desks) -> None:
    """The watch has decided to escalate when somebody acknowledges: its append is refused, and it looks again."""

    class Visited:
        def append(self, append: Any) -> Any:
            if any(isinstance(new.event, Escalated) for new in append.events):
                late.acknowledge("sam", occurred_at=f"{MONDAY}T16:59:00Z")
            return late.desk.log.append(append)

    late.desk.now = london(MONDAY, "17:00")
    late.desk.catch_up()
    late.desk.watch._log = Visited()
    late.desk.look(london(MONDAY, "17:00"))
    assert late.shown() == ("acknowledged", 1)
    assert not [own for own in late.desk.own_events if own.type == Escalated.TYPE]
