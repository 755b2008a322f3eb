"""The people, teams and behaviours of the pages' tests, as the observation service tells of them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from web.accounts import Person

NOW = datetime(2026, 11, 18, 10, 42, tzinfo=UTC)
"""A Wednesday morning in Leeds."""

PASSWORD = "seven herons on a wall"


def named_id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


HARBOUR, QUAY, MESA = (named_id(team) for team in ("Harbour phones", "Quay chat", "Mesa phones"))
LEADERS = {
    "Ines Carvalho": ("supervisor", HARBOUR),
    "Tom Ashworth": ("supervisor", QUAY),
    "Dana Whitlock": ("ops", None),
    "Glen Abara": ("admin", None),
    "Sofia Marin": ("counsellor", None),
}
REPS = {
    "Amara Okafor": (HARBOUR, "new"),
    "Dev Patel": (HARBOUR, "steady"),
    "Henry Walsh": (HARBOUR, "developing"),
    "Grace Oyelaran": (HARBOUR, "star"),
    "Chloe Tran": (HARBOUR, "steady"),
    "Farid Aziz": (HARBOUR, "steady"),
    "Ben Sutcliffe": (HARBOUR, "developing"),
    "Ella Novak": (HARBOUR, "new"),
    "Isla Morton": (QUAY, "new"),
}
INES, TOM, DANA, GLEN, SOFIA = (named_id(name) for name in LEADERS)
AMARA, DEV, HENRY, GRACE, CHLOE, FARID, BEN, ELLA, ISLA = (named_id(name) for name in REPS)


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.com"


def people() -> dict[str, dict[str, Any]]:
    leaders = {name: (role, team, None) for name, (role, team) in LEADERS.items()}
    reps = {name: ("rep", team, level) for name, (team, level) in REPS.items()}
    return {
        named_id(name): {
            "id": named_id(name),
            "name": name,
            "email": address(name),
            "roles": [role],
            "team_id": team,
            "also_team_ids": [],
            "level": level,
            "left_on": None,
        }
        for name, (role, team, level) in {**leaders, **reps}.items()
    }


def accounts_of(wire: dict[str, dict[str, Any]]) -> list[Person]:
    return [
        Person(person["id"], person["name"], person["email"], frozenset(person["roles"]), person["team_id"])
        for person in wire.values()
    ]


def teams() -> list[dict[str, Any]]:
    sites = {
        "Harbour phones": ("Leeds", "Europe/London"),
        "Quay chat": ("Leeds", "Europe/London"),
        "Mesa phones": ("Phoenix", "America/Phoenix"),
    }
    return [
        {
            "id": named_id(name),
            "name": name,
            "site": site,
            "timezone": zone,
            "working_days": [1, 2, 3, 4, 5],
            "manager_id": None,
        }
        for name, (site, zone) in sites.items()
    ]


_BEHAVIOURS = (
    ("Interrupted the customer", "correction", "Let the customer finish; count one breath before answering", 7),
    ("Put the fault on the customer", "correction", "Say sorry and move to what we can do, on every late order", 7),
    ("Named the feeling before the fix", "praise", None, None),
    ("Said no without an alternative", "correction", "Offer one thing you can do after every no", 7),
    ("Left silence without saying why", "correction", "Say what you are doing before you do it", 5),
    ("Asked before putting on hold", "praise", None, None),
    ("Used words the customer didn't know", "correction", "Say the outcome in plain words first", 7),
    ("Recapped and confirmed", "praise", None, None),
    ("Turned an angry customer round", "praise", None, None),
    ("Opened the account before verifying", "correction", "Verify before opening", 2),
    ("Used the name in the greeting", "either", None, None),
    ("Guessed instead of looking it up", "correction", "Check the price page before answering", 7),
    ("Thanked the customer for waiting", "praise", None, None),
    ("Typed while the customer was upset", "correction", "Hands off the keys while they tell it", 3),
)
_PHRASES = {
    "Interrupted the customer": "Please go on, I want to get this right.",
    "Put the fault on the customer": "I'm sorry it didn't arrive when you expected it. Let's see what we can do.",
    "Said no without an alternative": "I can't do that one, and here is what I can do today.",
}
INTERRUPTED, FAULT, NAMED_FEELING = (named_id(label) for label, *_rest in _BEHAVIOURS[:3])


def behaviours() -> list[dict[str, Any]]:
    return [
        {
            "id": named_id(label),
            "label": label,
            "dimension": "habit",
            "kind": kind,
            "prompt": None,
            "model_phrase": _PHRASES.get(label),
            "practice": practice,
            "default_days": days,
            "retired": False,
        }
        for label, kind, practice, days in _BEHAVIOURS
    ]
