"""Whoever is not concerned cannot tell whether there are referrals: one history with and without them, byte by byte.

Time is out of scope: that an answer takes longer while a referral is written is not compared. Neither is that a
counsellor signs in, which everybody does in both histories.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from floorwalk.command import program
from tests.noninterference.conftest import Between, Live, Run
from tests.noninterference.history import Look, Put, Referral, Step, settled, week
from tests.noninterference.pairs import OF_A_FLOOR, WHOLE, Floor, differences, live
from tests.noninterference.seen import A_FEW, CONCERNED_TOO, THE_REST, Looking
from tests.noninterference.twins import twins
from tests.observation.floor import AMARA, BEN, INES, OPS, RAY, named_id

pytestmark = pytest.mark.slow

FIRST = len(settled())


def all_along(history: Sequence[Step]) -> Between:
    every_third = range(FIRST, len(history), 3)
    return {at: [Referral(f"referral {n}", by_rep=bool(n % 2), reaches=WHOLE)] for n, at in enumerate(every_third)}


@pytest.mark.parametrize(
    "looking", [A_FEW, THE_REST, CONCERNED_TOO], ids=["those apart", "the rest", "those concerned"]
)
def test_a_long_history_looks_the_same_with_and_without_referrals(run: Run, looking: Looking) -> None:
    history = [*settled(), *week()]
    assert differences(run(history, {}, looking), run(history, all_along(history), looking)) == {}


def test_it_would_notice_a_note_and_a_page_more(run: Run) -> None:
    without = run(settled(), {}, A_FEW)
    note = Put(INES, f"/v1/observations/{named_id('one more')}", {"rep_id": AMARA, "kind": "praise", "note": "x"})
    noticed = differences(without, run(settled(), {FIRST - 1: [note]}, A_FEW))
    assert {"feed", "figures of observation", "database observation"} <= noticed.keys()
    noticed = differences(without, run(settled(), {FIRST - 1: [Look(INES, "/walk")]}, A_FEW))
    assert "figures of web" in noticed


def test_it_looks_at_what_should_tell_nothing(live: Live, run: Run) -> None:
    between: Between = {FIRST - 1: [Referral("referral 0", by_rep=False, reaches=WHOLE)]}
    with live(settled(), between) as world:
        assert world.logs["counselling"].head() >= 4, "sent, sent through the door, taken, closed"
    seen = run(settled(), between, A_FEW)
    assert seen[f"observation: {OPS} GET /v1/referrals"][0] == 403
    assert json.loads(seen[f"observation: {BEN} GET /v1/referrals"][2]) == {"items": [], "next": None}
    assert seen[f"web: {OPS} GET /referrals"][0] == 403
    assert f"followup: {RAY} GET /v1/reps/{AMARA}/timeline" in seen


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_of_fifty_random_pairs_none_can_be_told_apart(template: Path, tmp_path: Path, seed: int) -> None:
    assert [found for found in live(template, tmp_path, OF_A_FLOOR, seed) if found] == []


def test_of_a_random_pair_it_would_notice_a_note_more(template: Path, tmp_path: Path) -> None:
    note = Put(INES, f"/v1/observations/{named_id('one more')}", {"rep_id": AMARA, "kind": "praise", "note": "x"})
    with twins(template, tmp_path, "floor") as both:
        floor = Floor(both, "floor", random.Random(1))
        both.act(both.beside, "beside", note)
        assert {"bus", "feed", "database observation", "database followup"} <= floor.next_pair().keys()
        assert "figures of observation" in floor.end()


def test_neither_check_nor_rebuild_can_tell(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FLOORWALK_TEST_POSTGRES", "FLOORWALK_TEST_AMQP"):
        monkeypatch.delenv(name, raising=False)
    told = []
    for between in ({}, {FIRST - 1: [Referral("referral 0", by_rep=False, reaches=WHOLE)]}):
        with live(settled(), between) as world:
            home = str(world.home)
        outputs = [
            CliRunner().invoke(program, [*said.split(), "--home", home]) for said in ("check", "rebuild", "check")
        ]
        told.append([(each.exit_code, each.output) for each in outputs])
    assert told[0] == told[1]
    assert [code for code, _output in told[0]] == [0, 0, 0]
