"""What the phone loads and keeps: named by its content, small, and the library exactly as it was published."""

from __future__ import annotations

import gzip
import hashlib
import re
from importlib.resources import files

import pytest
from flask import Flask

from tests.web import about_amara, floor
from tests.web.cast import AMARA
from tests.web.phone import Phone
from web.assets import read_assets, style_sheet

DANA = "Dana Whitlock"
HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
"""SHA-256 of htmx.org 4.0.1, dist/htmx.min.js, as it is on npm."""


def test_it_carries_the_library_as_it_was_published() -> None:
    vendor = files("web").joinpath("static/vendor")
    assert hashlib.sha256(vendor.joinpath("htmx.min.js").read_bytes()).hexdigest() == HTMX
    assert "Zero-Clause BSD" in vendor.joinpath("htmx.LICENSE.txt").read_text()


def test_it_names_every_asset_by_its_content_and_lets_it_be_kept(ines: Phone) -> None:
    ines.open("/walk")
    paths = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', ines.page))
    assert {path.rsplit("/", 1)[1] for path in paths} == {
        "favicon.svg",
        "floor.css",
        "floorwalk.js",
        "htmx.min.js",
        "icon-touch.png",
        "icons.svg",
    }
    for path in paths:
        answer = ines.client.get(path)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert hashlib.sha256(answer.data).hexdigest().startswith(path.split("/")[2])


def test_it_gives_an_old_page_the_present_content_for_once(app: Flask) -> None:
    answer = app.test_client().get("/static/000000000000/floor.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_it_has_no_other_files_to_give(app: Flask) -> None:
    for path in ("/static/x/nothing.css", "/static/x/../application.py", "/static/x/htmx.LICENSE.txt"):
        assert app.test_client().get(path).status_code == 404


def test_it_sends_them_packed(app: Flask) -> None:
    asset = read_assets()["floor.css"]
    answer = app.test_client().get(f"/static/{asset.digest}/floor.css", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.data) == asset.body
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_it_packs_a_sheet_without_changing_what_it_says() -> None:
    sheet = style_sheet(files("web").joinpath("static/css/floor")).decode()
    assert sheet.startswith("@layer reset,tokens,base,components,utilities;")
    assert "/*" not in sheet
    assert "calc(-1 * var(--gutter))" in sheet
    assert sheet.count("{") == sheet.count("}")


def test_it_has_no_pictures_of_pages_that_take_the_taps_meant_for_a_page() -> None:
    sheets = [asset.body for asset in read_assets().values() if asset.mimetype == "text/css"]
    assert not any(b"view-transition" in sheet for sheet in sheets), "docs/decisions/0042"


@pytest.mark.parametrize(
    ("names", "most"),
    [
        (["floor.css"], 6.0),
        (["floor.css", "ops.css"], 8.3),
        (["floorwalk.js"], 5.6),
        (["htmx.min.js"], 13.4),
        (["icons.svg"], 2.0),
        (["floor.css", "floorwalk.js", "htmx.min.js", "icons.svg"], 30.0),
    ],
)
def test_it_is_small(names: list[str], most: float) -> None:
    assets = read_assets()
    assert sum(len(assets[name].packed) for name in names) <= most * 1_000


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Ines Carvalho", "/walk"),
        ("Ines Carvalho", f"/walk/{AMARA}"),
        ("Ines Carvalho", f"/walk/{AMARA}/promise?note={about_amara.NOTE}"),
        ("Amara Okafor", "/me"),
        ("Amara Okafor", "/me/promises"),
        (DANA, f"/ops/alerts/{floor.ALERT}"),
        ("Glen Abara", "/people"),
    ],
)
def test_it_sends_pages_of_less_than_ten_kilobytes(app: Flask, name: str, path: str) -> None:
    answer = Phone(app, name).client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert len(answer.data) <= 10_000


@pytest.mark.parametrize(
    ("name", "path"),
    [("Ines Carvalho", "/walk"), ("Ines Carvalho", f"/walk/{AMARA}"), ("Amara Okafor", "/me"), (DANA, "/ops/alerts")],
)
def test_it_sends_a_phone_that_has_nothing_yet_all_it_needs_in_forty_kilobytes(
    app: Flask, name: str, path: str
) -> None:
    """Every answer counts with its headers, and so does what a browser fetches to offer it as an app."""
    phone = Phone(app, name)
    phone.open(path)
    linked = set(re.findall(r'(?:href|src)="(/(?:static/|manifest)[^"#]+)', phone.page))
    icon = phone.client.get("/manifest.webmanifest").get_json()["icons"][0]["src"]
    fetched = [path, icon, *(each for each in linked if "icon-touch" not in each)]
    answers = [phone.client.get(each, headers={"Accept-Encoding": "gzip"}) for each in fetched]
    assert {answer.status_code for answer in answers} == {200}
    assert sum(len(str(answer.headers)) + len(answer.data) for answer in answers) <= 40_000


@pytest.mark.parametrize("target", ["section#promised", "div#fresh", "section#recent"])
def test_it_sends_fragments_of_less_than_two_kilobytes(ines: Phone, target: str) -> None:
    answer = ines.swap(f"/walk/{AMARA}?did=saved", target, **{"Accept-Encoding": "gzip"})
    assert len(answer.data) <= 2_000


def test_it_draws_only_icons_that_are_in_the_sprite(app: Flask) -> None:
    templates = files("web").joinpath("templates")
    sprite = set(re.findall(r'id="i-([a-z]+)"', read_assets()["icons.svg"].body.decode()))
    used: set[str] = set()
    for folder in templates.iterdir():
        for file in folder.iterdir() if folder.is_dir() else [folder]:
            used |= set(re.findall(r'icon\("([a-z]+)"', file.read_text()))
    assert used <= sprite
