"""To whom a channel sends, as it is kept: never an address, which is personal or secret."""

from __future__ import annotations

from hashlib import sha256

CHANNEL = "channel"
"""Whoever listens to the channel; it has one receiver."""

_PERSON, _ADDRESS, _PHONE = "person:", "address:", "phone:"


def person(person_id: str) -> str:
    return _PERSON + person_id


def address(of: str) -> str:
    """One of the addresses that the channel was told."""
    return _ADDRESS + sha256(of.encode()).hexdigest()


def person_of(receiver: str) -> str | None:
    return receiver.removeprefix(_PERSON) if receiver.startswith(_PERSON) else None


def address_among(receiver: str, addresses: list[str]) -> str | None:
    """Which of them it is; None when the channel does not have it any more."""
    return next((one for one in addresses if address(one) == receiver), None)


def phone(subscription_id: str) -> str:
    """One of the browsers that a person wants to be told on."""
    return _PHONE + subscription_id


def phone_of(receiver: str) -> str | None:
    return receiver.removeprefix(_PHONE) if receiver.startswith(_PHONE) else None
