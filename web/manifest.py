"""What makes an app of the pages: its name, its icons, and the visitor's own pages as shortcuts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, url_for

from web.assets import read_assets
from web.languages import _
from web.tabs import tabs

bp = Blueprint("manifest", __name__)

_ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-mask.png", "512x512", "maskable"),
)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """It is asked for with the cookie, so the shortcuts are those of whoever installs it."""
    app = {
        "id": "/",
        "name": "Floorwalk",
        "short_name": "Floorwalk",
        "description": _("Coaching for customer-service floors"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f2ea",
        "theme_color": "#f6f2ea",
        "icons": [_icon(*icon) for icon in _ICONS],
        "shortcuts": [{"name": tab.word, "url": tab.url} for tab in tabs()][:4],
    }
    response = jsonify(app)
    response.mimetype = "application/manifest+json"
    return response


def _icon(name: str, sizes: str, purpose: str) -> dict[str, Any]:
    address = url_for("assets.asset", digest=read_assets()[name].digest, name=name)
    return {"src": address, "sizes": sizes, "type": "image/png", "purpose": purpose}
