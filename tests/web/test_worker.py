"""The service worker: named by what it keeps, fetched anew each time, and called off by a setting."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable

import pytest
from flask import Flask

from floorwalk.settings import SettingsError, settings_from
from tests.web.phone import Phone
from web.assets import script


def test_it_knows_the_assets_it_keeps_ahead(app: Flask) -> None:
    answer = app.test_client().get("/worker.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    found = re.search(r"ASSETS=(\[.*?\]);importScripts\((.*?)\);", answer.get_data(as_text=True))
    assert found is not None
    for path in [*json.loads(found[1]), json.loads(found[2])]:
        assert "immutable" in app.test_client().get(path).headers["Cache-Control"]


def test_it_is_small(app: Flask) -> None:
    assert len(gzip.compress(app.test_client().get("/worker.js").data)) <= 1_600


def test_it_may_only_speak_with_us(app: Flask, ines: Phone) -> None:
    assert "connect-src 'self'" in app.test_client().get("/worker.js").headers["Content-Security-Policy"]
    assert "worker-src 'self'" in ines.open("/walk").headers["Content-Security-Policy"]


def test_it_is_called_off_by_a_setting(make_app: Callable[..., Flask]) -> None:
    app = make_app(keeps_pages=False)
    assert "registration.unregister()" in app.test_client().get("/worker.js").get_data(as_text=True)
    assert 'data-worker=""' in app.test_client().get("/signin").get_data(as_text=True)
    assert not settings_from({"FLOORWALK_WORKER": "off"}).keeps_pages
    with pytest.raises(SettingsError, match=r"^FLOORWALK_WORKER: on or off"):
        settings_from({"FLOORWALK_WORKER": "perhaps"})


def test_it_shows_nobodys_name_where_it_never_was(ines: Phone) -> None:
    answer = ines.open("/offline")
    assert "This page was not seen on this phone yet" in ines.page
    assert 'data-person=""' in ines.page
    assert "X-Acting-User" not in answer.headers


@pytest.mark.parametrize(
    ("written", "packed"),
    [
        ('const a = { b: "c : d" };\n', 'const a={b:"c : d"};\n'),
        ("  // why\n  return a ?? b;\n", "return a??b;\n"),
        ("if (/^\\/sign (in|out)$/.test(path)) go();\n", "if(/^\\/sign (in|out)$/.test(path))go();\n"),
        ("const x = `${a} , ${b}`;\n", "const x=`${a} , ${b}`;\n"),
        ("go({\n  a,\n});\nstay()\nleave();\n", "go({a,});stay()\nleave();\n"),
        ("n = a / b; m = c / d;\n", "n=a / b;m=c / d;\n"),
    ],
)
def test_it_packs_a_script_without_changing_what_it_says(written: str, packed: str) -> None:
    assert script(written).decode() == packed
