"""English is in the source; Spanish is complete, and says the same."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import Flask

from tests.web.cast import AMARA
from tests.web.phone import Phone

WEB = Path(str(files("web")))
SPANISH = WEB / "translations" / "es" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "count": (1, 2)}


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with (SPANISH / "messages.po").open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def said() -> set[str | tuple[str, ...]]:
    """Every message of the source."""
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    found = extract_from_dir(str(WEB), methods, keywords=KEYWORDS)
    return {_id(message) for _file, _line, message, _comments, _context in found}


def _id(message: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    return message if isinstance(message, str) else tuple(message)


def test_it_has_a_spanish_word_for_everything(spanish: Catalog, said: set[str | tuple[str, ...]]) -> None:
    there = {_id(message.id) for message in spanish if message.id and _is_complete(message)}
    assert said - there == set()


def test_it_has_no_words_for_what_nobody_says(spanish: Catalog, said: set[str | tuple[str, ...]]) -> None:
    assert {_id(message.id) for message in spanish if message.id} - said == set()


def test_it_puts_in_the_same_things(spanish: Catalog) -> None:
    for message in spanish:
        if message.id:
            assert {frozenset(_gaps(text)) for text in _texts(message.string)} <= {
                frozenset(_gaps(text)) for text in _texts(message.id)
            }, message.id


def test_it_is_compiled(spanish: Catalog) -> None:
    with (SPANISH / "messages.mo").open("rb") as file:
        compiled = read_mo(file)
    for message in spanish:
        if message.id:
            found = compiled[message.id]
            assert found is not None, message.id
            assert _texts(found.string) == _texts(message.string)


def test_it_speaks_the_browsers_language(app: Flask) -> None:
    ines = Phone(app, "Ines Carvalho")
    answer = ines.open("/walk", **{"Accept-Language": "es-AR,es;q=0.9,en;q=0.5"})
    assert answer.headers["Content-Language"] == "es"
    for words in ('<html lang="es">', "Miércoles 18 de noviembre", "Vencida 2 d", "Vence el viernes", "Ronda"):
        assert words in ines.page


def test_it_speaks_english_to_everybody_else(app: Flask) -> None:
    ines = Phone(app, "Ines Carvalho")
    for wanted in ("de-DE,de;q=0.9", "", "*"):
        ines.open(f"/walk/{AMARA}", **{"Accept-Language": wanted})
        assert '<html lang="en">' in ines.page


def _texts(message: str | tuple[str, ...] | list[str]) -> list[str]:
    return [message] if isinstance(message, str) else list(message)


def _gaps(text: str) -> list[str]:
    return re.findall(r"%\((\w+)\)[sd]", text)


def _is_complete(message: Message) -> bool:
    return all(_texts(message.string))
