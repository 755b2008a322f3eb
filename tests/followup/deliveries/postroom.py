"""A desk with senders and channels: what is late on a floor becomes messages at real receivers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from typing import Any

from sqlalchemy import Row, select

from services.eventlog.database import reading, writing
from services.followup.channels.email.smtp import SmtpServer
from services.followup.channels.kinds import Means
from services.followup.channels.register import Registered, channel, put
from services.followup.channels.web_push.vapid import Vapid
from services.followup.channels.webhook.guard import GuardedNetwork
from services.followup.deliveries.sending import Post, Sender
from services.followup.tables.deliveries import deliveries
from tests.followup.cast import named
from tests.followup.channels.receivers import Letterbox, PostOffice
from tests.followup.desk import Desk

SECRET = "whsec_" + "c2VjcmV0" * 6


class Postroom:
    """``sender`` is one of as many as a test wants."""

    def __init__(self, desk: Desk, office: PostOffice, box: Letterbox) -> None:
        self.desk = desk
        self.box = box
        self.seal = desk.seal
        means = Means(
            smtp=SmtpServer("smtp", "127.0.0.1", office.port),
            sender=Address("Floorwalk", addr_spec="floorwalk@company.example"),
            network=GuardedNetwork(["127.0.0.1"]),
            vapid=Vapid(desk.seal),
            now=lambda: datetime.now(UTC),
            timeout=30,
        )
        self.post = Post("https://floorwalk.example", self.seal, desk.keys, means)
        self.sender = self.open_sender("one")

    def open_sender(self, holder: str) -> Sender:
        return Sender(self.desk.engine, self.desk.log, self.post, holder, self.desk.system, lambda: 0.0)

    def mail(self, *to: str, levels: Iterable[int] = (0, 1, 2, 3), name: str = "mail") -> str:
        return self._put(name, "email", {"to": list(to)} if to else {}, levels)

    def hook(self, levels: Iterable[int] = (1, 2, 3), teams: Iterable[str] = (), name: str = "hook") -> str:
        return self._put(name, "webhook", {"url": self.box.url, "secrets": [SECRET]}, levels, teams)

    def phones(self, levels: Iterable[int] = (0, 1, 2, 3), name: str = "phones") -> str:
        return self._put(name, "web_push", {}, levels)

    def deliver(self, now: datetime | None = None, *, sender: Sender | None = None) -> None:
        """Send until there is nothing to do at ``now``."""
        while (sender or self.sender).deliver_once(now or self.desk.now):
            pass

    def look_and_deliver(self, now: datetime) -> None:
        self.desk.look(now)
        self.deliver(now)

    def rows(self) -> list[Row[Any]]:
        query = select(deliveries).order_by(deliveries.c.made_at, deliveries.c.level, deliveries.c.receiver)
        with reading(self.desk.engine) as connection:
            return list(connection.execute(query).all())

    def states(self) -> list[str]:
        return [row.state for row in self.rows()]

    def channel(self, name: str) -> Registered:
        with reading(self.desk.engine) as connection:
            found = channel(connection, named(name))
        assert found is not None
        return found

    def _put(
        self, name: str, kind: str, settings: dict[str, Any], levels: Iterable[int], teams: Iterable[str] = ()
    ) -> str:
        wanted = Registered(
            id=named(name),
            kind=kind,
            label=name,
            language="en",
            levels=frozenset(levels),
            team_ids=frozenset(named(team) for team in teams),
            settings=self.seal.seal(named(name), settings),
            is_on=True,
        )
        with writing(self.desk.engine) as connection:
            put(connection, wanted, channel(connection, wanted.id))
        return wanted.id


def hours(count: float) -> timedelta:
    return timedelta(hours=count)
