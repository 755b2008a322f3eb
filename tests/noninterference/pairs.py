"""Pairs of random histories that differ in nothing but referrals, as many as you like.

To live through a pair from the first day on takes a second. Two worlds that live on side by side have another pair with
each few steps: what has happened until then, with and without all the referrals until then. After each pair is
compared what went out, what lies in the databases, and what some of those who may not know are told at some addresses,
other ones each time; at the end of a floor what was counted.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.noninterference.course import Course
from tests.noninterference.history import Referral, SignIn, settled
from tests.noninterference.seen import (
    EVERYBODY,
    Seen,
    answered,
    figures,
    filled,
    given,
    is_open,
    may_tell_nothing,
    readable,
)
from tests.noninterference.twins import Twins, twins
from tests.noninterference.world import BEGAN, World
from tests.observation.floor import AMARA, INES, SOFIA, named_id

OF_A_FLOOR = 50
"""Pairs."""

WHOLE = 13
"""Everything that can happen with a referral."""

ASKED = {"observation": 3, "followup": 2, "web": 0.5}
"""At how many addresses of each app somebody asks after each pair; a half is after one of two."""

SIGNED_IN_FOR = 20 / 60
"""Hours, after which some are asked to sign in again."""

Difference = tuple[object, object]


class Floor:
    """One history of many pairs."""

    def __init__(self, both: Twins, name: str, chance: random.Random) -> None:
        self._both, self._name, self._chance = both, name, chance
        self._course = Course(chance, name, BEGAN)
        self._referrals: list[Referral] = []
        self._signed_in: dict[str, float] = {}
        self._pairs = self._steps = 0
        self._rules = {
            app: [rule for rule in readable(both.without.apps[app]) if rule.rule != "/openapi.json"] for app in ASKED
        }
        for step in settled():
            both.live(self._next("settled"), step)
        both.settle("settled")

    def next_pair(self) -> dict[str, Difference]:
        """Some more of both, and what can be told apart."""
        self._pairs += 1
        steps = self._chance.randint(1, 3)
        referred_after = self._chance.randrange(steps) if self._chance.random() < 0.7 or self._pairs == 1 else None
        if self._chance.random() < 0.25:
            self._pass_time(self._chance.choice((0.2, 1, 5, 16, 30)))
        for number in range(steps):
            self._both.live(self._next("step"), self._course.next_step())
            if number == referred_after:
                self._refer()
        before = self._head()
        self._both.settle(self._next("all"))
        return self._compared(self._looks(), before)

    def end(self) -> dict[str, Difference]:
        """What was counted in all."""
        return differences(*(figures(world) for world in self._both))

    def _refer(self) -> None:
        """Another referral, or one goes on, after everybody has signed in who may have to do with it, in both."""
        for who in (INES, AMARA, SOFIA):
            self._sign_in(who)
        if self._referrals and self._chance.random() < 0.3:
            known = self._chance.choice(self._referrals)
            referral = Referral(known.name, known.by_rep, self._chance.randint(known.reaches, WHOLE))
        else:
            by_rep, reaches = self._chance.random() < 0.5, self._chance.choice((1, 2, 3, 3, 7, WHOLE))
            referral = Referral(f"{self._name} referral {len(self._referrals)}", by_rep, reaches)
            self._referrals.append(referral)
        self._both.act(self._both.beside, self._next("beside"), referral)

    def _pass_time(self, hours: float) -> None:
        for world in self._both:
            world.pass_time(hours=hours)
        self._course.now = self._both.without.now

    def _sign_in(self, who: str) -> None:
        now = self._both.without.seconds()
        if self._signed_in.get(who, 0.0) < now - SIGNED_IN_FOR * 3600:
            self._signed_in[who] = now
            self._both.live(self._next("sign in"), SignIn(who))

    def _looks(self) -> list[tuple[str, str, str]]:
        """App, who and path."""
        return [self._look(app) for app, times in ASKED.items() for _ in range(int(self._pairs * times % 1 + times))]

    def _look(self, app: str) -> tuple[str, str, str]:
        rule = self._chance.choice(self._rules[app])
        ids = [*self._course.ids, *(named_id(each.name) for each in self._referrals)]
        path, who = filled(rule, self._chance.choice(ids)), self._chance.choice(EVERYBODY)
        if is_open(self._both.without.apps[app], rule) or not may_tell_nothing(who, path):
            who = ""
        if app == "web":
            who = "" if who.startswith("svc:") else who
            if who:
                self._sign_in(who)
        return app, who, path

    def _compared(self, looks: list[tuple[str, str, str]], before: int) -> dict[str, Difference]:
        seen = []
        for world in self._both:
            found: Seen = {}
            self._both.act(world, self._name, lambda world, found=found: found.update(_seen(world, looks, before)))
            seen.append(found)
        return differences(*seen)

    def _head(self) -> int:
        return self._both.without.logs["observation"].head()

    def _next(self, what: str) -> str:
        self._steps += 1
        return f"{what} {self._steps}"


def _seen(world: World, looks: list[tuple[str, str, str]], before: int) -> Seen:
    seen: Seen = {f"{app}: {who} GET {path}": answered(world, app, who, path) for app, who, path in looks}
    seen |= given(world, max(0, before - 10))
    # What was compared need not be compared again.
    seen |= {"bus": list(world.heard), "log files": list(world.logged)}
    world.heard.clear()
    world.logged.clear()
    return seen


def differences(one: Seen, other: Seen) -> dict[str, Difference]:
    names = one.keys() | other.keys()
    return {name: (one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)}


def live(template: Path, folder: Path, pairs: int, seed: int) -> Iterator[dict[str, Difference]]:
    """What can be told apart of each pair of one floor; of the last also what was counted."""
    with twins(template, folder, f"floor {seed}") as both:
        floor = Floor(both, f"floor {seed}", random.Random(seed))
        for number in range(pairs):
            found = floor.next_pair()
            yield found | (floor.end() if number == pairs - 1 else {})
