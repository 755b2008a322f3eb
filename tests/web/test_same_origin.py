"""Only our own pages may change something."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.conftest import ORIGIN
from tests.web.phone import Phone


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
        {"Origin": ORIGIN},
    ],
)
def test_it_takes_what_our_own_pages_send(ines: Phone, headers: dict[str, str]) -> None:
    assert ines.client.post("/signout", headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost:8001"},
        {"Origin": "https://localhost:8000"},
        {"Origin": "null"},
        {"Referer": ORIGIN},
    ],
)
def test_it_refuses_what_others_send(ines: Phone, headers: dict[str, str]) -> None:
    assert ines.client.post("/signout", headers=headers).status_code == 403
    assert ines.client.get("/walk").status_code == 200, "she is still signed in"


def test_it_changes_nothing_on_get(app: Flask) -> None:
    methods = [rule.methods or set() for rule in app.url_map.iter_rules()]
    assert not any({"GET", "POST"} <= each for each in methods), "a view either reads or writes"
