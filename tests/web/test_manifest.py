"""What makes an app of the pages."""

from __future__ import annotations

from flask import Flask

from tests.web.phone import Phone


def test_it_is_an_app_with_the_visitors_own_pages(ines: Phone, amara: Phone) -> None:
    app = ines.client.get("/manifest.webmanifest")
    assert app.mimetype == "application/manifest+json"
    assert app.json is not None
    assert (app.json["start_url"], app.json["display"]) == ("/", "standalone")
    assert {"name": "Walk", "url": "/walk"} in app.json["shortcuts"]
    other = amara.client.get("/manifest.webmanifest").json
    assert other is not None
    assert {"name": "Timeline", "url": "/me"} in other["shortcuts"]


def test_it_has_icons_of_the_sizes_it_names(app: Flask) -> None:
    client = app.test_client()
    manifest = client.get("/manifest.webmanifest").json
    assert manifest is not None
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        body = client.get(icon["src"]).data
        assert body.startswith(b"\x89PNG")
        width, height = int.from_bytes(body[16:20]), int.from_bytes(body[20:24])
        assert f"{width}x{height}" == icon["sizes"]


def test_it_is_linked_from_every_page(ines: Phone) -> None:
    ines.open("/walk")
    assert 'rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials"' in ines.page
    assert 'rel="apple-touch-icon"' in ines.page


def test_it_says_how_to_install_it(ines: Phone) -> None:
    ines.open("/me/account")
    assert "Add to Home Screen" in ines.page
