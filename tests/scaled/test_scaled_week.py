"""A week of notes through one process per job, held against the rules folded a second time."""

from __future__ import annotations

from pathlib import Path

import httpx
import orjson
import pytest

from contracts.clock import system_clock
from contracts.instants import wire_instant
from floorwalk.demo.floor import cast, sample
from tests.journey.asking import Asker
from tests.journey.sample_week import AFTER_THE_WEEK, OPS, folded_week
from tests.journey.test_week import ABSENCES, hold_against, hold_overdue, put_absences
from tests.patience import LONG
from tests.scaled.reckoning import wait_caught_up
from tests.scaled.scaled_product import ScaledProduct

pytestmark = pytest.mark.slow


PASSWORD = "as-long-as-it-takes"


def test_a_week_is_what_the_rules_say(tmp_path: Path) -> None:
    week = folded_week(ABSENCES)
    clock = f"{wire_instant(AFTER_THE_WEEK)}@{wire_instant(system_clock())}"
    with ScaledProduct(tmp_path, CLOCK=clock) as product:
        product.load_floor()
        put_absences(product)
        product.load("notes", sample("week.jsonl"))
        wait_caught_up(product)
        hold_against(product, week, AFTER_THE_WEEK)
        hold_overdue(product, week, AFTER_THE_WEEK)
        rebuilt = product.run("rebuild")
        assert rebuilt.returncode == 0, rebuilt.stderr
        hold_against(product, week, AFTER_THE_WEEK)
        assert product.run("check").returncode == 0
        see_the_walk(product)
        assert Asker(product, OPS, "ops").get("followup", "/v1/lag")["parked"] == 0


def see_the_walk(product: ScaledProduct) -> None:
    """The first person enrols by a link from the command line at one of the web's workers, and is known to the
    others."""
    supervisor = next(part.person for part in cast() if part.role == "Supervisor")
    made = product.run("enrol", supervisor.id, "--json")
    assert made.returncode == 0, made.stderr
    link, code = (orjson.loads(made.stdout)[name] for name in ("link", "code"))
    headers = {"Sec-Fetch-Site": "same-origin"}
    origin = product.web.replace("127.0.0.1", "localhost")
    with httpx.Client(base_url=origin, headers=headers, timeout=LONG, trust_env=False) as phone:
        assert code in phone.get(link).text
        enrolled = phone.post("/enrol", data={"code": code, "password": PASSWORD})
        assert enrolled.status_code == 303, enrolled.text
        for _ in range(8):
            walk = phone.get("/walk")
            assert walk.status_code == 200
            assert "Amara Okafor" in walk.text
        assert phone.post("/enrol", data={"code": code, "password": PASSWORD}).status_code == 422
