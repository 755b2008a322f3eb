"""The consumer between a bus that forgets and a feed that repairs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import orjson
import pytest
from flask import Flask, Response, request

from contracts.routing import FOLLOWUP_KEYS, FOLLOWUP_QUEUE, OBSERVATION_SOURCE
from contracts.teams import Formed
from contracts.tokens import Signer, new_key
from services.eventlog.appending import Append, NewEvent
from services.eventlog.bus import Bus
from services.eventlog.database import open_database, reading, writing
from services.eventlog.errors import BusError
from services.eventlog.log import EventLog
from services.eventlog.relay import Relay
from services.eventlog.tables import create_tables
from services.followup.consumer import Consumer, Delivery
from services.followup.feed import FeedUnavailable, HttpFeed, LogFeed, Page
from services.followup.progress import read_progress
from services.followup.readmodel import generations
from services.followup.rebuild import rebuild
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, open_followup


class NoFeed:
    """A feed that counts how often it is asked, and gives nothing."""

    asked = 0

    def page(self, after: int, limit: int) -> Page:
        self.asked += 1
        raise FeedUnavailable("nobody answers")


class BrokenWire:
    def receive(self, limit: int, timeout: float) -> list[Delivery]:
        raise BusError("the broker failed")


@pytest.fixture
def alone(desk: Desk) -> Consumer:
    """A consumer that has only the bus."""
    return Consumer(desk.engine, desk.wire, NoFeed(), desk.system, silence=0)


def test_messages_that_follow_each_other_need_no_feed(desk: Desk, floor: Floor) -> None:
    desk.catch_up()
    feed = NoFeed()
    consumer = Consumer(desk.engine, desk.wire, feed, desk.system, silence=0)
    consumer.consume_once()
    asked = feed.asked
    for number in range(3):
        floor.noted(f"note {number}", "alice")
        desk.wire.bring(floor.events[-1:])
        desk.system.seconds += 0.1
        assert consumer.consume_once()
    assert desk.projector.checkpoint() == len(floor.events)
    assert feed.asked <= asked + 3


def test_a_message_is_acknowledged_only_once_it_is_committed(desk: Desk, floor: Floor, alone: Consumer) -> None:
    desk.catch_up()
    floor.noted("first", "alice")
    floor.noted("second", "alice")
    desk.wire.bring([floor.events[-1]])
    assert not alone.consume_once()
    (early,) = desk.wire.brought
    assert not early.acknowledged
    desk.wire.bring([floor.events[-2]])
    assert alone.consume_once()
    assert early.acknowledged
    assert desk.projector.checkpoint() == len(floor.events)


def test_a_repeat_is_acknowledged_and_changes_nothing(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice")
    desk.catch_up()
    before = desk.rows()
    desk.wire.bring(floor.events)
    desk.consumer.consume_once()
    assert desk.rows() == before
    assert all(message.acknowledged for message in desk.wire.brought)


def test_a_message_that_is_no_event_is_put_away(desk: Desk, alone: Consumer) -> None:
    desk.wire.bring([{"hello": "there"}])
    desk.wire.coming[0].body = b"\xff"
    alone.consume_once()
    assert desk.wire.brought[0].acknowledged


def test_while_the_broker_is_down_the_feed_carries_on(desk: Desk, floor: Floor) -> None:
    consumer = Consumer(desk.engine, BrokenWire(), floor, desk.system, silence=0)
    floor.noted("first", "alice")
    assert consumer.consume_once()
    assert desk.projector.checkpoint() == len(floor.events)


def test_the_head_is_known_to_be_old_when_nobody_told_it_lately(desk: Desk, floor: Floor) -> None:
    desk.catch_up()
    with reading(desk.engine) as connection:
        progress = read_progress(connection)
    assert progress.is_current(desk.system.seconds)
    assert not progress.is_current(desk.system.seconds + 31)
    assert progress.seconds_behind(desk.system.seconds + 31) == 31


def test_it_follows_another_generation_that_another_process_has_switched_to(desk: Desk, floor: Floor) -> None:
    desk.catch_up()
    floor.noted("first", "alice")
    rebuild(desk.engine, floor, "elsewhere")
    desk.wire.bring(floor.events)
    floor.noted("second", "alice")
    desk.catch_up()
    with reading(desk.engine) as connection:
        assert generations.live(connection).number == 2
        assert generations.live_position(connection) == len(floor.events)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    engine = open_database(f"sqlite:///{tmp_path / 'observation.db'}", durable=False)
    with writing(engine) as connection:
        create_tables(connection)
    log = EventLog(engine, OBSERVATION_SOURCE, lambda: datetime(2026, 11, 16, tzinfo=UTC))
    yield log
    log.close()
    engine.dispose()


def form_a_team(log: EventLog, name: str) -> None:
    site = {"site": "Leeds", "timezone": "Europe/London"}
    event = Formed(team_id=named(name), name=name, working_days=(1, 2, 3, 4, 5), **site)
    about = {"partitionkey": named(name), "actor": named("ada"), "correlationid": named("load")}
    new = NewEvent(event, id=named(f"{name} formed"), time=datetime(2026, 11, 16, tzinfo=UTC), **about)
    log.append(Append([new]))


def test_what_is_appended_arrives_by_the_real_bus_and_by_the_real_feed(log: EventLog, tmp_path: Path) -> None:
    bus = Bus(f"memory://{tmp_path.name}")
    log_engine = open_database(f"sqlite:///{tmp_path / 'observation.db'}", durable=False)
    relay = Relay(log, log_engine, bus.publisher(), "bus", "test")
    engine = open_followup(tmp_path / "followup.db")
    subscription = bus.subscription(FOLLOWUP_QUEUE, FOLLOWUP_KEYS)
    consumer = Consumer(engine, subscription, LogFeed(log), silence=0.01)
    form_a_team(log, "north")
    while consumer.consume_once():
        pass
    form_a_team(log, "south")
    assert relay.relay_once()
    while consumer.consume_once():
        pass
    with reading(engine) as connection:
        assert generations.live_position(connection) == 2
    subscription.close()
    engine.dispose()
    log_engine.dispose()


def feed_over_http(app: Flask) -> HttpFeed:
    client = httpx.Client(transport=httpx.WSGITransport(app))
    return HttpFeed(client, "http://observation", Signer(new_key(), "followup"))


def test_the_feed_over_http_asks_for_what_follows_as_a_service(floor: Floor) -> None:
    app = Flask("observation")

    @app.get("/v1/events")
    def events() -> Response:
        assert request.headers["Authorization"].startswith("Bearer ")
        page = floor.page(int(request.args["after"]), int(request.args["limit"]))
        return Response(orjson.dumps({"items": page.events, "head": 3}), mimetype="application/json")

    page = feed_over_http(app).page(2, 5_000)
    assert [event["position"] for event in page.events] == list(range(3, len(floor.events) + 1))
    assert page.head == len(floor.events)


@pytest.mark.parametrize("answer", [Response(status=503), Response("<html>"), Response("{}")])
def test_a_feed_that_answers_nonsense_is_unavailable(answer: Response) -> None:
    app = Flask("observation")
    app.add_url_rule("/v1/events", view_func=lambda: answer)
    with pytest.raises(FeedUnavailable):
        feed_over_http(app).page(0, 100)
