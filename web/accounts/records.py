"""An account: the part of a person that the web keeps, so that the person can sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from web.accounts.tables import accounts


@dataclass(frozen=True, slots=True)
class Person:
    """What the observation service knows of a person, as far as the web needs it."""

    id: str
    name: str
    email: str | None
    roles: frozenset[str]
    team_id: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    person_id: str
    email: str
    name: str
    roles: frozenset[str]
    team_id: str | None

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name


joined = (accounts.c.person_id, accounts.c.email, accounts.c.name, accounts.c.roles, accounts.c.team_id)
"""The columns an account is read from."""


def account_of(row: Row[*tuple[Any, ...]]) -> Account:
    return Account(row.person_id, row.email, row.name, frozenset(row.roles.split()), row.team_id)


def columns_of(person: Person) -> dict[str, Any]:
    """What of the account follows the person. The address is compared without regard to case."""
    return {
        "name": person.name,
        "roles": " ".join(sorted(person.roles)),
        "team_id": person.team_id,
        "email": fold(person.email or person.id),
    }


def fold(email: str) -> str:
    return email.strip().casefold()
