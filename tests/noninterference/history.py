"""What happens on the floor, step by step, and the referrals that may come between two steps.

A step has a name, which its ids and its chance depend on; a step that is left away changes nothing of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contracts.tokens import Audience
from tests.noninterference.people import PEOPLE, address
from tests.noninterference.world import World
from tests.observation.floor import (
    ADMIN,
    AMARA,
    BEN,
    GITA,
    HARBOUR,
    HUGO,
    INES,
    INTERRUPTED,
    MAEVE,
    MESA,
    OPS,
    RAY,
    SOFIA,
    named_id,
)
from tests.web.cast import PASSWORD

Step = Callable[[World], None]

WALK, NOTE, REPLY, PROMISE = (named_id(name) for name in ("a walk", "a note", "a reply", "a promise"))


@dataclass(frozen=True, slots=True)
class Put:
    """A write of the public API, refused or not."""

    who: str
    path: str
    body: dict[str, Any]
    audience: Audience = "observation"

    def __call__(self, world: World) -> None:
        world.ask(self.who, self.audience, "PUT", self.path, self.body)


@dataclass(frozen=True, slots=True)
class Look:
    """A page that somebody opens on the phone."""

    who: str
    path: str

    def __call__(self, world: World) -> None:
        world.phone(self.who).open(self.path)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Of one of them, on a phone of the own."""

    who: str

    def __call__(self, world: World) -> None:
        world.sign_in(self.who)


@dataclass(frozen=True, slots=True)
class Later:
    """Time goes by, and everybody signs in again: counsellors too, whether anything waits for them or not."""

    hours: float

    def __call__(self, world: World) -> None:
        world.pass_time(hours=self.hours)
        for who in PEOPLE:
            world.sign_in(who)


def settled() -> list[Step]:
    """The floor as it is before anything happens."""
    week = {"working_days": [1, 2, 3, 4, 5]}
    harbour = {"name": "Harbour", "site": "Leeds", "timezone": "Europe/London", "manager_id": MAEVE, **week}
    mesa = {"name": "Mesa", "site": "Phoenix", "timezone": "America/Phoenix", **week}
    behaviour = {"label": "Interrupted the customer", "dimension": "habit", "kind": "correction"}
    people = [
        Put("svc:load", f"/v1/people/{who}", {"name": name, "email": address(who), "roles": [role], **_in(team)})
        for who, (name, role, team) in PEOPLE.items()
    ]
    return [
        Put("svc:load", f"/v1/teams/{HARBOUR}", harbour),
        Put("svc:load", f"/v1/teams/{MESA}", mesa),
        *people,
        Put("svc:load", f"/v1/behaviours/{INTERRUPTED}", behaviour),
        Later(0),
    ]


def _in(team: str | None) -> dict[str, str]:
    return {"team_id": team} if team else {}


