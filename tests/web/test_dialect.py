"""htmx, a small dialect: what the pages may say, and who may know its names (`phone.md`)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

WEB = Path(str(files("web")))
TEMPLATES = sorted(WEB.joinpath("templates").rglob("*.html"))
SCRIPT = WEB / "static" / "js" / "2-pages.js"

BANNED = {
    "a script in an attribute": r"hx-on|\bon[a-z]+=\"",
    "an expression": r"js:|javascript:|hx-vals=|hx-trigger=\"[^\"]*\[",
    "boosting": r"hx-boost",
    "an inline style": r"style=\"|<style",
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "another origin": r"(?:src|href|action)=\"(?:https?:)?//",
}
KNOWN = {"hx-get", "hx-post", "hx-target", "hx-swap", "hx-trigger", "hx-sync"}


@pytest.mark.parametrize("what", BANNED)
def test_it_keeps_out_of_the_pages(what: str) -> None:
    found = [file.name for file in TEMPLATES if re.search(BANNED[what], file.read_text())]
    assert found == []


def test_it_uses_few_attributes() -> None:
    used = {name for file in TEMPLATES for name in re.findall(r"\bhx-[a-z:-]+(?==)", file.read_text())}
    assert used <= KNOWN


def test_it_swaps_in_few_ways() -> None:
    swaps = {swap for file in TEMPLATES for swap in re.findall(r'hx-swap="([^"]*)"', file.read_text())}
    assert swaps <= {"outerHTML", "innerHTML"}


def test_it_leaves_the_names_of_headers_to_one_module() -> None:
    knowing = {file.name for file in WEB.rglob("*.py") if re.search(r"HX-|htmx", _strings(file))}
    assert knowing == {"hx.py"}


def test_it_leaves_the_names_of_events_to_one_script() -> None:
    own = [file for file in WEB.joinpath("static").rglob("*.js") if file.parent.name != "vendor"]
    assert [file for file in own if re.search(r"htmx|hx-", file.read_text())] == [SCRIPT]
    assert "htmx:after:swap" in SCRIPT.read_text()


def test_it_repeats_every_swap_as_a_plain_form() -> None:
    for file in TEMPLATES:
        for form in re.findall(r"<form[^>]*hx-post=[^>]*>", file.read_text()):
            posted = re.search(r'hx-post="([^"]+)"', form)
            assert posted is not None
            assert f'action="{posted[1]}"' in form, file.name
            assert 'method="post"' in form, file.name


def test_it_names_no_field_like_what_a_form_has_itself() -> None:
    """A field called ``id`` hides the form's own id from scripts."""
    taken = r'name="(?:id|action|method|target|submit|elements|length|reset)"'
    assert [file.name for file in TEMPLATES if re.search(taken, file.read_text())] == []


def test_it_keeps_sql_in_the_accounts() -> None:
    knowing = [file for file in WEB.rglob("*.py") if "sqlalchemy" in set(_imports(file))]
    assert {file.relative_to(WEB).parts[0] for file in knowing} == {"accounts"}


def test_it_imports_neither_services_nor_the_bus() -> None:
    imported = {name for file in WEB.rglob("*.py") for name in _imports(file)}
    assert imported.isdisjoint({"services", "kombu", "floorwalk"})


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def _strings(file: Path) -> str:
    """The strings of a module that are not its documentation."""
    tree = ast.parse(file.read_text())
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, _DOCUMENTED)}
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return " ".join(text for text in constants if isinstance(text, str) and text not in docs)


_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
