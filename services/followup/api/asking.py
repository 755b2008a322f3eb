"""What every read begins with: wait for the position the caller wants to see, then look at one snapshot."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import request
from marshmallow import Schema, fields, validate
from sqlalchemy import Connection, Engine

from contracts.problems import FORBIDDEN, NOT_FOUND, Problem
from contracts.tokens import Claims
from services.eventlog.database import reading
from services.followup.house import House
from services.followup.policy import Actor, Decision, Resource, decide, may_ever
from services.followup.readings import Reading, keep, unkept
from services.followup.readmodel import generations
from services.followup.readmodel.people import Person, person
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import managed_by

WAIT_SECONDS = 2.0
"""How long a read waits for the read model to reach a position before it answers with what there is."""

_STEP_SECONDS = 0.01

LATEST_POSITION = 2**53

PREFETCH = "prefetch"
"""The ``X-Purpose`` of what is fetched ahead, to be looked at later or never."""


class ReadQuery(Schema):
    """Every read may say which position of the observation log it wants to see."""

    at_position = fields.Integer(load_default=0, validate=validate.Range(0, LATEST_POSITION))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to one snapshot of the read model, by somebody, at an instant of domain time."""

    connection: Connection
    generation: Generation
    actor: Actor
    action: str
    now: datetime
    readings: list[Reading] = field(default_factory=list)
    """What has to be kept before the answer leaves."""

    def reads_of(self, rep_ids: Collection[str]) -> None:
        """Texts of these reps are handed out; that a page was fetched ahead is not reading it."""
        if request.headers.get("X-Purpose") != PREFETCH:
            self.readings.extend(unkept(self.connection, self.generation, rep_ids, self.actor.id, self.now))

    def person(self, person_id: str) -> Person:
        """Somebody the actor may ask about.

        Raises:
            Problem: 404, 403.
        """
        found = person(self.connection, self.generation, person_id)
        self.require(Resource(person_id, found.team_ids if found else frozenset()))
        if found is None:
            raise Problem(NOT_FOUND)
        return found

    def require(self, resource: Resource) -> None:
        """
        Raises:
            Problem: 403, or 404 where existence is not the actor's to know.
        """
        match decide(self.actor, self.action, resource):
            case Decision.FORBIDDEN:
                raise Problem(FORBIDDEN)
            case Decision.HIDDEN:
                raise Problem(NOT_FOUND)


@contextmanager
def asking(house: House, caller: Claims, action: str, query: dict[str, Any]) -> Iterator[Asked]:
    """A snapshot to answer from, if there is anything the caller may do this on. Who read what is kept at its end.

    Raises:
        Problem: 403.
    """
    wait_for_position(house.engine, query["at_position"])
    with reading(house.engine) as connection:
        generation = generations.live(connection)
        now = house.clock()
        actor = actor_of(connection, generation, caller, now)
        if not may_ever(actor, action):
            raise Problem(FORBIDDEN)
        asked = Asked(connection, generation, actor, action, now)
        yield asked
    keep(house.engine, asked.readings)


def actor_of(connection: Connection, generation: Generation, caller: Claims, now: datetime) -> Actor:
    """The caller with the roles and teams that count now; who has left has none.

    Somebody whom the read model does not know yet has the roles of the token.
    """
    if caller.is_service:
        return Actor(caller.subject, caller.roles | {"service"})
    known = person(connection, generation, caller.subject)
    if known is None:
        return Actor(caller.subject, caller.roles - _GIVEN_HERE)
    if known.is_gone(now):
        return Actor(caller.subject, frozenset())
    roles = caller.roles & known.roles
    supervised = known.team_ids if "supervisor" in roles else frozenset()
    managed = managed_by(connection, generation, caller.subject)
    return Actor(caller.subject, roles | ({"manager"} if managed else frozenset()), supervised, managed)


_GIVEN_HERE = frozenset({"service", "manager"})
"""Roles that follow from what somebody is, and that no token brings."""


def wait_for_position(engine: Engine, position: int) -> None:
    """Wait until the read model has come to a position, but not for long."""
    end = time.monotonic() + WAIT_SECONDS
    while position and generations.position_now(engine) < position and time.monotonic() < end:
        time.sleep(_STEP_SECONDS)


def own_resource(row: Any) -> Resource:
    """Something of a rep's, from a row with ``rep_id`` and ``team_id``."""
    return Resource(row.rep_id, frozenset({row.team_id} if row.team_id else ()))


def readable(actor: Actor, action: str, rows: Collection[Any]) -> list[str]:
    """The ids of those rows whose texts the actor may read."""
    return [row.id for row in rows if decide(actor, action, own_resource(row)) is Decision.ALLOWED]
