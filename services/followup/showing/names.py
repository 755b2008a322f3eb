"""Names of people, opened for one answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.followup.letters import Letters
from services.followup.readmodel.people import Person


class Names:
    """What people are called. A name is None where its key is not to be had now, or the person is not known."""

    def __init__(self, people: Mapping[str, Person], letters: Letters) -> None:
        self._people = people
        self._letters = letters

    def of(self, person_id: str | None) -> str | None:
        person = self._people.get(person_id) if person_id else None
        return self._letters.of(person.box).name if person else None

    def by(self, person_id: str | None) -> dict[str, Any] | None:
        """Whoever did something."""
        return {"id": person_id, "name": self.of(person_id)} if person_id else None


def marks(*states: str) -> dict[str, bool]:
    """What is to be said of an item some of whose texts could not be opened."""
    return {state: True for state in ("not_available", "erased") if state in states}
