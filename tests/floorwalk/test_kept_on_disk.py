"""What somebody was told is kept is on the disk by then, also in the database of what can be derived again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, Engine, event

from contracts.tokens import Signer
from floorwalk.embedded.product import Product, open_doors
from floorwalk.installation import given_installation, start_domain_clock
from floorwalk.keys import load_keys, make_missing_keys
from floorwalk.processes.apps import build
from floorwalk.revisions import migrate_all
from services.followup.house import EXTENSION
from tests.followup.cast import named
from tests.patience import LONG
from tests.ports import free_port
from tests.product import wait_until
from tests.scaled.servers import KINDS, fresh_database

TOLD = {"alert_policies", "silences", "channels", "deliveries"}
"""The tables of what people say to the read side that no event has."""

ALWAYS = {"file": "2", "server": "on"}
"""How each database says that a commit returns when it is on the disk: ``synchronous``, ``synchronous_commit``."""

HOOK = {
    "kind": "webhook",
    "label": "Desk",
    "settings": {"url": "https://hooks.example/a", "secrets": ["whsec_" + "c2VjcmV0" * 6]},
}
TEAM = {"name": "North", "site": "Leeds", "timezone": "Europe/London", "working_days": [1, 2, 3, 4, 5]}


@contextmanager
def commits() -> Iterator[list[tuple[str, str]]]:
    """Of each commit that changes such a table: which, and how long the database has it wait for the disk."""
    found: list[tuple[str, str]] = []
    changed: dict[Any, set[str]] = {}

    def note(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        words = statement.replace("INSERT INTO", "INSERT").replace("DELETE FROM", "DELETE").split()
        if words and words[0] in {"INSERT", "UPDATE", "DELETE"} and words[1] in TOLD:
            changed.setdefault(connection, set()).add(words[1])

    def ask(connection: Connection) -> None:
        for table in changed.pop(connection, ()):
            asked = "SHOW synchronous_commit" if connection.dialect.name == "postgresql" else "PRAGMA synchronous"
            cursor = connection.connection.cursor()
            found.append((table, str(cursor.execute(asked).fetchone()[0])))

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", ask)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Engine, "commit", ask)


@pytest.mark.slow
def test_in_one_process_it_is_on_the_disk_when_it_is_answered(tmp_path: Path) -> None:
    port = free_port()
    installation = given_installation(tmp_path / "var", {}, port)
    installation.home.make()
    clock = start_domain_clock(installation)
    make_missing_keys(installation.home)
    keys = load_keys(installation.settings, installation.home)
    migrate_all(installation.settings)
    product = Product(installation, open_doors(port), keys, clock, None)
    signer = Signer(keys.signing, "floorwalk-web")
    try:
        with commits() as kept, httpx.Client(timeout=LONG, trust_env=False) as http:
            product.start()

            def put(service: str, path: str, body: dict[str, Any]) -> httpx.Response:
                roles = ["admin"] if service == "observation" else ["ops"]
                token = signer.sign(named("olga"), service, roles)
                address = f"http://127.0.0.1:{port + (1 if service == 'observation' else 2)}{path}"
                return http.put(address, json=body, headers={"Authorization": f"Bearer {token}"})

            olga = {"name": "Olga", "roles": ["ops", "admin"], "team_id": named("north")}
            assert put("observation", f"/v1/teams/{named('north')}", TEAM).is_success
            assert put("observation", f"/v1/people/{named('olga')}", olga).is_success
            silence = {"team_id": named("north"), "from": "2026-11-23", "until": "2026-11-24", "reason": "They move."}
            wait_until(lambda: put("followup", f"/v1/silences/{named('move')}", silence).is_success, LONG)
            assert put("followup", "/v1/alert_policies/default", {"grace": {"minutes": 5}}).is_success
            assert put("followup", f"/v1/channels/{named('hook')}", HOOK).is_success
            assert put("followup", f"/v1/channels/{named('hook')}/test", {}).is_success
    finally:
        product.stop()
    assert {table for table, _ in kept} == TOLD
    assert {how for _, how in kept} == {ALWAYS["file"]}


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_process_of_its_own_it_is_on_the_disk_when_it_is_answered(kind: str, tmp_path: Path) -> None:
    with fresh_database() if kind == "server" else nullcontext(f"sqlite:///{tmp_path}/followup.db") as url:
        installation = given_installation(tmp_path / "var", {"FLOORWALK_FOLLOWUP_DB": url}, 8000)
        installation.home.make()
        make_missing_keys(installation.home)
        migrate_all(installation.settings)
        app, signing = build("followup", installation), load_keys(installation.settings, installation.home).signing
        signed = Signer(signing, "floorwalk-web").sign(named("olga"), "followup", ["ops"])
        asked = app.test_client()
        with commits() as kept:
            for path, body in (("alert_policies/default", {}), (f"channels/{named('hook')}", HOOK)):
                answer = asked.put(f"/v1/{path}", json=body, headers={"Authorization": f"Bearer {signed}"})
                assert answer.status_code == 200
        house = app.extensions[EXTENSION]
        house.log.close()
        house.engine.dispose()
    assert kept == [("alert_policies", ALWAYS[kind]), ("channels", ALWAYS[kind])]
