"""The whole product in one test: both services, the web, the log, the bus, the consumer and the watch, with one clock
that stands still and no chance of its own."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from joserfc.jwk import KeySet
from werkzeug.test import TestResponse

from contracts.routing import FOLLOWUP_KEYS, FOLLOWUP_QUEUE
from contracts.tokens import WEB, Audience, Signer, Verifier, new_key
from floorwalk.parts.event_logs import counselling_log, followup_log, observation_log
from floorwalk.parts.readiness import state_of
from floorwalk.revisions import migrate_all
from floorwalk.settings import settings_from
from services.eventlog.bus import Bus
from services.eventlog.database import open_database
from services.eventlog.relay import Relay
from services.followup.app import create_app as create_followup
from services.followup.channels.sealing import ChannelSeal
from services.followup.consumer import Consumer
from services.followup.feed import HttpFeed
from services.followup.house import House as FollowupHouse
from services.followup.keys import HttpKeys
from services.followup.watch.watch import Watch
from services.observation.app import create_app as create_observation
from services.observation.house import Counselling, House
from services.observation.keyring import Keyring
from tests.noninterference.chance import Chance
from tests.noninterference.people import ROLES, accounts, address
from tests.web.cast import PASSWORD
from tests.web.conftest import CHEAP, COMPILED
from tests.web.phone import Phone
from web import create_app as create_web
from web.accounts import Accounts
from web.service_tokens import Caller, Tokens

DATABASES = ("observation", "counselling", "followup", "keyring", "web")
BEGAN = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
"""A Monday."""

_KEY = new_key()
_KEYS = KeySet([_KEY])


class World:
    """
    Args:
        home: where its databases are, at the newest revision.
        bus: a name that no other world has.
        logged: where the lines of the log files go.
    """

    def __init__(self, home: Path, bus: str, chance: Chance, logged: list[str]) -> None:
        self.home, self.chance, self.logged, self.now = home, chance, logged, BEGAN
        self._open = ExitStack()
        self._tokens = Tokens(Signer(_KEY, WEB))
        self.engines = {name: open_database(f"sqlite:///{home}/{name}.db") for name in DATABASES}
        self.logs = {
            "observation": observation_log(self.engines["observation"], self.clock),
            "counselling": counselling_log(self.engines["counselling"], self.clock),
            "followup": followup_log(self.engines["followup"], self.clock),
        }
        self.apps: dict[str, Any] = {"observation": self._observation()}
        written = self._client("observation")
        signer = Signer(_KEY, "followup")
        keys = HttpKeys(written, "http://observation", signer, self.seconds)
        found = self.engines["followup"], self.logs["followup"]
        read_model = FollowupHouse(
            *found, keys, ChannelSeal(bytes(32)), self.clock, self.seconds, "https://floorwalk.example"
        )
        self.apps["followup"] = create_followup(read_model, Verifier(lambda: _KEYS, "followup"))
        self.apps["web"] = self._web(written, self._client("followup"))
        self._loops(Bus(f"memory://{bus}"), HttpFeed(written, "http://observation", signer))
        self._phones: dict[str, Phone] = {}
        self.heard: list[bytes] = []

    def clock(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def ask(self, who: str, audience: Audience, method: str, path: str, body: Any = None) -> TestResponse:
        """In the name of a person, or of a service, to one of the services; nobody is ``""``."""
        headers = {}
        if who:
            token = self._tokens.token(Caller(who, frozenset(ROLES.get(who, ()))), audience)
            headers["Authorization"] = f"Bearer {token}"
        with self.apps[audience].test_client() as client:
            return client.open(path, method=method, json=body, headers=headers)

    def sign_in(self, who: str) -> None:
        self._phones[who] = phone = Phone(self.apps["web"])
        answer = phone.send("/signin", email=address(who), password=PASSWORD)
        assert answer.status_code == 303, who

    def phone(self, who: str) -> Phone:
        """The phone of somebody who has signed in; nobody's is new each time."""
        return self._phones[who] if who else Phone(self.apps["web"])

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)

    def settle(self) -> None:
        """Have everything that runs by itself come to rest."""
        while self._relay.relay_once():
            pass
        self.heard += [delivery.body for delivery in self._take()]
        while self._consumer.consume_once() or self._watch.watch_once(self.now):
            pass

    def close(self) -> None:
        for log in self.logs.values():
            log.close()
        self._open.close()
        for engine in self.engines.values():
            engine.dispose()

    def _observation(self) -> Any:
        keyring = Keyring(self.engines["keyring"], bytes(32), self.seconds)
        apart = Counselling(self.engines["counselling"], self.logs["counselling"])
        engine, log = self.engines["observation"], self.logs["observation"]
        house = House(engine, log, keyring, self.clock, self.chance.new_id, apart)
        return create_observation(house, Verifier(lambda: _KEYS, "observation"), lambda: {"log": state_of(log.head)})

    def _web(self, observation: httpx.Client, followup: httpx.Client) -> Any:
        store = Accounts(self.engines["web"], self.seconds, CHEAP, self.chance.new_id)
        store.add_demo_accounts(accounts(), PASSWORD)
        app = create_web(
            accounts=store,
            observation=observation,
            followup=followup,
            signer=Signer(_KEY, WEB),
            jwks={"keys": []},
            clock=self.clock,
            public_origin="http://localhost:8000",
            new_id=self.chance.new_id,
        )
        app.jinja_env.bytecode_cache = COMPILED
        return app

    def _loops(self, bus: Bus, feed: HttpFeed) -> None:
        engine, log = self.engines["observation"], self.logs["observation"]
        publisher, ear = bus.publisher(), bus.subscription("ear", ("#",))
        arrivals = bus.subscription(FOLLOWUP_QUEUE, FOLLOWUP_KEYS)
        for part in (publisher, ear, arrivals):
            self._open.callback(part.close)
        self._ear = ear
        self._take()
        arrivals.receive(1, 0.0)
        self._relay = Relay(log, engine, publisher, "bus", "the one", self.seconds)
        self._consumer = Consumer(self.engines["followup"], arrivals, feed, self.seconds, silence=0.0)
        self._watch = Watch(self.engines["followup"], self.logs["followup"], self.seconds)

    def _take(self) -> list[Any]:
        taken = []
        while arrived := self._ear.receive(500, 0.0):
            taken += arrived
            for delivery in arrived:
                delivery.ack()
        return taken

    def _client(self, name: str) -> httpx.Client:
        transport = httpx.WSGITransport(app=self.apps[name])
        client = httpx.Client(transport=transport, base_url=f"http://{name}")
        self._open.callback(client.close)
        return client


def empty(home: Path) -> Path:
    """Give a home databases at the newest revision."""
    migrate_all(settings_from({"FLOORWALK_HOME": str(home)}))
    return home


def furnish(template: Path, home: Path) -> Path:
    """A home with empty databases at the newest revision."""
    return Path(shutil.copytree(template, home))
