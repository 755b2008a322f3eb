"""Style sheet, scripts and icons: read once at the start, named by their content, kept by the phone for good."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from flask import Blueprint, Flask, Response, abort, request, url_for
from markupsafe import Markup

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file with the name its content gives it."""

    body: bytes
    packed: bytes
    digest: str
    mimetype: str


def init_app(app: Flask) -> None:
    assets = read_assets()
    app.register_blueprint(_blueprint(assets))

    @app.template_global()
    def asset_url(name: str) -> str:
        return url_for("assets.asset", digest=assets[name].digest, name=name)

    @app.template_global()
    def icon(name: str) -> Markup:
        """Always beside a word, so it says nothing to who cannot see it."""
        return Markup('<svg class="ic" aria-hidden="true"><use href="{}#i-{}"/></svg>').format(
            asset_url("icons.svg"), name
        )


@cache
def read_assets() -> Mapping[str, Asset]:
    """Every asset by its name. Each folder of ``static/css`` is one sheet: what every page shows, and what few do.

    The files of ``static/js`` are one script, in the order of their names.
    """
    static = files("web").joinpath("static")
    sheets = {f"{folder.name}.css": style_sheet(folder) for folder in static.joinpath("css").iterdir()}
    found = {name: _asset(name, sheet) for name, sheet in sheets.items()}
    for folder in (static, static.joinpath("vendor")):
        for file in folder.iterdir():
            if file.is_file() and file.name.rsplit(".", 1)[-1] in _TYPES:
                found[file.name] = _asset(file.name, _as_sent(file))
    parts = sorted(static.joinpath("js").iterdir(), key=lambda file: file.name)
    found["floorwalk.js"] = _asset("floorwalk.js", b"".join(script(part.read_text(encoding="utf-8")) for part in parts))
    return found


def style_sheet(folder: Traversable) -> bytes:
    """The files in the order of their names, without comments and the spaces nobody needs, the components in one layer.

    The first of ``floor`` declares the order of the layers, so the order of the rest does not matter.
    """
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir(), key=lambda file: file.name)]
    text = re.sub(r"/\*.*?\*/", "", "".join(texts), flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>]) ?", r"\1", text)
    text = re.sub(r"(?<![\w.#])0\.(?=\d)", ".", re.sub(r": ", ":", text)).replace(";}", "}").strip()
    before, layer, components = text.partition("@layer components{")
    return (before + layer + components.replace(f"}}{layer}", "")).encode() if layer else text.encode()


_QUOTED = (
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|(?<=[(=,:] )/(?:[^/\n\\]|\\.)+/|(?<=[(])/(?:[^/\n\\]|\\.)+/)"""
)
_TOKENS = re.compile(_QUOTED + r"""|([^"'`/]+|/)""")


def script(text: str) -> bytes:
    """Without the lines that are comments, and the spaces nobody needs. A line stays where it may end a statement."""
    text = re.sub(r"(?m)^\s*//.*\n|^\s+", "", text)
    text = re.sub(r"([;{,])\n(?=.)", r"\1", text)
    return _TOKENS.sub(lambda token: token[1] or re.sub(r" ?([-+*{}=<>,;:?&|()!]+) ?", r"\1", token[2]), text).encode()


def _as_sent(file: Traversable) -> bytes:
    """Scripts of our own that one page alone loads are packed; what others wrote stays as it was published."""
    own = file.name.endswith(".js") and not file.name.endswith(".min.js")
    return script(file.read_text(encoding="utf-8")) if own else file.read_bytes()


def _asset(name: str, body: bytes) -> Asset:
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(body, gzip.compress(body, 9, mtime=0), digest, _TYPES[name.rsplit(".", 1)[-1]])


def _blueprint(assets: Mapping[str, Asset]) -> Blueprint:
    bp = Blueprint("assets", __name__, url_prefix="/static")

    @bp.get("/<digest>/<name>")
    def asset(digest: str, name: str) -> Response:
        found = assets.get(name)
        if found is None:
            abort(404)
        packed = request.accept_encodings["gzip"] > 0
        response = Response(found.packed if packed else found.body, mimetype=found.mimetype)
        if packed:
            response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        # A page from before an update may ask for a content that is no more; it gets the present one, for once.
        response.headers["Cache-Control"] = _FOR_GOOD if digest == found.digest else "no-cache"
        return response

    return bp
