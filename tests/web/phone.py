"""A phone in somebody's hand: signs in, reads pages, sends the forms that stand on them, all without a script."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.cast import PASSWORD, address

OURS = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
SWAP = {"HX-Request": "true", "HX-Request-Type": "partial"}


@dataclass
class Form:
    """A form of a page: where it goes and what its fields hold."""

    action: str
    fields: dict[str, str]


class Phone:
    def __init__(self, app: Flask, name: str | None = None) -> None:
        self.client: FlaskClient = app.test_client()
        self.page = self.here = ""
        if name:
            answer = self.send("/signin", email=address(name), password=PASSWORD)
            assert answer.status_code == 303, answer.get_data(as_text=True)

    def open(self, path: str, **headers: str) -> TestResponse:
        """Read a page; a redirect is followed as browsers do."""
        answer = self.client.get(path, headers=headers, follow_redirects=True)
        self.here = answer.request.path
        self.page = answer.get_data(as_text=True)
        return answer

    def swap(self, path: str, target: str, **headers: str) -> TestResponse:
        """Ask for a fragment."""
        return self.client.get(path, headers={**SWAP, "HX-Target": target, **headers})

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Post a form and see the answer itself; a page that comes back is the present one."""
        answer = self.client.post(path, data=fields, headers=OURS)
        self.here, self.page = path, answer.get_data(as_text=True)
        return answer

    def submit(self, action: str, **changes: Any) -> TestResponse:
        """Send the form of the present page whose action ends so, and follow to where it leads."""
        form = self.form(action)
        answer = self.send(form.action or self.here, **{**form.fields, **changes})
        return self.open(answer.headers["Location"]) if answer.status_code == 303 else answer

    def form(self, action: str) -> Form:
        """A form of the present page."""
        reader = _Forms()
        reader.feed(self.page)
        return next(form for form in reader.forms if form.action.endswith(action))


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append(Form(given.get("action") or "", {}))
        name, chosen = given.get("name"), given.get("type") not in {"radio", "checkbox"} or "checked" in given
        if tag == "input" and name and chosen and self.forms:
            self.forms[-1].fields[name] = given.get("value") or ""
        if tag == "textarea":
            self._textarea = name or ""

    def handle_data(self, data: str) -> None:
        if self._textarea and self.forms:
            fields = self.forms[-1].fields
            fields[self._textarea] = fields.get(self._textarea, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            if self._textarea and self.forms:
                self.forms[-1].fields.setdefault(self._textarea, "")
            self._textarea = ""
