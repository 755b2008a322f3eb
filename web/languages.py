"""The language of a page, the first of the browser's that we have; and the one door to translated words."""

from __future__ import annotations

from babel import Locale
from flask import Flask, Response, has_request_context, request
from flask_babel import (  # type: ignore[import-untyped]
    Babel,
    get_locale,
    gettext,
    ngettext,
)

LANGUAGES = ("en", "es")


def init_app(app: Flask) -> None:
    Babel(app, locale_selector=_wanted)

    @app.context_processor
    def language() -> dict[str, str]:
        return {"language": locale().language}

    @app.after_request
    def tell(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.content_language.add(locale().language)
            response.vary.add("Accept-Language")
        return response


def _(message: str, **variables: object) -> str:
    """``message`` in the reader's language; ``%(name)s`` is replaced by the variable ``name``."""
    said: str = gettext(message, **variables)
    return said


def count(one: str, many: str, number: int, **variables: object) -> str:
    """``one`` or ``many``, whichever fits ``number``, which is ``%(num)s`` in it."""
    said: str = ngettext(one, many, number, **variables)
    return said


def locale() -> Locale:
    return get_locale() or Locale(LANGUAGES[0])


def _wanted() -> str:
    if not has_request_context():
        return LANGUAGES[0]
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
