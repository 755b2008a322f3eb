"""What every answer carries."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.web.phone import Phone
from tests.web.services import Services


@pytest.mark.parametrize("path", ["/signin", "/walk", "/nowhere", "/livez", "/.well-known/jwks.json", "/ops/alerts"])
def test_it_leaves_a_browser_nothing_but_our_own(ines: Phone, path: str) -> None:
    headers = ines.client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "microphone=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_it_tells_a_sheet_and_a_drawing_only_what_concerns_them(ines: Phone) -> None:
    """A page is told the rest, and every byte of it would be sent eight times."""
    ines.open("/walk")
    for path in set(re.findall(r'(?:href|src)="(/static/[^"#]+)', ines.page)):
        headers = ines.client.get(path).headers
        assert headers["Content-Security-Policy"] == "default-src 'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Permissions-Policy" not in headers


def test_it_insists_on_https_where_it_is_served_so(make_app: Callable[..., Flask]) -> None:
    headers = make_app("https://floor.example.com").test_client().get("/signin").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_it_keeps_pages_to_the_person(ines: Phone) -> None:
    assert ines.client.get("/walk").headers["Cache-Control"] == "private, no-cache"


def test_it_answers_errors_with_them_too(ines: Phone, services: Services) -> None:
    services.down.add("followup")
    answer = ines.client.get("/walk")
    assert answer.status_code == 503
    assert "Content-Security-Policy" in answer.headers


def test_it_says_on_what_an_answer_depends(ines: Phone) -> None:
    vary = {name.lower() for name in ines.client.get("/walk").vary}
    assert vary >= {"hx-request-type", "accept-language", "accept-encoding"}


def test_it_packs_pages_for_who_can_unpack(ines: Phone) -> None:
    packed = ines.client.get("/walk", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(ines.client.get("/walk").data) / 2
