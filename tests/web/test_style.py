"""The style page: all that the sheets know, for who works on the screens, and for nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files

from flask import Flask

from tests.web.cast import PASSWORD
from tests.web.phone import Phone
from web.setting import Demo
from web.style import read_tokens


def test_it_stands_in_a_demonstration(make_app: Callable[..., Flask]) -> None:
    app = make_app(demo=Demo(PASSWORD, ()))
    assert Phone(app).open("/style").status_code == 200
    assert Phone(app, "Amara Okafor").open("/style").status_code == 200


def test_it_is_for_operations_elsewhere(app: Flask, dana: Phone, ines: Phone) -> None:
    assert dana.open("/style").status_code == 200
    assert ines.open("/style").status_code == 404
    assert Phone(app).open("/style").status_code == 404


def test_it_shows_every_colour_in_both_schemes(dana: Phone) -> None:
    dana.open("/style")
    sheet = files("web").joinpath("static/css/floor/_tokens.css").read_text()
    declared = re.findall(r"--([a-z0-9-]+): light-dark\(oklch", sheet)
    assert [name for _remark, names in read_tokens().colours for name in names] == declared
    for name in declared:
        assert dana.page.count(f'fill="var(--{name})"') == 2, name


def test_it_names_nothing_twice(dana: Phone) -> None:
    dana.open("/style")
    ids = re.findall(r'\bid="([^"]+)"', dana.page)
    assert len(ids) == len(set(ids))


def test_it_runs_no_script_so_that_nothing_on_it_is_sent(dana: Phone) -> None:
    dana.open("/style")
    assert "<script" not in dana.page


def test_it_shows_every_component_of_the_floor(dana: Phone) -> None:
    """A part of the sheet that no screen shows there is one that nobody looks at."""
    dana.open("/style")
    shown = set(re.findall(r"[a-z0-9-]+", " ".join(re.findall(r'class="([^"]*)"', dana.page))))
    folder = files("web").joinpath("static/css/floor")
    elsewhere = {"below", "dock", "handed", "head", "waiting"}
    for sheet in folder.iterdir():
        name = sheet.name.removesuffix(".css")
        if name[0].isalpha() and name not in elsewhere:
            first = re.search(r"^  \.([a-z-]+)", sheet.read_text(), re.MULTILINE)
            assert first is not None
            assert first[1] in shown, sheet.name
