"""The sender: takes a message, has its channel send it, records what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import random

from sqlalchemy import Connection, Engine

from services.eventlog.database import reading, writing
from services.eventlog.log import EventLog
from services.followup.channels.kinds import KINDS, Means, NoMeans
from services.followup.channels.message import Message
from services.followup.channels.outcomes import Later, Outcome, Refused
from services.followup.channels.sealing import ChannelSeal, NotOurs
from services.followup.channels.web_push.subscriptions import subscription
from services.followup.deliveries import receivers, recording
from services.followup.deliveries.leasing import Leased, is_anything_due, lease, reap
from services.followup.deliveries.planning import Planner
from services.followup.deliveries.writing import notices
from services.followup.keys import Keys, KeysUnavailable
from services.followup.letters import Letters
from services.followup.readmodel import generations
from services.followup.readmodel.people import person

REAPED_EVERY = 10.0

NOT_OPENED = "what the channel was told cannot be opened with this key"
NO_PHONE = "the phone does not want to be told any more"


@dataclass(frozen=True, slots=True)
class Post:
    """What messages are made and sent with.

    Args:
        origin: where people reach the product; links lead there.
        seal: opens what channels were told.
        keys: open the boxes that people's addresses are in.
    """

    origin: str
    seal: ChannelSeal
    keys: Keys
    means: Means


class Sender:
    """One of any number.

    Args:
        engine: the database of the read model; what is committed must be durable.
        log: the service's own.
        holder: names this sender; no two that run may share it.
        system: system time in seconds.
        chance: from 0 to 1.
    """

    def __init__(
        self,
        engine: Engine,
        log: EventLog,
        post: Post,
        holder: str,
        system: Callable[[], float] = time.time,
        chance: Callable[[], float] = random,
    ) -> None:
        self._engine = engine
        self._log = log
        self._post = post
        self._holder = holder
        self._system = system
        self._chance = chance
        self._planner = Planner(engine, log, post.seal)
        self._reaped = float("-inf")

    def deliver_once(self, now: datetime) -> bool:
        """Plan what is new, or else send one message. False when there is nothing to do at ``now`` (domain time).

        However slow a receiver is, what is to be told is planned, and seen to wait, before anybody is waited for.
        """
        if self._planner.plan_once(now):
            return True
        taken = self._lease(now)
        if isinstance(taken, bool):
            return taken
        outcome = self._send(taken)
        recording.record(self._engine, self._log, taken, outcome, now, self._chance())
        return True

    def _lease(self, now: datetime) -> Leased | bool:
        now_system = self._system()
        if now_system - self._reaped > REAPED_EVERY:
            with writing(self._engine) as connection:
                reap(connection, now, now_system)
            self._reaped = now_system
        with reading(self._engine) as connection:
            if not is_anything_due(connection, now):
                return False
        with writing(self._engine) as connection:
            return lease(connection, now, now_system, self._holder)

    def _send(self, taken: Leased) -> Outcome:
        kind = KINDS[taken.channel.kind]
        try:
            settings = self._post.seal.open(taken.channel.id, taken.channel.settings)
            channel = kind.connect(settings, taken.channel.language, self._post.means)
        except NotOurs:
            return Refused(NOT_OPENED)
        except NoMeans as err:
            return Later(str(err))
        with reading(self._engine) as connection:
            to = self._address(connection, taken, settings.get("to", []))
            message = self._message(connection, taken)
        return to if isinstance(to, Later | Refused) else channel.send(message, to)

    def _address(self, connection: Connection, taken: Leased, addresses: list[str]) -> str | Later | Refused | None:
        if taken.receiver == receivers.CHANNEL:
            return None
        if phone_id := receivers.phone_of(taken.receiver):
            return self._phone(connection, phone_id)
        person_id = receivers.person_of(taken.receiver)
        if person_id is None:
            among = receivers.address_among(taken.receiver, addresses)
            return among or Refused("the channel does not have this address any more")
        try:
            return self._address_of(connection, person_id) or Refused("the person has no e-mail address")
        except KeysUnavailable:
            return Later("the person's address cannot be opened now")

    def _phone(self, connection: Connection, phone_id: str) -> str | Refused:
        found = subscription(connection, phone_id)
        try:
            return str(self._post.seal.open(phone_id, found.box)["as_json"]) if found else Refused(NO_PHONE)
        except NotOurs:
            return Refused(NOT_OPENED)

    def _address_of(self, connection: Connection, person_id: str) -> str | None:
        known = person(connection, generations.live(connection), person_id)
        if known is None or known.box is None:
            return None
        letter = Letters(self._post.keys, [known.box]).of(known.box)
        if letter.state == "not_available":
            raise KeysUnavailable(person_id)
        return letter.get("email")

    def _message(self, connection: Connection, taken: Leased) -> Message:
        made_at = min(part.row.made_at for part in taken.parts)
        return Message(
            id=taken.message_id,
            made_at=datetime.fromtimestamp(made_at / 1_000_000, UTC),
            home=f"{self._post.origin}/",
            notices=notices(connection, taken.parts, self._post.origin),
        )
