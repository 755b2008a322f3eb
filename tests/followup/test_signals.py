"""Signals on the read side: a line a day, where they stand on the card, what they say of a promise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contracts.commitments import Measure
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, fold_of

AT_LEAST_4 = Measure(signal="csat", comparison="at_least", target=4.0)


def timeline(desk: Desk, who: str = "sam", **query: Any) -> list[dict[str, Any]]:
    desk.look()
    return desk.ask(who, f"/v1/reps/{named('alice')}/timeline", **query).items


def lines(desk: Desk, **query: Any) -> list[tuple[str, str, int, float]]:
    shown = timeline(desk, kinds="signals", **query)
    return [(item["name"], item["day"], item["count"], item["average"]) for item in shown]


def measure(desk: Desk, promise: str, now: str) -> dict[str, Any]:
    desk.look(desk.floor.at(now).now)
    (item,) = [
        item for item in desk.ask("sam", "/v1/commitments", rep=named("alice")).items if item["id"] == named(promise)
    ]
    return {**item["measure"], "light": item["smart"]["measurable"]}


def test_a_day_of_one_signal_is_one_line(desk: Desk, floor: Floor) -> None:
    floor.signals_on("alice", "2026-11-16", 5, 4, 3)
    floor.signals_on("alice", "2026-11-16", 312, name="aht")
    floor.signals_on("alice", "2026-11-17", 5)
    newest, *others = lines(desk)
    assert newest == ("csat", "2026-11-17", 1, 5.0)
    assert sorted(others) == [("aht", "2026-11-16", 1, 312.0), ("csat", "2026-11-16", 3, 4.0)]


def test_the_line_stands_below_the_notes_of_its_day(desk: Desk, floor: Floor) -> None:
    floor.noted("early", "alice")
    floor.signals_on("alice", "2026-11-16", 5, 4)
    floor.later(hours=1).noted("later", "alice")
    assert [item["kind"] for item in timeline(desk)] == ["correction", "correction", "signals"]


def test_what_arrives_late_joins_the_line_of_its_day(desk: Desk, floor: Floor) -> None:
    floor.signals_on("alice", "2026-11-16", 5)
    desk.look()
    floor.later(days=3)
    floor.signals_on("alice", "2026-11-16", 2)
    assert lines(desk) == [("csat", "2026-11-16", 2, 3.5)]


def test_a_day_is_that_of_the_site(desk: Desk, floor: Floor) -> None:
    floor.team("north", timezone="Asia/Tokyo")
    floor.at("2026-11-16T16:00:00+00:00").signal("alice", 4)
    assert lines(desk) == [("csat", "2026-11-17", 1, 4.0)]


def test_a_customers_words_open_for_the_rep_and_the_supervisor(desk: Desk, floor: Floor) -> None:
    floor.signal("alice", 2, comment="Nobody told me about the fee", channel="chat")
    floor.signal("alice", 5)
    for who in ("alice", "sam"):
        (line,) = timeline(desk, who, kinds="signals")
        assert [(said["text"], said["value"]) for said in line["comments"]] == [("Nobody told me about the fee", 2)]
        assert line["comments_count"] == 1
    desk.keys.erased.add(named("alice"))
    (line,) = timeline(desk, kinds="signals")
    assert (line["comments"][0]["text"], line["erased"], line["average"]) == (None, True, 3.5)


def test_a_line_is_not_a_look_at_the_rep(desk: Desk, floor: Floor) -> None:
    floor.signal("alice", 2)
    desk.look()
    assert desk.ask("sam", f"/v1/reps/{named('alice')}/card").body["last_seen"] is None


def test_the_card_says_where_signals_stand_and_which_way_they_go(desk: Desk, floor: Floor) -> None:
    for day in range(1, 11):
        floor.signals_on("alice", f"2026-11-{day:02}", 3, 3 + day % 2)
    floor.at("2026-11-28T18:00:00+00:00")
    for day in range(17, 28):
        floor.signals_on("alice", f"2026-11-{day:02}", 5, 4 + day % 2)
    floor.signals_on("alice", "2026-11-27", 250, name="aht")
    desk.look()
    aht, csat = desk.ask("sam", f"/v1/reps/{named('alice')}/card").body["signals"]
    assert (csat["name"], csat["trend"], csat["last_value"], csat["n"]) == ("csat", "up", 5, 22)
    assert (aht["name"], aht["trend"], aht["n"], aht["mean"]) == ("aht", "too_few", 1, 250)


def test_a_promise_is_measured_from_the_day_after_it_was_agreed_to_its_due_day(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20", measure=AT_LEAST_4)
    floor.signals_on("alice", "2026-11-16", 1)
    floor.signals_on("alice", "2026-11-17", 5, 4)
    floor.signals_on("alice", "2026-11-20", 3.6)
    floor.signals_on("alice", "2026-11-21", 1, 1, 1)
    so_far = measure(desk, "finish", "2026-11-20T12:00:00+00:00")
    assert (so_far["state"], so_far["n"], so_far["target"]) == ("so_far_met", 3, 4.0)
    assert so_far["mean"] == pytest.approx(4.2)
    assert (so_far["from_on"], so_far["to_on"]) == ("2026-11-17", "2026-11-20")
    over = measure(desk, "finish", "2026-11-21T12:00:00+00:00")
    assert (over["state"], over["n"]) == ("met", 3)
    assert over["light"] == {"lit": True, "why": "It has a signal with a target. It stands at 4.2, over 3."}


@pytest.mark.parametrize(
    ("comparison", "value", "now", "state"),
    [
        ("at_least", 3.9, "2026-11-21T12:00:00+00:00", "not_met"),
        ("at_least", 3.9, "2026-11-19T12:00:00+00:00", "so_far_not_met"),
        ("at_most", 3.9, "2026-11-21T12:00:00+00:00", "met"),
        ("at_most", 4.1, "2026-11-21T12:00:00+00:00", "not_met"),
        ("at_least", None, "2026-11-21T12:00:00+00:00", "no_signals"),
        ("at_least", None, "2026-11-19T12:00:00+00:00", "none_yet"),
    ],
)
def test_a_measure_says_how_it_stands(
    desk: Desk, floor: Floor, comparison: Any, value: float | None, now: str, state: str
) -> None:
    wanted = Measure(signal="CSAT ", comparison=comparison, target=4.0)
    floor.open_promise("finish", "alice", "2026-11-20", measure=wanted)
    if value is not None:
        floor.signals_on("alice", "2026-11-18", value)
    floor.signals_on("bob", "2026-11-18", 4.5)
    assert measure(desk, "finish", now)["state"] == state


def test_a_signal_that_comes_after_the_due_day_but_is_of_before_still_counts(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20", measure=AT_LEAST_4)
    assert measure(desk, "finish", "2026-11-23T12:00:00+00:00")["state"] == "no_signals"
    floor.signals_on("alice", "2026-11-19", 5)
    assert measure(desk, "finish", "2026-11-23T13:00:00+00:00")["state"] == "met"


def test_ops_see_the_figures_of_a_measure_and_no_words(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20", measure=AT_LEAST_4)
    floor.signals_on("alice", "2026-11-18", 5)
    desk.look()
    (item,) = desk.ask("olga", "/v1/commitments").items
    assert (item["measure"]["n"], item["practice"], item["smart"]) == (1, None, None)


def test_live_in_any_portions_and_in_one_go_come_to_the_same(desk: Desk, floor: Floor, tmp_path: Path) -> None:
    for number in range(40):
        floor.later(hours=7).signal("alice", 0.1 * (number % 7), comment="Slow" if number % 5 == 0 else "")
        floor.signals_on("bob", "2026-11-16", 3.3)
        if number % 9 == 0:
            desk.look()
    desk.look()
    assert desk.rows() == fold_of(tmp_path / "fold.db", floor)
