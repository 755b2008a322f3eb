"""Everything that can be got out of a world, as bytes: every route that may be read, by everybody, and what lies in the
databases, on the bus and in the log files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from services.eventlog.database import reading
from services.http.endpoints import declared_of
from tests.noninterference.history import NOTE, PROMISE, WALK
from tests.noninterference.people import CONCERNED, PEOPLE
from tests.noninterference.world import World
from tests.observation.floor import ADMIN, AMARA, BEN, GITA, HARBOUR, INES, INTERRUPTED, MAEVE, OPS, RAY, named_id

Seen = dict[str, Any]

Answer = tuple[int, list[tuple[str, str]], bytes]
"""Its status, headers and body."""

IDS = {
    "observation": (AMARA, HARBOUR, INTERRUPTED, NOTE, PROMISE, WALK, named_id("a session"), named_id("referral 0")),
    "followup": (AMARA, GITA, HARBOUR, INES, PROMISE, named_id("a session"), named_id("referral 0")),
    "web": (AMARA, NOTE, named_id("referral 0")),
}
"""What stands in for an id in a route: one of each kind of thing, and a referral."""

Looking = Mapping[str, Sequence[str]]
"""Who looks at which app; nobody is ``""``."""

A_FEW: Looking = {"observation": (OPS, BEN, RAY), "followup": (OPS, BEN, RAY), "web": (OPS,)}
"""Operations, a peer, the supervisor of another team."""

CONCERNED_TOO: Looking = {"observation": (*CONCERNED, OPS), "followup": (INES, AMARA), "web": (INES, AMARA)}
"""Whoever is concerned, in everything but the referrals themselves."""

THE_REST: Looking = {
    "observation": (ADMIN, MAEVE, "svc:followup", ""),
    "followup": (ADMIN, MAEVE, "svc:observation", ""),
    "web": (ADMIN, MAEVE, BEN, RAY, ""),
}
"""Administrators, the manager, services, nobody; and on the web a peer and another supervisor, too."""

EVERYBODY = (*PEOPLE, "svc:followup", "svc:observation", "")

NOBODY_ELSES = ("/v1/referrals", "/referrals", "/me/account")
"""What those whom a referral concerns may get to know of it; and when they used which of their own phones, which they
alone see."""

_OTHER_ARGUMENTS = {"IntegerConverter": "1", "PathConverter": "floor.css"}
# What is left away is the machine's time and nothing else: here, and the header Date, which is a clock's.
_TIME_NOISE = re.compile(r"_(bucket|sum|created)[{ ]")
"""How long things took, and when they were first counted. What was counted is compared."""


def everything(world: World, looking: Looking) -> Seen:
    """Pages and answers first, for they leave their own traces in the figures."""
    seen: Seen = {}
    for name in world.apps:
        for path, is_open in _paths(world, name).items():
            for who in ("",) if is_open else looking[name]:
                if may_tell_nothing(who, path):
                    seen[f"{name}: {who} GET {path}"] = answered(world, name, who, path)
    return seen | given(world, after=0) | figures(world)


def may_tell_nothing(who: str, path: str) -> bool:
    """Whether whoever it is may not get to know of referrals there."""
    return not (who in CONCERNED and path.startswith(NOBODY_ELSES))


def answered(world: World, name: str, who: str, path: str) -> Answer:
    """What somebody is told at an address of an app."""
    world.chance.begin(f"{who} reads {path}")
    return _told(_get(world, name, who, path))


def given(world: World, after: int) -> Seen:
    """What goes out by itself, or to other services, of events ``after`` a position; and what lies in the databases."""
    seen: Seen = {"bus": world.heard, "log files": world.logged}
    seen["keys"] = _told(world.ask("svc:followup", "observation", "POST", "/v1/keys", {"ids": list(PEOPLE)}))
    seen["feed"] = _told(world.ask("svc:followup", "observation", "GET", f"/v1/events?after={after}&limit=1000"))
    return seen | {f"database {name}": _dump(world, name) for name in ("observation", "followup", "keyring")}


def figures(world: World) -> Seen:
    """What was counted since it began."""
    return {f"figures of {name}": _figures(world, name) for name in world.apps}


def readable(app: Flask) -> list[Rule]:
    """Every route of an app that can be read: a new one is among them by itself."""
    return [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.rule != "/metrics"]


def _paths(world: World, name: str) -> dict[str, bool]:
    """Every address of an app that can be read, and whether it is open to all."""
    app = world.apps[name]
    return {filled(rule, one_id): is_open(app, rule) for rule in readable(app) for one_id in IDS[name]}


def is_open(app: Flask, rule: Rule) -> bool:
    declared = declared_of.get(app.view_functions[rule.endpoint])
    return declared is not None and declared.action is None


def filled(rule: Rule, one_id: str) -> str:
    """The rule's address with its arguments filled in. Texts take the name of an event, which one route asks for."""
    values: dict[str, Any] = {}
    for argument, converter in rule._converters.items():
        other = _OTHER_ARGUMENTS.get(type(converter).__name__, "floorwalk.observation.recorded")
        values[argument] = one_id if type(converter).__name__ == "IdConverter" else converter.to_python(other)
    built = rule.build(values)
    assert built is not None, rule
    return built[1]


def _get(world: World, name: str, who: str, path: str) -> TestResponse:
    if name == "web":
        return world.phone(who).client.get(path)
    return world.ask(who, "observation" if name == "observation" else "followup", "GET", path)


def _told(answer: TestResponse) -> Answer:
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "Date")
    return answer.status_code, headers, answer.get_data()


def _figures(world: World, name: str) -> list[str]:
    text = world.apps[name].test_client().get("/metrics").get_data(as_text=True)
    return [line for line in text.splitlines() if not _TIME_NOISE.search(line)]


def _dump(world: World, name: str) -> list[str]:
    with reading(world.engines[name]) as connection:
        driver: Any = connection.connection.driver_connection
        return list(driver.iterdump())
