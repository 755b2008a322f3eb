"""What machines ask."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import Engine

from tests.web.phone import Phone
from web.accounts.tables import metadata


def test_it_is_alive_and_ready_with_its_database(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").json == {"database": "ok"}


def test_it_says_that_its_database_does_not_answer(app: Flask, engine: Engine) -> None:
    with engine.begin() as connection:
        metadata.drop_all(connection)
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"database": "OperationalError"})


def test_it_shows_the_public_keys(app: Flask) -> None:
    answer = app.test_client().get("/.well-known/jwks.json")
    assert answer.json == {"keys": []}
    assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_it_measures_by_route_and_tells_nothing_of_people(ines: Phone) -> None:
    ines.open("/walk")
    figures = ines.client.get("/metrics").get_data(as_text=True)
    assert 'route="/walk",status="200"' in figures
    assert "Ines" not in figures
