"""A home is its owner's alone, one process runs in it, and the others find that one through it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from stat import S_IMODE

import orjson
import pytest

from floorwalk.home import Home, HomeError, HomeInUse, Running
from floorwalk.installation import find_installation
from floorwalk.keys import KeyMissing, load_keys, make_missing_keys
from floorwalk.settings import SettingsError, settings_from


@pytest.fixture
def home(tmp_path: Path) -> Home:
    place = Home(tmp_path / "floor" / "var")
    place.make()
    return place


def test_it_is_made_for_its_owner_alone(home: Home) -> None:
    make_missing_keys(home)
    assert S_IMODE(home.path.stat().st_mode) == 0o700
    assert S_IMODE(home.signing_key.stat().st_mode) == 0o600
    assert S_IMODE(home.kek.stat().st_mode) == 0o600


def test_a_file_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(HomeError, match="cannot use"):
        Home(tmp_path / "var").make()


def test_keys_are_made_once(home: Home) -> None:
    settings = settings_from({"FLOORWALK_HOME": str(home.path)})
    with pytest.raises(KeyMissing):
        load_keys(settings, home)
    make_missing_keys(home)
    keys = load_keys(settings, home)
    make_missing_keys(home)
    again = load_keys(settings, home)
    assert (again.kek, again.signing.kid) == (keys.kek, keys.signing.kid)
    assert len(keys.kek) == 32


def test_the_public_key_has_no_private_part(home: Home) -> None:
    make_missing_keys(home)
    keys = load_keys(settings_from({"FLOORWALK_HOME": str(home.path)}), home)
    (public,) = keys.public.as_dict()["keys"]
    assert "d" not in public
    assert public["kid"] == keys.signing.kid


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"kty": "oct", "k": "AAAA"}', '{"kty": "OKP", "crv": "Ed25519", "x": "AA"}']
)
def test_a_signing_key_that_is_none_is_told_by_name(home: Home, text: str) -> None:
    make_missing_keys(home)
    home.signing_key.write_text(text)
    with pytest.raises(SettingsError, match=r"^FLOORWALK_SIGNING_KEY:"):
        load_keys(settings_from({"FLOORWALK_HOME": str(home.path)}), home)


def test_a_public_key_cannot_sign(home: Home) -> None:
    make_missing_keys(home)
    jwk = orjson.loads(home.signing_key.read_bytes())
    del jwk["d"]
    values = {"FLOORWALK_HOME": str(home.path), "FLOORWALK_SIGNING_KEY": orjson.dumps(jwk).decode()}
    with pytest.raises(SettingsError, match=r"^FLOORWALK_SIGNING_KEY: must be a private"):
        load_keys(settings_from(values), home)


@pytest.mark.parametrize("text", ["c2hvcnQ=", "not base64!"])
def test_a_kek_that_is_none_is_told_by_name(home: Home, text: str) -> None:
    make_missing_keys(home)
    with pytest.raises(SettingsError, match=r"^FLOORWALK_KEK:"):
        load_keys(settings_from({"FLOORWALK_HOME": str(home.path), "FLOORWALK_KEK": text}), home)


def test_two_processes_cannot_share_it(home: Home) -> None:
    home.announce(Running(4711, 8000, {}))
    script = "import sys, pathlib; from floorwalk.home import Home\nwith Home(pathlib.Path(sys.argv[1])).held(): pass"
    with home.held():
        with pytest.raises(HomeInUse, match="process id 4711"), Home(home.path).held():
            pass
        other = subprocess.run([sys.executable, "-c", script, home.path], capture_output=True, text=True)
        assert "HomeInUse" in other.stderr
    subprocess.run([sys.executable, "-c", script, home.path], check=True)


def test_sub_commands_find_the_running_product(home: Home) -> None:
    home.announce(Running(4711, 9000, {"FLOORWALK_WEB_DB": "sqlite:///elsewhere.db", "FLOORWALK_BUS": "memory://"}))
    found = find_installation(home.path, {"FLOORWALK_BUS": "memory://mine"}).settings
    assert found.observation_url == "http://127.0.0.1:9001"
    assert found.web_db == "sqlite:///elsewhere.db"
    assert found.bus == "memory://mine"
    home.withdraw()
    assert find_installation(home.path, {}).settings.observation_url == "http://127.0.0.1:8001"


def test_half_an_announcement_is_none(home: Home) -> None:
    (home.path / "run.json").write_text('{"pid": 1')
    assert home.running() is None
