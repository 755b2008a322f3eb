"""The service worker: keeps the pages that were seen, so that a walk can be done in a lift. Or takes its leave."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

from flask import Blueprint, Flask, Response, url_for

from web import hx
from web.assets import read_assets, script
from web.setting import setting

bp = Blueprint("worker", __name__)

_ICON = "icon-192.png"


@bp.get("/worker.js")
def worker() -> Response:
    """Where `FLOORWALK_WORKER` is ``off``, one that forgets every page and removes itself from the phone."""
    source = _keeping() if setting().keeps_pages else _script("gone.js")
    return Response(source, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@bp.get("/offline")
def offline() -> Response:
    """Shown where a page was never seen on this phone and cannot be had now."""
    return hx.show("errors/offline.html", "main")


def init_app(app: Flask) -> None:
    @app.context_processor
    def keeping() -> dict[str, str]:
        return {"worker": url_for("worker.worker") if setting().keeps_pages else ""}


def _keeping() -> str:
    known = {name: asset for name, asset in read_assets().items() if asset.mimetype != "image/png"}
    kept = [url_for("assets.asset", digest=known[name].digest, name=name) for name in sorted(known)]
    version = hashlib.sha256("".join(kept).encode()).hexdigest()[:12]
    assets = json.dumps(kept, separators=(",", ":"))
    outbox = json.dumps(next(path for path in kept if path.endswith("/floorwalk.js")))
    icon = json.dumps(url_for("assets.asset", digest=read_assets()[_ICON].digest, name=_ICON))
    told = f'const VERSION="{version}",ICON={icon},ASSETS={assets};importScripts({outbox});'
    return "\n".join((told, _script("seen.js"), _script("told.js")))


def _script(name: str) -> str:
    return script(files("web").joinpath("static/worker", name).read_text(encoding="utf-8")).decode()
