"""People with their names opened, and what an e-mail address looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from marshmallow import ValidationError

from contracts.sealing import unseal
from services.observation.directory.people import Person
from services.observation.house import House

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def email_shaped(text: str) -> None:
    if not _EMAIL.fullmatch(text):
        raise ValidationError("Not an e-mail address.")


def named(house: House, people: Sequence[Person]) -> list[dict[str, Any]]:
    """What is told of people; the name of an erased person is null."""
    keys = house.keyring.keys([person.id for person in people]) if people else {}
    return [_told(person, _names(person, keys[person.id])) for person in people]


def _names(person: Person, key: Any) -> dict[str, str]:
    return unseal(key.secret, person.event_id, person.event_type, person.box) if key else {}


def _told(person: Person, names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": names.get("name"),
        "email": names.get("email"),
        "roles": sorted(person.roles),
        "team_id": person.team_id,
        "also_team_ids": list(person.also_team_ids),
        "level": person.level,
        "joined_on": person.joined_on,
        "left_on": person.left_on,
    }
