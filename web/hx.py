"""Page or fragment. The only Python that knows htmx's names.

htmx 4 says with `HX-Request-Type` whether it will swap a part of the page or wants all of it; `htmx-flask`
gives the request its `htmx` attribute, from which only what htmx 4 still sends may be read.
"""

from __future__ import annotations

import hashlib
import re

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from htmx_flask import Htmx  # type: ignore[import-untyped]
from jinja2_fragments.flask import render_block

CONFIG = (
    '{"includeIndicatorCSS":false,"defaultTimeout":8000,"noSwap":[204,304,"5xx"],"history":false,'
    '"defaultSettleDelay":0}'
)
"""Without a delay to settle, htmx does not copy attributes of what was there onto what comes."""

_TYPE = "HX-Request-Type"
_GIVEN_IDS = re.compile(r'name="(?:entry|walk)" value="[^"]*"')


def init_app(app: Flask) -> None:
    Htmx(app)
    app.after_request(_vary)
    app.jinja_env.globals["hx_config"] = CONFIG


def wants_fragment() -> bool:
    return request.headers.get(_TYPE) == "partial"


def show(
    template: str,
    /,
    *blocks: str,
    also: tuple[str, ...] = (),
    live: tuple[str, ...] = (),
    refused: str | None = None,
    status: int = 200,
    **context: object,
) -> Response:
    """The page; or, for a swap, the block that is named like the element to be swapped, else the first.

    An element that there is several of has its id behind the name: ``note-<id>`` is swapped by the block ``note``.
    A swap also renews the page's status region and the elements named in ``also``, each from its block; a poll those in
    ``live``. When the form was not right, the element ``refused`` is swapped in its place, with the messages.
    """
    if not wants_fragment():
        return make_response(render_template(template, **context), status)
    if _is_poll():
        beside = [_partial(name, render_block(template, name, **context), "outerMorph") for name in live]
        return _unless_known("".join([render_block(template, _block(blocks), **context), *beside]))
    if status >= 400:
        return _swap_instead(make_response(render_block(template, refused or blocks[0], **context), status), refused)
    block = _block(blocks)
    known = current_app.jinja_env.get_template(template).blocks
    beside = [name for name in (*also, "status") if name != block and name in known]
    partials = [_partial(name, render_block(template, name, **context)) for name in beside]
    return make_response("".join([render_block(template, block, **context), *partials]), status)


def see_other(url: str) -> Response:
    """After a POST: go and look there. A fragment's request follows it and gets its block."""
    return make_response(redirect(url, 303))


def leave_to(url: str) -> Response:
    """Leave the page for another, also out of a fragment."""
    if not wants_fragment():
        return see_other(url)
    response = make_response("", 204)
    response.headers["HX-Redirect"] = url
    return response


def without_swap(response: Response) -> Response:
    """The form on the screen stays as it is; the page's own script shows the answer beside it."""
    response.headers["HX-Reswap"] = "none"
    return response


def _block(blocks: tuple[str, ...]) -> str:
    return next((block for block in blocks if _target() == block or _target().startswith(f"{block}-")), blocks[0])


def _is_poll() -> bool:
    """Whether the page looks by itself if something has changed, so that it must say nothing of what was done."""
    return "X-Poll" in request.headers


def _unless_known(block: str) -> Response:
    """The block with its tag, 304 where the phone has it already. The ids that forms are given are new each time."""
    digest = hashlib.sha256(_GIVEN_IDS.sub("", block).encode()).hexdigest()[:24]
    response = make_response(block)
    response.set_etag(digest, weak=True)
    response.make_conditional(request)
    return response


def _target() -> str:
    """The id of the element that will be swapped; htmx sends ``form#note``."""
    return request.headers.get("HX-Target", "").partition("#")[2]


def _swap_instead(response: Response, name: str | None) -> Response:
    if name:
        response.headers["HX-Retarget"] = f"#{name}"
        response.headers["HX-Reswap"] = "outerHTML"
    return response


def _partial(name: str, block: str, how: str = "outerHTML") -> str:
    swap = "innerHTML" if name == "status" else how
    return f'<hx-partial hx-target="#{name}" hx-swap="{swap}">{block}</hx-partial>'


def _vary(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.add(_TYPE)
    return response
