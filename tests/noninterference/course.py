"""What happens next on the floor, by chance: what people do, or try to, with notes, promises and sessions."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from contracts.instants import wire_instant
from tests.noninterference.history import Look, Put, Step
from tests.noninterference.people import PEOPLE
from tests.observation.floor import ADMIN, AMARA, BEN, GITA, HARBOUR, INES, INTERRUPTED, MAEVE, MESA, OPS, RAY, named_id

SUPERVISORS = {AMARA: INES, BEN: INES, GITA: RAY}
PAGES = (
    (INES, "/walk"),
    (MAEVE, "/walk"),
    (AMARA, "/me"),
    (BEN, "/me"),
    (OPS, "/ops/alerts"),
    (INES, f"/walk/{AMARA}"),
)


class Course:
    """``ids`` are those that were made, by which things can be asked for.

    Args:
        name: of the floor, from which ids are made.
    """

    def __init__(self, chance: random.Random, name: str, now: datetime) -> None:
        self._chance, self._name, self.now = chance, name, now
        self._notes: list[tuple[str, str]] = []
        self._promises: list[tuple[str, str]] = []
        self._sessions: list[tuple[str, str]] = []
        self.ids = [AMARA, BEN, GITA, INES, HARBOUR, MESA, INTERRUPTED]
        self._made = 0

    def next_step(self) -> Step:
        kinds: tuple[tuple[Callable[[], Step], int], ...] = (
            *((self._note, 4), (self._about_note, 3), (self._promise, 3), (self._about_promise, 4)),
            *((self._session, 1), (self._about_session, 2), (self._signal, 1), (self._absence, 1)),
            *((self._desk_work, 1), (self._page, 1)),
        )
        (step,) = self._chance.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])
        return step()

    def _note(self) -> Step:
        rep, note = self._rep(), self._fresh(self._notes)
        kind = self._chance.choice(("praise", "correction"))
        share = self._chance.choice(("now", "later"))
        return Put(
            self._by(SUPERVISORS[rep]),
            f"/v1/observations/{note(rep)}",
            {"rep_id": rep, "kind": kind, "quote": "Hang on", "behaviour_id": INTERRUPTED, "share": share},
        )

    def _about_note(self) -> Step:
        note, rep = self._one_of(self._notes)
        what, who, body = self._chance.choice(
            [
                ("acknowledgement", rep, {}),
                (f"replies/{self._id()}", rep, {"text": "They were shouting."}),
                ("withdrawal", SUPERVISORS[rep], {"reason": "It was another"}),
                (f"clarifications/{self._id()}", rep, {"text": "It was not so."}),
            ]
        )
        return Put(self._by(who), f"/v1/observations/{note}/{what}", body)

    def _promise(self) -> Step:
        rep, promise = self._rep(), self._fresh(self._promises)
        due_on = self.now.date() + timedelta(days=self._chance.randint(0, 6))
        body = {"rep_id": rep, "practice": "Let them finish", "due_on": due_on.isoformat()}
        return Put(self._by(SUPERVISORS[rep]), f"/v1/commitments/{promise(rep)}", body)

    def _about_promise(self) -> Step:
        promise, rep = self._one_of(self._promises)
        what, who, body = self._chance.choice(
            [
                ("confirmation", rep, {"via": "own_device"}),
                ("confirmation", rep, {"via": "own_device"}),
                ("refusal", rep, {"reason": "Not mine"}),
                (f"practice_reports/{self._id()}", rep, {"text": "On four calls"}),
                (f"revisits/{self._id()}", SUPERVISORS[rep], {"outcome": self._chance.choice(("saw_it", "partly"))}),
            ]
        )
        return Put(self._by(who), f"/v1/commitments/{promise}/{what}", body)

    def _session(self) -> Step:
        rep, session = self._rep(), self._fresh(self._sessions)
        starts_at = wire_instant(self.now + timedelta(hours=self._chance.randint(-2, 60)))
        body = {"rep_ids": [rep], "starts_at": starts_at, "minutes": 30}
        return Put(self._by(SUPERVISORS[rep]), f"/v1/sessions/{session(rep)}", body)

    def _about_session(self) -> Step:
        session, rep = self._one_of(self._sessions)
        what, who, body = self._chance.choice(
            [
                ("outcome", SUPERVISORS[rep], {"outcome": self._chance.choice(("missed", "cancelled"))}),
                (f"agenda/{self._id()}", rep, {"text": "My shifts"}),
            ]
        )
        return Put(self._by(who), f"/v1/sessions/{session}/{what}", body)

    def _signal(self) -> Step:
        value = {"name": "csat", "value": self._chance.randint(1, 5), "occurred_at": wire_instant(self.now)}
        return Put("svc:load", f"/v1/signals/{self._id()}", {"rep_id": self._rep(), **value})

    def _absence(self) -> Step:
        first = self.now.date() + timedelta(days=self._chance.randint(-1, 9))
        body = {"from_on": first.isoformat(), "to_on": (first + timedelta(days=1)).isoformat()}
        return Put(self._by(ADMIN), f"/v1/people/{self._rep()}/absences/{self._id()}", body)

    def _desk_work(self) -> Step:
        team = self._chance.choice((HARBOUR, MESA))
        if self._chance.random() < 0.5:
            policy = {"not_seen_after_days": self._chance.choice((None, 1, 5)), "grace": {"minutes": 30}}
            return Put(self._by(OPS), f"/v1/alert_policies/{team}", policy, "followup")
        days = {"from": self.now.date().isoformat(), "until": self.now.date().isoformat()}
        body = {"team_id": team, **days, "reason": "They move house."}
        return Put(self._by(OPS), f"/v1/silences/{self._id()}", body, "followup")

    def _page(self) -> Step:
        return Look(*self._chance.choice(PAGES))

    def _rep(self) -> str:
        return self._chance.choice(list(SUPERVISORS))

    def _by(self, who: str) -> str:
        """Whoever may; now and then somebody who may not."""
        return who if self._chance.random() < 0.9 else self._chance.choice(list(PEOPLE))

    def _one_of(self, made: list[tuple[str, str]]) -> tuple[str, str]:
        return self._chance.choice(made[-6:] or [(named_id("nothing"), AMARA)])

    def _fresh(self, kept: list[tuple[str, str]]) -> Callable[[str], str]:
        def of(rep: str) -> str:
            kept.append((self._id(), rep))
            self.ids.append(kept[-1][0])
            return kept[-1][0]

        return of

    def _id(self) -> str:
        self._made += 1
        return named_id(f"{self._name} {self._made}")
