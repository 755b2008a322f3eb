"""Whoever is not concerned cannot tell whether there are referrals: one history with and without them, byte by byte.

Time is out of scope: that an answer takes longer while a referral is written is not compared. Neither is that a
counsellor signs in, which everybody does in both histories.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from floorwalk.command import program
from tests.noninterference.conftest import Between, Live, Run
from tests.noninterference.history import Later, Look, Put, Referral, Step, settled, week
from tests.noninterference.seen import A_FEW, CONCERNED_TOO, THE_REST, Looking, Seen
from tests.observation.floor import AMARA, BEN, GITA, INES, OPS, RAY, named_id

pytestmark = pytest.mark.slow

WHOLE = 13
"""Everything that can happen with a referral."""

FIRST = len(settled())


def differences(one: Seen, other: Seen) -> dict[str, tuple[object, object]]:
    names = one.keys() | other.keys()
    return {name: (one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)}


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


_WORKING_DAY: list[Step] = [
    Put(
        INES, f"/v1/observations/{named_id('a')}", {"rep_id": AMARA, "kind": "praise", "quote": "Well", "share": "now"}
    ),
    Put(RAY, f"/v1/observations/{named_id('b')}", {"rep_id": GITA, "kind": "correction", "note": "Spoke over her"}),
    Put(AMARA, f"/v1/observations/{named_id('a')}/acknowledgement", {}),
    Put(INES, f"/v1/commitments/{named_id('c')}", {"rep_id": BEN, "practice": "Ask", "due_on": "2026-11-17"}),
    Put(BEN, f"/v1/commitments/{named_id('c')}/confirmation", {"via": "own_device"}),
    Put(OPS, f"/v1/observations/{named_id('d')}", {"rep_id": BEN, "kind": "praise", "note": "refused"}),
    Look(INES, "/walk"),
    Look(AMARA, "/me"),
    Later(1),
    Later(30),
]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Step], Between]:
    """Any order of some of what happens in a day, and anywhere in it any number of referrals, however far they get."""
    history = [*settled(), *draw(st.lists(st.sampled_from(_WORKING_DAY), min_size=1, max_size=6))]
    places = draw(st.lists(st.integers(FIRST - 1, len(history) - 1), min_size=1, max_size=3))
    between: dict[int, list[Step]] = {}
    for number, place in enumerate(places):
        referral = Referral(f"referral {number}", by_rep=draw(st.booleans()), reaches=draw(st.integers(1, WHOLE)))
        between.setdefault(place, []).append(referral)
    return history, between


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_any_history_looks_the_same_with_and_without_any_referrals(run: Run, told: tuple[list[Step], Between]) -> None:
    history, between = told
    assert differences(run(history, {}, A_FEW), run(history, between, A_FEW)) == {}


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
