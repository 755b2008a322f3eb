"""The app that both services start from."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask, Response
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import KeySet
from prometheus_client import CollectorRegistry

from contracts.problems import Problem
from contracts.tokens import Verifier, new_key
from services.http import cursors
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.service import ActionUnknown, create_service


def service_with(blueprint: Blueprint, parts: dict[str, str] | None = None) -> Flask:
    verifier = Verifier(lambda: KeySet([new_key()]), "observation")
    told = parts or {"log": "ok"}
    return create_service("trial", [blueprint], verifier, {"note.read"}, lambda: told, CollectorRegistry(), {})


def test_it_does_not_start_with_a_route_that_nobody_guards() -> None:
    open_door = Blueprint("open", __name__)
    open_door.add_url_rule("/v1/notes", "notes", lambda: "everything")
    with pytest.raises(ActionUnknown):
        service_with(open_door)


def test_it_does_not_start_with_an_action_that_the_policy_does_not_know() -> None:
    unknown = Blueprint("unknown", __name__)

    @unknown.get("/v1/notes")
    @endpoint("note.burn")
    def burn(caller: object) -> Response:
        return answer({})

    with pytest.raises(ActionUnknown):
        service_with(unknown)


def test_readyz_tells_which_part_is_missing() -> None:
    app = service_with(Blueprint("none", __name__), {"log": "ok", "bus": "no connection"})
    with app.test_client() as client:
        told = client.get("/readyz")
    assert (told.status_code, told.get_json()["bus"]) == (503, "no connection")


@given(st.lists(st.text() | st.integers(-(2**53), 2**53), min_size=1, max_size=4))
def test_a_cursor_comes_back_as_it_was_and_needs_no_encoding(parts: list[str | int]) -> None:
    cursor = cursors.encode(*parts)
    assert cursors.decode(cursor, *map(type, parts)) == tuple(parts)
    assert set(cursor) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.text(max_size=40))
def test_anything_else_is_no_cursor(text: str) -> None:
    with pytest.raises(Problem) as refused:
        cursors.decode(text, int, str, int)
    assert refused.value.kind.status == 422
