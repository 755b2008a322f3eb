"""The real program: it starts on a fresh home, answers, ends in time, and comes back after a kill."""

from __future__ import annotations

import subprocess
from pathlib import Path
from stat import S_IMODE

import orjson
import pytest

from floorwalk.command import SUB_COMMANDS
from floorwalk.demo.floor import sample
from tests.commands import invoked
from tests.patience import LONG
from tests.ports import free_port
from tests.product import PROGRAM, RunningProduct, clean_environment
from tests.speaking import HTTP

INES = "382e6fd4-dcb5-50fc-983b-6da00dacf8bb"


def floorwalk(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], env=clean_environment(**settings), capture_output=True, text=True, timeout=2 * LONG
    )


@pytest.mark.slow
def test_it_starts_on_nothing_and_ends_when_asked(tmp_path: Path) -> None:
    with RunningProduct(tmp_path / "var") as product:
        assert S_IMODE(product.home.stat().st_mode) == 0o700
        assert all(S_IMODE(file.stat().st_mode) == 0o600 for file in product.home.glob("*.db"))
        assert orjson.loads((product.home / "run.json").read_bytes())["port"] == product.port
        assert product.stop() == 0, product.tell()
        assert not (product.home / "run.json").exists()
        assert "Traceback" not in product.tell()


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_it_is_killed(tmp_path: Path) -> None:
    home = tmp_path / "var"
    with RunningProduct(home) as product:
        product.load_floor()
        token = product.token(INES, "observation")
    with RunningProduct(home, port=product.port) as product:
        people = HTTP.get(f"{product.observation}/v1/people/{INES}", headers={"Authorization": f"Bearer {token}"})
        assert people.status_code == 200
        assert people.json()["name"] == "Ines Carvalho"
        assert product.run("doctor").returncode == 0


@pytest.mark.slow
def test_two_cannot_share_a_home_nor_a_port(tmp_path: Path) -> None:
    with RunningProduct(tmp_path / "var") as product:
        other = floorwalk("run", "--home", str(product.home), "--port", str(free_port()))
        assert other.returncode == 1
        assert f"process id {product.process.pid}" in other.stderr
        other = floorwalk("run", "--home", str(tmp_path / "other"), "--port", str(product.port))
        assert other.returncode == 1
        assert f"port {product.port}" in other.stderr


@pytest.mark.slow
def test_an_unknown_setting_stops_the_start_by_its_name(tmp_path: Path) -> None:
    done = floorwalk("run", HOME=str(tmp_path / "var"), HOEM="x")
    assert done.returncode == 2
    assert "FLOORWALK_HOEM" in done.stderr


@pytest.mark.parametrize("command", [["doctor"], ["migrate"], ["load", "teams", str(sample("teams.csv"))]])
def test_an_unknown_setting_stops_other_sub_commands_too(command: list[str], tmp_path: Path) -> None:
    done = invoked(*command, HOME=str(tmp_path / "var"), HOEM="x")
    assert done.exit_code in {1, 2}
    assert "FLOORWALK_HOEM" in done.output


@pytest.mark.parametrize("command", SUB_COMMANDS)
def test_each_sub_command_explains_itself(command: str) -> None:
    done = invoked(command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: floorwalk {command}")


@pytest.mark.slow
def test_a_token_needs_a_product_that_ran_and_a_person(tmp_path: Path) -> None:
    asked = ("token", "--audience", "followup", "--home", str(tmp_path / "var"), "--person")
    assert floorwalk(*asked, INES).returncode == 2
    assert floorwalk(*asked, "Ines").returncode == 2


@pytest.mark.slow
def test_the_clock_may_not_be_moved_on_https(tmp_path: Path) -> None:
    settings = {"HOME": str(tmp_path / "var"), "PUBLIC_ORIGIN": "https://floor.example.com"}
    done = floorwalk("run", CLOCK="2026-11-30T08:00:00Z", **settings)
    assert (done.returncode, "FLOORWALK_CLOCK" in done.stderr) == (2, True)
    assert floorwalk("run", "--demo", **settings).returncode == 2
