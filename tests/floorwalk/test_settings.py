"""The configuration comes from the environment, and says by name what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from floorwalk.settings import NAMES, Settings, SettingsError, read_values, settings_from


def settings(port: int = 8000, **environ: str) -> Settings:
    return settings_from(read_values({f"FLOORWALK_{name}": value for name, value in environ.items()}), port=port)


def test_it_needs_nothing_to_be_set() -> None:
    bare = settings()
    assert bare.home == Path.cwd() / "var"
    assert bare.observation_db == f"sqlite:///{bare.home}/observation.db"
    assert bare.bus == "memory://"
    assert bare.clock is None


def test_referrals_lie_apart_from_everything_else() -> None:
    assert settings().counselling_db == f"sqlite:///{settings().home}/counselling.db"
    beside = settings(OBSERVATION_DB="postgresql://floor:w%40lk@db/observation?sslmode=require").counselling_db
    assert beside == ("postgresql://floor:w%40lk@db/observation?sslmode=require&options=-csearch_path%3Dcounselling")
    assert settings(COUNSELLING_DB="postgresql://db/counselling").counselling_db == "postgresql://db/counselling"


def test_a_port_shifts_all_three_addresses() -> None:
    shifted = settings(port=9100)
    assert shifted.public_origin == "http://localhost:9100"
    assert shifted.observation_url == "http://127.0.0.1:9101"
    assert shifted.followup_url == "http://127.0.0.1:9102"


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(SettingsError, match=r"^FLOORWALK_HOEM:"):
        settings(HOEM="x")


def test_what_is_not_ours_is_let_be() -> None:
    assert read_values({"FLOOR_WALK": "x", "PATH": "y"}) == {}


def test_an_empty_value_is_as_good_as_none() -> None:
    assert settings(CLOCK="", BUS="").bus == "memory://"


@pytest.mark.parametrize("name", NAMES)
def test_each_name_can_be_read_from_a_file(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kept apart\n")
    assert read_values({f"{name}_FILE": str(secret)}) == {name: "kept apart"}


def test_a_value_given_both_ways_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a")
    with pytest.raises(SettingsError, match=r"^FLOORWALK_KEK_FILE: FLOORWALK_KEK is set as well"):
        settings(KEK="b", KEK_FILE=str(secret))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^FLOORWALK_KEK_FILE: cannot read"):
        settings(KEK_FILE=str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OBSERVATION_DB", "observation.db"),
        ("PUBLIC_ORIGIN", "floor.example.com"),
        ("PUBLIC_ORIGIN", "http://floor.example.com"),
        ("PUBLIC_ORIGIN", "https://floor.example.com/walk"),
        ("PUBLIC_ORIGIN", "https://[::1"),
        ("OBSERVATION_URL", "ftp://localhost"),
        ("FOLLOWUP_URL", "http://user:password@localhost"),
        ("CLOCK", "tomorrow"),
        ("CLOCK", "2026-11-30T08:00:00"),
        ("CLOCK", "9999-12-31T23:59:59Z"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"^FLOORWALK_{name}:"):
        settings(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLOCK", "2026-11-30T08:00:00Z"),
        ("OBSERVATION_URL", "http://observation.internal:8001"),
        ("FOLLOWUP_URL", "http://followup.internal:8002"),
        ("BUS", "amqp://guest:guest@bus.internal//"),
    ],
)
def test_nothing_insecure_stands_beside_an_https_origin(name: str, value: str) -> None:
    assert settings(**{name: value})
    with pytest.raises(SettingsError, match=rf"^FLOORWALK_{name}: .*https"):
        settings(**{name: value}, PUBLIC_ORIGIN="https://floor.example.com")


def test_an_https_origin_is_fine_with_services_on_localhost_or_on_https() -> None:
    public = settings(PUBLIC_ORIGIN="https://floor.example.com/", OBSERVATION_URL="https://observation.internal")
    assert public.is_public
    assert public.public_origin == "https://floor.example.com"
