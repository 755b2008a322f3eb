"""The cast: two teams on two sites, who supervises them, and how they speak to the service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from flask import Flask
from werkzeug.test import TestResponse

from contracts.tokens import Signer


def named_id(name: str) -> str:
    """A steady id for a name, so that a failing test tells who."""
    return str(uuid5(NAMESPACE_URL, f"https://floorwalk.example/{name}"))


HARBOUR, MESA = named_id("harbour"), named_id("mesa")
INES, RAY, MAEVE = named_id("ines"), named_id("ray"), named_id("maeve")
AMARA, BEN, GITA = named_id("amara"), named_id("ben"), named_id("gita")
OPS, ADMIN = named_id("ops"), named_id("admin")
SOFIA, HUGO = named_id("sofia"), named_id("hugo")
INTERRUPTED = named_id("interrupted")

ROLES = {
    INES: ["supervisor"],
    RAY: ["supervisor"],
    MAEVE: ["supervisor"],
    AMARA: ["rep"],
    BEN: ["rep"],
    GITA: ["rep"],
    OPS: ["ops"],
    ADMIN: ["admin"],
    SOFIA: ["counsellor"],
    HUGO: ["counsellor"],
    "svc:followup": [],
    "svc:load": ["admin"],
}


@dataclass
class Floor:
    app: Flask
    signer: Signer
    roles: dict[str, list[str]] = field(default_factory=lambda: dict(ROLES))

    def ask(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        token = self.signer.sign(who, "observation", self.roles.get(who, ()))
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        with self.app.test_client() as client:
            return client.open(path, method=method, json=body, headers={"Authorization": f"Bearer {token}", **names})

    def put(self, who: str, path: str, body: Any, **headers: str) -> TestResponse:
        return self.ask(who, "PUT", path, body, **headers)

    def get(self, who: str, path: str, **headers: str) -> TestResponse:
        return self.ask(who, "GET", path, None, **headers)

    def feed(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.get("svc:followup", f"/v1/events?after={after}&limit=1000")
        items: list[dict[str, Any]] = answer.get_json()["items"]
        return items

    def types(self, after: int = 0) -> list[str]:
        return [event["type"].removeprefix("floorwalk.") for event in self.feed(after)]

    def settle(self) -> None:
        """Fill the floor."""
        week = {"working_days": [1, 2, 3, 4, 5]}
        self.must(
            "/v1/teams/" + HARBOUR, name="Harbour", site="Leeds", timezone="Europe/London", manager_id=MAEVE, **week
        )
        self.must("/v1/teams/" + MESA, name="Mesa", site="Phoenix", timezone="America/Phoenix", **week)
        self.person(INES, "Ines Carvalho", ["supervisor"], HARBOUR)
        self.person(RAY, "Ray Delgado", ["supervisor"], MESA)
        self.person(MAEVE, "Maeve Brennan", ["supervisor"], None)
        self.person(AMARA, "Amara Okafor", ["rep"], HARBOUR)
        self.person(BEN, "Ben Sutcliffe", ["rep"], HARBOUR)
        self.person(GITA, "Gita Sharma", ["rep"], MESA)
        self.person(OPS, "Dana Whitlock", ["ops"], None)
        self.person(ADMIN, "Ada Min", ["admin"], None)
        self.person(SOFIA, "Sofia Marin", ["counsellor"], None)
        self.person(HUGO, "Hugo Lind", ["counsellor"], None)
        self.must(
            "/v1/behaviours/" + INTERRUPTED, label="Interrupted the customer", dimension="habit", kind="correction"
        )

    def person(self, person_id: str, name: str, roles: list[str], team_id: str | None) -> None:
        body: dict[str, Any] = {"name": name, "roles": roles, "email": f"{name.split()[0].lower()}@example.com"}
        if team_id is not None:
            body["team_id"] = team_id
        self.must("/v1/people/" + person_id, **body)

    def must(self, path: str, **body: Any) -> None:
        answer = self.put("svc:load", path, body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
