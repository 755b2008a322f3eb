"""The roles of people, read where the write side keeps them, for tokens that are made by hand."""

from __future__ import annotations

from floorwalk.database_trouble import naming
from floorwalk.schemas import database_exists
from floorwalk.settings import Settings
from services.eventlog.database import open_database, reading
from services.observation.directory import people


class PersonUnknown(Exception):
    """Nobody of this id was ever loaded."""


def roles_of(settings: Settings, person_id: str) -> frozenset[str]:
    """The roles a person has now.

    Raises:
        PersonUnknown: there is no such person, or no database yet.
        DatabaseTrouble: it cannot be asked.
    """
    if not database_exists(settings.observation_db):
        raise PersonUnknown(person_id)
    engine = open_database(settings.observation_db)
    try:
        with naming("observation", settings.observation_db), reading(engine) as connection:
            person = people.person(connection, person_id)
    finally:
        engine.dispose()
    if person is None:
        raise PersonUnknown(person_id)
    return person.roles
