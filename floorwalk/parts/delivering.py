"""The loop of the sender, which brings alerts to where they are to be heard of. Any number may send at once."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from contracts.clock import Clock
from floorwalk.parts.loops import Loop
from floorwalk.settings import Settings
from services.eventlog.log import EventLog
from services.followup.channels.kinds import Means
from services.followup.channels.sealing import ChannelSeal
from services.followup.channels.web_push.vapid import Vapid
from services.followup.channels.webhook.guard import GuardedNetwork
from services.followup.deliveries.sending import Post, Sender
from services.followup.keys import Keys

_LOOKS_EVERY = 5.0
"""Seconds; an alert that is raised in the same process, or told of by the database, wakes it at once."""

_PATIENCE_SECONDS = 10.0
"""How long a receiver may take for each step of an attempt."""


class Delivering:
    """
    Args:
        engine: the database of the read model; what is committed there must be on the disk.
        log: the follow-up service's own, in the same database.
        keys: open the boxes that people's addresses are in.
        holder: names this sender; no two that run may share it.
    """

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        log: EventLog,
        keys: Keys,
        channel_key: bytes,
        clock: Clock,
        holder: str,
    ) -> None:
        seal = ChannelSeal(channel_key)
        means = Means(
            smtp=settings.smtp,
            sender=settings.mail_from,
            network=GuardedNetwork(settings.private_hosts),
            vapid=Vapid(seal),
            now=lambda: datetime.now(UTC),
            timeout=_PATIENCE_SECONDS,
        )
        post = Post(settings.public_origin, seal, keys, means)
        sender = Sender(engine, log, post, holder)
        self.loop = Loop("deliver", lambda: sender.deliver_once(clock()), _LOOKS_EVERY)
        log.subscribe(self.loop.wake)
