"""Accounts: signing in, setting a password with a code, following what becomes of the person."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from uuid_utils.compat import uuid7

from contracts.instants import from_micros
from web.accounts.codes import Codes
from web.accounts.entries import Entries
from web.accounts.moments import MINUTE, Now, stamp
from web.accounts.passwords import Passwords
from web.accounts.records import Account, Person, account_of, columns_of, fold, joined
from web.accounts.sessions import Sessions
from web.accounts.tables import accounts, codes, sessions
from web.accounts.throttle import Rate, Throttle

PER_ACCOUNT = Rate(burst=10, seconds=15)
PER_ADDRESS = Rate(burst=100, seconds=2)
"""A whole floor signs in behind one address in the morning; one account is one person's to mistype."""

CHECK_EVERY = MINUTE


class AddressTaken(Exception):
    """Another account signs in with this e-mail address."""


class Accounts:
    """The web's own store.

    Args:
        engine: the web database; its tables exist (`create_tables`).
        now: system time in seconds.
        passwords: hashes and checks; cheaper in tests.
        new_id: makes the ids of sessions.
    """

    def __init__(
        self,
        engine: Engine,
        now: Now = time.time,
        passwords: Passwords | None = None,
        new_id: Callable[[], str] = lambda: str(uuid7()),
    ) -> None:
        self._engine = engine
        self._now = now
        self.passwords = passwords or Passwords()
        self.sessions = Sessions(engine, now, new_id)
        self.codes = Codes(engine, now)
        self.throttle = Throttle(engine, now)
        self.entries = Entries(engine, now)

    def check_password(self, email: str, password: str, address: str) -> Account | int | None:
        """The account that the password opens; None when it opens none; or how many seconds to wait before a try."""
        wanted = f"account {fold(email)}"
        if wait := self.throttle.take(f"address {address}", PER_ADDRESS) or self.throttle.take(wanted, PER_ACCOUNT):
            return wait
        with self._engine.connect() as connection:
            row = connection.execute(
                select(*joined, accounts.c.password_hash).where(accounts.c.email == fold(email))
            ).one_or_none()
        if not self.passwords.verify(row.password_hash if row else None, password) or row is None:
            return None
        self.throttle.give_back(wanted, PER_ACCOUNT)
        return account_of(row)

    def account(self, person_id: str) -> Account | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(*joined).where(accounts.c.person_id == person_id)).one_or_none()
        return account_of(row) if row else None

    def have_account(self) -> frozenset[str]:
        """The ids of all people who can sign in."""
        with self._engine.connect() as connection:
            return frozenset(connection.execute(select(accounts.c.person_id)).scalars())

    def enrol(self, code: str, person: Person, password: str) -> Account | None:
        """Set the password with a one-time code; every session of the person ends. None when the code is not good.

        Raises:
            AddressTaken: another account has the person's e-mail address.
        """
        hashed = self.passwords.hash(password)
        try:
            with self._engine.begin() as connection:
                if not self.codes.use(connection, code, person.id):
                    return None
                connection.execute(delete(sessions).where(sessions.c.person_id == person.id))
                self._put(connection, person, hashed)
        except IntegrityError as err:
            raise AddressTaken from err
        return self.account(person.id)

    def add_demo_accounts(self, people: Iterable[Person], password: str) -> int:
        """Give everybody with an e-mail address an account that this password opens; who has one keeps it.

        Answers how many are new. For the demonstration only: it asks for no code.
        """
        hashed, had = self.passwords.hash(password), self.have_account()
        fresh = [person for person in people if person.email and person.id not in had]
        with self._engine.begin() as connection:
            for person in fresh:
                self._put(connection, person, hashed)
        return len(fresh)

    def claim_check(self, person_id: str) -> bool:
        """Whether it is this caller's turn to read the person again; at most one in a minute is told so."""
        now = stamp(self._now)
        turn = (accounts.c.person_id == person_id, accounts.c.checked_at <= now - CHECK_EVERY)
        with self._engine.begin() as connection:
            return connection.execute(update(accounts).where(*turn).values(checked_at=now)).rowcount > 0

    def follow(self, person: Person) -> None:
        """The person was read again: name, roles, team and address follow, the address unless another has it."""
        columns = columns_of(person)
        try:
            self._update(person.id, columns)
        except IntegrityError:
            del columns["email"]
            self._update(person.id, columns)

    def close(self, person_id: str) -> None:
        """The person has left or was erased: account, sessions and code go."""
        with self._engine.begin() as connection:
            for table in (sessions, codes, accounts):
                connection.execute(delete(table).where(table.c.person_id == person_id))

    def present(self) -> datetime:
        """System time, by which sessions are counted."""
        return from_micros(stamp(self._now))

    def trouble(self) -> str | None:
        """What keeps the database from answering, or None."""
        try:
            with self._engine.connect() as connection:
                connection.execute(select(accounts.c.person_id).limit(1)).all()
        except SQLAlchemyError as err:
            return type(err).__name__
        return None

    def forget_old(self, at: datetime) -> None:
        """Take away what is over. ``at`` is domain time."""
        self.sessions.forget_old()
        self.codes.forget_old()
        self.throttle.forget_old()
        self.entries.forget_old(at)

    def _update(self, person_id: str, columns: dict[str, str | None]) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(accounts).where(accounts.c.person_id == person_id).values(**columns))

    def _put(self, connection: Connection, person: Person, password_hash: str) -> None:
        columns = {**columns_of(person), "password_hash": password_hash, "checked_at": stamp(self._now)}
        mine = accounts.c.person_id == person.id
        if not connection.execute(update(accounts).where(mine).values(**columns)).rowcount:
            connection.execute(insert(accounts).values(person_id=person.id, **columns))
