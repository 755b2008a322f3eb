"""What writing through HTTP is held against: a route that takes JSON and inserts it, and nothing else.

It runs behind the same server, with as many workers and threads, on the same PostgreSQL (``BARE_FLASK_DATABASE``).
"""

from __future__ import annotations

import os
import threading
from typing import Any

import psycopg
from flask import Flask, Response, jsonify, request

TABLE = "CREATE TABLE notes (id text PRIMARY KEY, body text NOT NULL)"

app = Flask(__name__)
_of_thread = threading.local()


@app.post("/notes/<note_id>")
def note(note_id: str) -> tuple[Response, int]:
    body: dict[str, Any] = request.get_json()
    connection = _connection()
    connection.execute("INSERT INTO notes VALUES (%s, %s)", (note_id, request.get_data(as_text=True)))
    connection.commit()
    return jsonify({"id": note_id, "rep_id": body["rep_id"]}), 201


def _connection() -> psycopg.Connection[Any]:
    if not hasattr(_of_thread, "connection"):
        _of_thread.connection = psycopg.connect(os.environ["BARE_FLASK_DATABASE"])
    connection: psycopg.Connection[Any] = _of_thread.connection
    return connection
