"""Effectiveness: what the counts say, whose they are, and whether a signal moved."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import development, observations, sessions
from contracts.commitments import Measure
from services.followup.effectiveness import WAIT_ENDS, median_wait, share
from services.followup.measures import MILLION, SignalDay
from services.followup.moved import in_words, moved
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, fold_of

AGREED = date(2026, 10, 1)


def effects(desk: Desk, who: str = "sam", **query: Any) -> dict[str, Any]:
    desk.look()
    body: dict[str, Any] = desk.ask(who, "/v1/effectiveness", **query).body
    return body


def interrupted(desk: Desk) -> dict[str, Any]:
    (item,) = [item for item in effects(desk)["items"] if item["behaviour_id"] == named("interrupted")]
    return item


def kept_promise(floor: Floor, name: str, rep: str, due_on: str, on: str) -> None:
    floor.open_promise(name, rep, due_on, behaviour_id=named("interrupted"))
    floor.at(f"{on}T15:00:00+00:00").kept(name, on)


def test_kept_on_time_is_of_all_that_fell_due_the_overdue_too(desk: Desk, floor: Floor) -> None:
    kept_promise(floor, "one", "alice", "2026-11-18", "2026-11-17")
    kept_promise(floor, "two", "bob", "2026-11-17", "2026-11-19")
    floor.open_promise("three", "carol", "2026-11-20", behaviour_id=named("interrupted"))
    floor.at("2026-11-24T10:00:00+00:00")
    told = interrupted(desk)
    assert told["kept_on_time"] == {"n": 1, "of": 3, "share": round(1 / 3, 4)}
    assert told["confirmed_by_revisit"] == {"n": 2, "of": 2, "share": 1.0}
    assert told["overdue"] == 1


def told_of(desk: Desk) -> tuple[int, int]:
    """How many notes, and how many of them praise."""
    praised = effects(desk)["all"]["praise_share"]
    return praised["of"], praised["n"]


def test_two_notes_of_one_moment_count_once(desk: Desk, floor: Floor) -> None:
    floor.noted("one", "alice", kind="praise", share=True)
    floor.noted("two", "alice", by="mona", kind="correction", share=True)
    floor.noted("three", "alice", kind="correction", share=True)
    assert told_of(desk) == (3, 1)
    floor.of_note(observations.MarkedDuplicate, "two", by="sam", duplicate_of=named("one"))
    assert told_of(desk) == (2, 1)
    floor.of_note(observations.UnmarkedDuplicate, "two", by="sam")
    assert told_of(desk) == (3, 1)


def test_where_the_note_that_stood_is_withdrawn_the_other_one_counts(desk: Desk, floor: Floor, tmp_path: Path) -> None:
    floor.noted("one", "alice", kind="praise", share=True)
    floor.noted("two", "alice", by="mona", kind="correction", share=True)
    desk.look()
    floor.of_note(observations.MarkedDuplicate, "two", by="sam", duplicate_of=named("one"))
    desk.look()
    floor.of_note(observations.Withdrawn, "one", by="sam")
    assert told_of(desk) == (1, 0)
    floor.of_note(observations.Acknowledged, "two", by="alice")
    assert told_of(desk) == (1, 0)
    floor.of_note(observations.UnmarkedDuplicate, "two", by="sam")
    assert told_of(desk) == (1, 0)
    assert desk.rows()["effects"] == fold_of(tmp_path / "fold", floor)["effects"], "event by event, and in one go"


@pytest.mark.parametrize(("days", "slipped"), [(1, 1), (29, 1), (31, 0)])
def test_a_correction_of_the_same_behaviour_within_thirty_days_is_a_slip(
    desk: Desk, floor: Floor, days: int, slipped: int
) -> None:
    kept_promise(floor, "one", "alice", "2026-11-18", "2026-11-17")
    floor.later(days=days).noted("again", "alice", behaviour_id=named("interrupted"))
    floor.noted("other", "bob", behaviour_id=named("interrupted"))
    assert interrupted(desk)["slipped_again"] == {"n": slipped, "of": 1, "share": float(slipped)}


def test_neither_praise_nor_a_correction_taken_back_is_a_slip(desk: Desk, floor: Floor, tmp_path: Path) -> None:
    kept_promise(floor, "one", "alice", "2026-11-18", "2026-11-17")
    floor.later(days=1).noted("nice", "alice", kind="praise", behaviour_id=named("interrupted"))
    floor.noted("again", "alice", behaviour_id=named("interrupted"))
    assert interrupted(desk)["slipped_again"]["n"] == 1
    floor.of_note(observations.Withdrawn, "again", by="sam", text={"reason": "Mixed up"})
    assert interrupted(desk)["slipped_again"]["n"] == 0
    assert desk.rows() == fold_of(tmp_path / "fold.db", floor)


def test_a_slip_is_a_slip_whichever_arrives_first(desk: Desk, floor: Floor) -> None:
    floor.open_promise("one", "alice", "2026-11-20", behaviour_id=named("interrupted"))
    floor.at("2026-11-19T10:00:00+00:00").noted("again", "alice", behaviour_id=named("interrupted"))
    floor.at("2026-11-18T10:00:00+00:00").kept("one", "2026-11-18")
    floor.at("2026-11-20T10:00:00+00:00")
    assert interrupted(desk)["slipped_again"]["n"] == 1


def test_praise_share_and_hours_are_those_of_notes_that_stand(desk: Desk, floor: Floor) -> None:
    for number, kind in enumerate(("praise", "correction", "correction")):
        floor.noted(f"note {number}", "alice", kind=kind, share=True)
    floor.noted("gone", "alice", kind="praise")
    floor.of_note(observations.Withdrawn, "gone", by="sam")
    floor.later(hours=3).of_note(observations.Acknowledged, "note 0", by="alice")
    told = effects(desk)["all"]
    assert told["praise_share"] == {"n": 1, "of": 3, "share": 0.3333}
    assert told["hours_to_acknowledgement"]["n"] == 1
    assert 2 < told["hours_to_acknowledgement"]["median"] < 4


def test_what_reps_thought_of_their_sessions_is_the_first_level(desk: Desk, floor: Floor) -> None:
    floor.planned("talk", "alice", starts_at="2026-11-17T10:00:00Z")
    floor.held("talk", "alice")
    floor.of_session(sessions.Rated, "talk", "alice", by="alice", score=4)
    assert effects(desk)["all"]["reaction"] == {"n": 1, "mean": 4.0}


def test_what_was_learnt_is_the_second_level(desk: Desk, floor: Floor) -> None:
    for name, passed in (("tone", True), ("refunds", False)):
        about = {"training_id": named(name), "rep_id": named("alice")}
        assigned = development.TrainingAssigned(**about, assigned_by=named("sam"), text={"title": name})
        floor.write(assigned, actor=named("sam"), partition=named("alice"))
        completed = development.TrainingCompleted(**about, passed=passed)
        floor.write(completed, actor=named("sam"), partition=named("alice"))
    assert effects(desk)["all"]["learning"] == {"n": 1, "of": 2, "share": 0.5}


def test_figures_stay_with_the_team_when_the_rep_moves(desk: Desk, floor: Floor) -> None:
    kept_promise(floor, "one", "alice", "2026-11-18", "2026-11-17")
    floor.person("alice", "south")
    assert effects(desk, "sam")["all"]["kept_on_time"]["n"] == 1
    assert effects(desk, "quinn")["all"]["kept_on_time"]["n"] == 0


def test_ops_read_all_teams_and_the_supervisors_of_one_as_figures(desk: Desk, floor: Floor) -> None:
    floor.noted("one", "alice", behaviour_id=named("interrupted"))
    floor.noted("two", "dave", by="quinn")
    told = effects(desk, "olga")
    assert {team["team_id"] for team in told["teams"]} == {named("north"), named("south")}
    assert told["supervisors"] == [], "all of a company side by side would be a ranking"
    assert told["results"]["counts"] is None
    assert told["results"]["why"].endswith("name a team.")
    only = effects(desk, "olga", behaviour=named("interrupted"), team=named("north"))
    assert [item["label"] for item in only["items"]] == ["Interrupted"]
    assert [one["name"] for one in only["supervisors"]] == ["Sam"]
    assert only["results"]["items"] == []
    assert desk.ask("sam", "/v1/effectiveness", team=named("south")).status == 404
    assert desk.ask("alice", "/v1/effectiveness").status == 403


def test_a_team_reads_whether_the_signal_of_a_promise_moved(desk: Desk, floor: Floor) -> None:
    for day in range(28):
        on = (date(2026, 11, 2) + timedelta(days=day)).isoformat()
        for rep in ("alice", "bob", "carol"):
            floor.signals_on(rep, on, 3 + day % 2 + (1 if rep == "alice" and day > 14 else 0))
    wanted = Measure(signal="csat", comparison="at_least", target=4.0)
    floor.open_promise("one", "alice", "2026-11-27", measure=wanted)
    floor.at("2026-11-30T10:00:00+00:00")
    (told,) = effects(desk)["results"]["items"]
    assert (told["verdict"], told["before_days"], told["after_days"], told["peers"]) == ("better", 14, 13, 2)
    assert told["why"] == "14 days before, 13 after, with no team to compare with"
    assert effects(desk, "olga", team=named("north"))["results"] == {
        "counts": {"better": 1, "worse": 0, "no_clear_change": 0, "too_few": 0},
        "items": [],
    }


WAITS = st.lists(st.integers(0, 40), min_size=len(WAIT_ENDS) + 1, max_size=len(WAIT_ENDS) + 1)


@given(WAITS)
def test_the_median_wait_is_in_the_class_in_the_middle(sizes: list[int]) -> None:
    counts = {f"waited_{number}": size for number, size in enumerate(sizes)}
    found = median_wait(counts)
    assert (found is None) == (sum(sizes) == 0)
    if found is not None:
        ends = [0.0, *WAIT_ENDS, WAIT_ENDS[-1]]
        below = sum(size for size, end in zip(sizes, ends[1:], strict=True) if end < found)
        assert below <= sum(sizes) / 2 + 1e-9


def test_of_nothing_there_is_no_share() -> None:
    assert share(0, 0) == {"n": 0, "of": 0, "share": None}


def days_of(chance: random.Random, before: float, after: float) -> list[SignalDay]:
    """Four weeks on either side, five working days each, a few answers a day."""
    found = []
    for away in range(-28, 29):
        day, level = AGREED + timedelta(days=away), before if away <= 0 else after
        if day.isoweekday() < 6:
            answers = [min(5, max(1, round(chance.gauss(level, 1.1)))) for _ in range(chance.randint(1, 4))]
            found.append(SignalDay(day, len(answers), sum(answers) * MILLION))
    return found


def share_moved(own: float, team: float, rounds: int = 300) -> float:
    """How often a rep whose level changes by ``own``, in a team that changes by ``team``, is found to have moved."""
    chance, found = random.Random(7), 0
    for _ in range(rounds):
        peers = [days_of(chance, 3.6, 3.6 + team) for _ in range(8)]
        verdict = moved(days_of(chance, 3.6, 3.6 + own), peers, AGREED, up_is_better=True).verdict
        found += verdict in {"better", "worse"}
    return found / rounds


def test_without_an_effect_hardly_any_is_found() -> None:
    assert share_moved(own=0, team=0) < 0.07


def test_what_moves_the_whole_team_is_not_taken_for_coaching() -> None:
    assert share_moved(own=0.6, team=0.6) < 0.1


def test_a_real_effect_is_mostly_found() -> None:
    assert share_moved(own=0.9, team=0) > 0.7


def test_too_few_days_are_told_as_such() -> None:
    few = [SignalDay(AGREED + timedelta(days=away), 2, 8 * MILLION) for away in (-4, -3, -2, -1, 1, 2)]
    found = moved(few, [], AGREED, up_is_better=True)
    assert (found.verdict, in_words(found)) == (
        "too_few",
        "too few to say: 4 days before, 2 after; 5 are needed of each",
    )


def test_down_is_better_where_the_target_is_a_most() -> None:
    chance = random.Random(1)
    days = days_of(chance, 4.5, 2.5)
    assert moved(days, [], AGREED, up_is_better=False).verdict == "better"
    assert moved(days, [], AGREED, up_is_better=True).verdict == "worse"


def test_no_figure_is_about_one_rep_and_nothing_is_ranked(desk: Desk, floor: Floor) -> None:
    """Figures are by behaviour, team and supervisor, in the order of their names, however they turn out."""
    for name, rep in (("one", "alice"), ("two", "bob"), ("three", "carol")):
        floor.noted(name, rep, behaviour_id=named("interrupted"))
        floor.of_note(observations.Acknowledged, name, by=rep)
    floor.behaviour("zeal")
    kept_promise(floor, "kept", "alice", "2026-11-18", "2026-11-17")
    floor.open_promise("not kept", "bob", "2026-11-18", behaviour_id=named("zeal"))
    for who in ("sam", "mona", "olga"):
        told = effects(desk, who)
        assert [item["label"] for item in told["items"]] == sorted(item["label"] for item in told["items"])
        words = repr({**told, "results": None})
        assert all(named(rep) not in words and rep.title() not in words for rep in ("alice", "bob", "carol"))
