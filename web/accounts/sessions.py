"""Who is signed in on which device. The token is in the cookie, its hash is here (`trust.md`, login)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Update, and_, delete, insert, or_, select, update

from contracts.instants import from_micros
from web.accounts.moments import DAY, HOUR, MINUTE, Now, stamp
from web.accounts.records import Account, account_of, joined
from web.accounts.tables import accounts, sessions

LONG_LIVED = (12 * HOUR, 30 * DAY)
SHORT_LIVED = (30 * MINUTE, 12 * HOUR)
"""Idle and absolute limits: for a person's own phone, and for who can see or change more than a team."""

SHORT_LIVED_ROLES = frozenset({"ops", "counsellor", "admin"})
_SEEN_EVERY = MINUTE
_LINGERS = MINUTE // 2


@dataclass(frozen=True, slots=True)
class Session:
    """``roles`` are those of the account when the session's token was made; it began when the password was given."""

    id: str
    account: Account
    roles: frozenset[str]
    began_at: datetime

    @property
    def roles_changed(self) -> bool:
        return self.roles != self.account.roles


@dataclass(frozen=True, slots=True)
class Device:
    """One line of the list of a person's sessions."""

    id: str
    name: str
    began_at: datetime
    seen_at: datetime


class Sessions:
    def __init__(self, engine: Engine, now: Now, new_id: Callable[[], str]) -> None:
        self._engine = engine
        self._now = now
        self._new_id = new_id

    def open(self, account: Account, device: str, instead_of: str | None = None) -> str:
        """A new session and its token; the session of the token before it ends."""
        token, now = _new_token(), stamp(self._now)
        idle, whole = limits(account.roles)
        with self._engine.begin() as connection:
            _end(connection, sessions.c.token_hash == _hash(instead_of or token))
            connection.execute(
                insert(sessions).values(
                    token_hash=_hash(token),
                    id=self._new_id(),
                    person_id=account.person_id,
                    roles=" ".join(sorted(account.roles)),
                    device=device[:200],
                    began_at=now,
                    seen_at=now,
                    idle_until=now + idle,
                    ends_at=now + whole,
                )
            )
        return token

    def find(self, token: str) -> Session | None:
        """The live session of a token; being asked for keeps it from going idle."""
        key, now = _hash(token), stamp(self._now)
        with self._engine.begin() as connection:
            connection.execute(_seen(key, now))
            row = connection.execute(
                select(sessions.c.id, sessions.c.began_at, sessions.c.roles.label("session_roles"), *joined)
                .join_from(sessions, accounts, sessions.c.person_id == accounts.c.person_id)
                .where(_of_token(key, now), sessions.c.idle_until > now, sessions.c.ends_at > now)
            ).one_or_none()
        return _session(row) if row else None

    def rotate(self, token: str) -> str | None:
        """A new token for the same session with the account's present roles; None when it was rotated or ended already.

        The absolute limit is that of the roles now, counted from when the session began. The token before is taken
        for half a minute longer: a page's other requests are under way with it.
        """
        fresh, before, now = _new_token(), _hash(token), stamp(self._now)
        with self._engine.begin() as connection:
            changed = connection.execute(
                update(sessions)
                .where(sessions.c.token_hash == before)
                .values(token_hash=_hash(fresh), before_hash=before, before_until=now + _LINGERS)
            ).rowcount
            if not changed:
                return None
            row = connection.execute(
                select(accounts.c.roles, sessions.c.began_at)
                .join_from(sessions, accounts, sessions.c.person_id == accounts.c.person_id)
                .where(sessions.c.token_hash == _hash(fresh))
            ).one()
            idle, whole = limits(frozenset(row.roles.split()))
            connection.execute(
                update(sessions)
                .where(sessions.c.token_hash == _hash(fresh))
                .values(roles=row.roles, idle_until=now + idle, ends_at=row.began_at + whole)
            )
        return fresh

    def devices(self, person_id: str) -> list[Device]:
        """The person's live sessions, the last seen first."""
        now = stamp(self._now)
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(sessions.c.id, sessions.c.device, sessions.c.began_at, sessions.c.seen_at)
                .where(sessions.c.person_id == person_id, sessions.c.idle_until > now, sessions.c.ends_at > now)
                .order_by(sessions.c.seen_at.desc())
            ).all()
        return [Device(row.id, row.device, from_micros(row.began_at), from_micros(row.seen_at)) for row in rows]

    def end(self, token: str) -> None:
        """Sign out here."""
        with self._engine.begin() as connection:
            _end(connection, _of_token(_hash(token), stamp(self._now)))

    def revoke(self, person_id: str, session_id: str) -> bool:
        """End one of the person's own sessions; False where there is none of that id."""
        with self._engine.begin() as connection:
            return _end(connection, sessions.c.person_id == person_id, sessions.c.id == session_id) > 0

    def revoke_all(self, person_id: str) -> None:
        with self._engine.begin() as connection:
            _end(connection, sessions.c.person_id == person_id)

    def forget_old(self) -> None:
        """Take away the sessions that are over."""
        now = stamp(self._now)
        with self._engine.begin() as connection:
            _end(connection, or_(sessions.c.idle_until <= now, sessions.c.ends_at <= now))


def limits(roles: Collection[str]) -> tuple[int, int]:
    """Idle and absolute limit in microseconds."""
    return SHORT_LIVED if SHORT_LIVED_ROLES & set(roles) else LONG_LIVED


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _hash(token: str) -> bytes:
    # The token has 256 random bits: a plain hash cannot be searched backwards.
    return hashlib.sha256(token.encode()).digest()


def _of_token(key: bytes, now: int) -> ColumnElement[bool]:
    """The session whose token it is, or was until a moment ago."""
    return or_(sessions.c.token_hash == key, and_(sessions.c.before_hash == key, sessions.c.before_until > now))


def _seen(key: bytes, now: int) -> Update:
    """Push the idle limit out, at most once a minute so that reading a page seldom writes."""
    return (
        update(sessions)
        .where(_of_token(key, now), sessions.c.seen_at < now - _SEEN_EVERY, sessions.c.idle_until > now)
        .values(idle_until=sessions.c.idle_until + (now - sessions.c.seen_at), seen_at=now)
    )


def _end(connection: Connection, *which: Any) -> int:
    return connection.execute(delete(sessions).where(*which)).rowcount


def _session(row: Row[*tuple[Any, ...]]) -> Session:
    return Session(row.id, account_of(row), frozenset(row.session_roles.split()), from_micros(row.began_at))