def week() -> list[Step]:
    """Notes and answers, a promise that falls overdue and is looked at, a session, a signal, pages, a departure."""
    note = {"rep_id": AMARA, "kind": "correction", "quote": "Hang on", "behaviour_id": INTERRUPTED}
    promise = {"rep_id": AMARA, "practice": "Let them finish", "due_on": "2026-11-18", "observation_id": NOTE}
    session = {"rep_ids": [BEN], "starts_at": "2026-11-19T10:00:00Z", "minutes": 30}
    return [
        Put(INES, f"/v1/walks/{WALK}", {"started_at": "2026-11-16T09:00:00Z"}),
        Put(INES, f"/v1/observations/{NOTE}", {**note, "walk_id": WALK, "share": "now"}),
        Put(AMARA, f"/v1/observations/{NOTE}/acknowledgement", {}),
        Put(AMARA, f"/v1/observations/{NOTE}/replies/{REPLY}", {"text": "They were shouting."}),
        Look(AMARA, "/me"),
        Put(INES, f"/v1/commitments/{PROMISE}", promise),
        Put(AMARA, f"/v1/commitments/{PROMISE}/confirmation", {"via": "own_device"}),
        Put(RAY, f"/v1/observations/{named_id('of gita')}", {"rep_id": GITA, "kind": "praise", "note": "Named it"}),
        Look(INES, f"/walk/{AMARA}"),
        Later(3),
        Put(INES, f"/v1/sessions/{named_id('a session')}", session),
        Put(BEN, f"/v1/observations/{NOTE}/replies/{named_id('not his')}", {"text": "x"}),
        Put("svc:load", f"/v1/signals/{named_id('a signal')}", {**_SIGNAL, "occurred_at": "2026-11-16T12:00:00Z"}),
        Later(24),
        Put(INES, f"/v1/observations/{named_id('a second note')}", {"rep_id": BEN, "kind": "praise", "quote": "Well"}),
        Put(
            ADMIN,
            f"/v1/people/{AMARA}/absences/{named_id('a day off')}",
            {"from_on": "2026-12-01", "to_on": "2026-12-02"},
        ),
        Look(INES, "/walk"),
        Look(OPS, "/ops/alerts"),
        Later(48),
        Put(AMARA, f"/v1/commitments/{PROMISE}/practice_reports/{named_id('a report')}", {"text": "On four calls"}),
        Look(MAEVE, "/walk"),
        Later(24),
        Put(INES, f"/v1/commitments/{PROMISE}/revisits/{named_id('a look')}", {"outcome": "saw_it"}),
        Put(INES, f"/v1/walks/{WALK}/end", {"ended_at": "2026-11-20T12:00:00Z"}),
        Put("svc:load", f"/v1/people/{GITA}/departure", {"left_on": "2026-11-20"}),
    ]


_SIGNAL = {"rep_id": AMARA, "name": "csat", "value": 4.5}


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral on its way: ``reaches`` is how far it gets, of everything that can happen with one."""

    name: str
    by_rep: bool
    reaches: int

    def __call__(self, world: World) -> None:
        for deed in self._deeds(named_id(self.name))[: self.reaches]:
            deed(world)

    def _deeds(self, referral_id: str) -> list[Step]:
        path, sender = f"/v1/referrals/{referral_id}", AMARA if self.by_rep else INES
        return [
            Put(sender, path, {"rep_id": AMARA, "reason": "Late, and hard at home"}),
            Put(sender, path, {"rep_id": AMARA, "reason": "Late, and hard at home"}),
            Put(sender, path, {"rep_id": AMARA, "reason": "Another reason"}),
            lambda world: self._through_the_door(world, sender),
            Put(BEN, f"{path}/taking", {}),
            Put(OPS, f"{path}/taking", {}),
            Put(SOFIA, f"{path}/closure", {}),
            _inbox,
            Put(SOFIA, f"{path}/taking", {}),
            Put(HUGO, f"{path}/taking", {}),
            Look(AMARA, "/referrals"),
            Put(HUGO, f"{path}/closure", {"text": "Other shifts until January"}),
            lambda world: (
                [world.ask(who, "observation", "GET", "/v1/referrals") for who in (INES, AMARA, SOFIA)] and None
            ),
        ]

    def _through_the_door(self, world: World, sender: str) -> None:
        phone = world.phone(sender)
        phone.open("/referrals/new" if self.by_rep else f"/referrals/new?rep={AMARA}")
        if "<textarea" in phone.page:
            phone.submit("/referrals/new", reason="Through the door")


def _inbox(world: World) -> None:
    """A counsellor reads, giving the password again where it was long ago."""
    phone = world.phone(SOFIA)
    phone.open("/referrals")
    if phone.here == "/signin/again":
        phone.submit("/signin/again", password=PASSWORD)
    phone.open("/referrals/closed")


def _lists(world: World) -> None:
    for who in (INES, AMARA, SOFIA):
        world.ask(who, "observation", "GET", "/v1/referrals")
