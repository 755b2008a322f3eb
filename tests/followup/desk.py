"""A whole read side on a real database: it takes in what happened on a floor, watches, answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
from flask import Flask
from joserfc.jwk import KeySet
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from contracts.envelope import Envelope
from contracts.tokens import Signer, Verifier, new_key
from services.eventlog.database import open_database, reading, writing
from services.eventlog.log import EventLog
from services.eventlog.tables import create_tables as create_log_tables
from services.followup.app import create_app
from services.followup.channels.sealing import ChannelSeal
from services.followup.consumer import Consumer
from services.followup.feed import Page
from services.followup.house import House
from services.followup.keys import KeyRing, KeysUnavailable
from services.followup.projection.live import LiveProjector
from services.followup.readmodel import generations
from services.followup.tables.creating import create_tables
from services.followup.watch.keeping import keep_alerts
from services.followup.watch.watch import Watch
from tests.followup.cast import Floor, key_of, named

ORIGIN = "https://floorwalk.example"

Rows = dict[str, list[tuple[Any, ...]]]


class SystemTime:
    """Seconds of system time that stand still until they are moved."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


class CoachingKeys:
    """Everybody's keys, some of them erased, or none to be had."""

    def __init__(self) -> None:
        self.erased: set[str] = set()
        self.unreachable = False
        self.asked: list[set[str]] = []

    def of(self, person_ids: Collection[str]) -> Mapping[str, KeyRing | None]:
        self.asked.append(set(person_ids))
        if self.unreachable:
            raise KeysUnavailable("nobody answers")
        return {person_id: None if person_id in self.erased else _ring(person_id) for person_id in person_ids}


@dataclass
class Message:
    body: bytes
    acknowledged: bool = False

    def ack(self) -> None:
        self.acknowledged = True


@dataclass
class Wire:
    """A bus that brings what it is told to bring, in that order, as often as it is told."""

    coming: list[Message] = field(default_factory=list)
    brought: list[Message] = field(default_factory=list)

    def bring(self, events: Iterable[dict[str, Any]]) -> None:
        self.coming += [Message(orjson.dumps(event)) for event in events]

    def receive(self, limit: int, timeout: float) -> list[Message]:
        now, self.coming = self.coming[:limit], self.coming[limit:]
        self.brought += now
        return now


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    etag: str
    text: str

    @property
    def items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.body["items"]
        return items


ROLES = {
    "sam": ("supervisor",),
    "quinn": ("supervisor",),
    "mona": ("supervisor",),
    "olga": ("ops",),
    "otto": ("ops",),
    "ada": ("admin",),
    "cleo": ("counsellor",),
}


class Desk:
    """The read side of one floor. ``now`` is domain time. Without an engine its database is a file in the folder."""

    def __init__(self, folder: Path, floor: Floor, engine: Engine | None = None) -> None:
        self.floor = floor
        self.now = floor.now
        self.system = SystemTime()
        self.keys = CoachingKeys()
        self.wire = Wire()
        self.engine = engine or open_followup(folder / "followup.db")
        self.log = self.open_log()
        self.projector = LiveProjector(self.engine)
        self.consumer = Consumer(self.engine, self.wire, floor, self.system, silence=0)
        self.watch = Watch(self.engine, self.log, self.system)
        self.seal = ChannelSeal(bytes(32))
        self._key = new_key()
        self._signer = Signer(self._key, "floorwalk-web")

    @cached_property
    def app(self) -> Flask:
        house = House(self.engine, self.log, self.keys, self.seal, lambda: self.now, self.system, ORIGIN)
        return create_app(house, Verifier(lambda: KeySet([self._key]), "followup"))

    def open_log(self) -> EventLog:
        return EventLog(self.engine, "/followup", lambda: self.now, inline=keep_alerts)

    def catch_up(self) -> None:
        """Take in all that happened, by the feed."""
        self.system.seconds += 10
        while self.consumer.consume_once():
            pass

    def look(self, now: datetime | None = None) -> None:
        """Take in all that happened, and have the watch look until there is no more to see."""
        self.now = now or self.floor.now
        self.catch_up()
        while self.watch.watch_once(self.now):
            pass

    def close(self) -> None:
        self.log.close()
        self.engine.dispose()

    def ask(
        self, who: str, path: str, *roles: str, etag: str | None = None, ahead: bool = False, **query: Any
    ) -> Answer:
        """What the service answers somebody; ``roles`` are those of the token, by default their own."""
        purpose = {"X-Purpose": "prefetch"} if ahead else {}
        headers = {**self._token(who, *roles), **purpose, **({"If-None-Match": etag} if etag else {})}
        return _answered(self.app.test_client().get(path, headers=headers, query_string=query))

    def put(self, who: str, path: str, body: dict[str, Any], *, if_match: str | None = None) -> Answer:
        """What the service answers somebody who puts something."""
        headers = {**self._token(who), **({"If-Match": if_match} if if_match else {})}
        return _answered(self.app.test_client().put(path, headers=headers, json=body))

    def delete(self, who: str, path: str, *, if_match: str | None = None) -> Answer:
        headers = {**self._token(who), **({"If-Match": if_match} if if_match else {})}
        return _answered(self.app.test_client().delete(path, headers=headers))

    def _token(self, who: str, *roles: str) -> dict[str, str]:
        subject = who if who.startswith("svc:") else named(who)
        own = ROLES.get(who, () if who.startswith("svc:") else ("rep",))
        return {"Authorization": f"Bearer {self._signer.sign(subject, 'followup', roles or own)}"}

    @property
    def own_events(self) -> list[Envelope]:
        """The service's own log."""
        return [Envelope.from_json(body) for body in self.log.read(0, 100_000)]

    def happened(self) -> list[tuple[str, str]]:
        """Own events, as type without its prefix and when it happened."""
        return [(event.type.removeprefix("floorwalk."), event.time.isoformat()) for event in self.own_events]

    def rows(self) -> Rows:
        return rows_of(self.engine)


def _answered(response: TestResponse) -> Answer:
    body = orjson.loads(response.data) if response.data else None
    return Answer(response.status_code, body, response.headers.get("ETag", ""), response.text)


def open_followup(path: Path) -> Engine:
    return open_read_side(f"sqlite:///{path}")


def open_read_side(url: str) -> Engine:
    engine = open_database(url, durable=False)
    create_read_side(engine)
    return engine


def create_read_side(engine: Engine) -> None:
    with writing(engine) as connection:
        create_tables(connection)
        create_log_tables(connection)


def rows_of(engine: Engine) -> Rows:
    """All that the live generation holds."""
    with reading(engine) as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in generations.live(connection).tables.items()
        }


def fold_of(folder: Path, floor: Floor) -> Rows:
    """What the floor's events amount to, one after the other, in one go."""
    engine = open_followup(folder)
    LiveProjector(engine).apply(Page(*floor.page(0, 100_000)).events)
    rows = rows_of(engine)
    engine.dispose()
    return rows


def london(day: str, clock: str = "00:00") -> datetime:
    """An instant in winter, when London's clocks show UTC."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def _ring(person_id: str) -> KeyRing:
    key = key_of(person_id)
    return {key.name: key.secret}
