"""Who there is: two teams, who supervises them, those who may know of referrals and those who may not."""

from __future__ import annotations

from tests.observation.floor import ADMIN, AMARA, BEN, GITA, HARBOUR, HUGO, INES, MAEVE, MESA, OPS, RAY, SOFIA
from web.accounts import Person

PEOPLE: dict[str, tuple[str, str, str | None]] = {
    INES: ("Ines Carvalho", "supervisor", HARBOUR),
    RAY: ("Ray Delgado", "supervisor", MESA),
    MAEVE: ("Maeve Brennan", "supervisor", None),
    AMARA: ("Amara Okafor", "rep", HARBOUR),
    BEN: ("Ben Sutcliffe", "rep", HARBOUR),
    GITA: ("Gita Sharma", "rep", MESA),
    OPS: ("Dana Whitlock", "ops", None),
    ADMIN: ("Ada Min", "admin", None),
    SOFIA: ("Sofia Marin", "counsellor", None),
    HUGO: ("Hugo Lind", "counsellor", None),
}
"""Name, role and team by id."""

ROLES = {person_id: [role] for person_id, (_name, role, _team) in PEOPLE.items()} | {"svc:load": ["admin"]}

CONCERNED = (INES, AMARA, SOFIA, HUGO)
"""Ines sends referrals of Amara, who sends one too; the counsellors read them."""


def address(person_id: str) -> str:
    return f"{PEOPLE[person_id][0].lower().replace(' ', '.')}@example.com"


def accounts() -> list[Person]:
    return [
        Person(person_id, name, address(person_id), frozenset({role}), team)
        for person_id, (name, role, team) in PEOPLE.items()
    ]
