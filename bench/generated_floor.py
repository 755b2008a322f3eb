"""A made-up floor of any size, as events: what supervisors note, reps answer, and both promise."""

from __future__ import annotations

import uuid
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from random import Random
from typing import Any

import orjson

from contracts import behaviours, commitments, observations, people, teams
from contracts.definition import Event
from contracts.instants import wire_instant
from contracts.sealing import DataKey, seal
from services.followup.feed import Page

REPS_PER_TEAM = 12
BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ENDED = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def named(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def key_of(person_id: str) -> DataKey:
    return DataKey(person_id, "coaching", 1, sha256(person_id.encode()).digest())


class GeneratedFloor:
    """Some hundred events for each rep, spread over most of a year; the same for the same size.

    It is its own feed, read once from front to end, so that a million events need no room.
    """

    def __init__(self, size: int, teams: int = 0, began: datetime = BEGAN) -> None:
        self.size = size
        self.began = began
        self.ops = named("olga")
        self.team_ids = [named(f"team {number}") for number in range(teams or max(4, size // 10_000))]
        self._chance = Random(size)
        self._versions: Counter[str] = Counter()
        self._position = 0
        self._bodies = islice(self._events(), size)
        self._later: deque[Iterator[bytes]] = deque()

    def supervisor_of(self, team: int) -> str:
        return named(f"supervisor {team}")

    def rep_of(self, team: int, number: int) -> str:
        return named(f"rep {team}.{number}")

    def bodies(self, count: int) -> list[bytes]:
        """The next events, as the log stores them."""
        return list(islice(self._bodies, count))

    def page(self, after: int, limit: int) -> Page:
        """What follows what was read before; ``after`` must be just that."""
        wire = b'{"items":[' + b",".join(self.bodies(limit)) + b"]}"
        return Page(orjson.loads(wire)["items"], self.size)

    def _events(self) -> Iterator[bytes]:
        yield from self._people()
        while True:
            team = self._chance.randrange(len(self.team_ids))
            self._later.append(self._coaching(team, self.rep_of(team, self._chance.randrange(REPS_PER_TEAM))))
            # Some twenty conversations are under way at any time.
            if len(self._later) > 20:
                self._later.rotate(self._chance.randrange(20))
                for story in list(islice(self._later, 10)):
                    if (body := next(story, None)) is not None:
                        yield body
                    else:
                        self._later.remove(story)

    def _people(self) -> Iterator[bytes]:
        interrupted = behaviours.Defined(
            behaviour_id=named("interrupted"), label="Interrupted the customer", dimension="habit", kind="correction"
        )
        yield self._body(interrupted, named("interrupted"), named("ada"))
        yield self._person(self.ops, None, "ops")
        for number, team_id in enumerate(self.team_ids):
            site = {"site": "Leeds", "timezone": "Europe/London", "country": "GB-ENG"}
            formed = teams.Formed(team_id=team_id, name=f"Team {number}", working_days=(1, 2, 3, 4, 5), **site)
            yield self._body(formed, team_id, named("ada"))
            yield self._person(self.supervisor_of(number), team_id, "supervisor")
            for rep in range(REPS_PER_TEAM):
                yield self._person(self.rep_of(number, rep), team_id, "rep")

    def _person(self, person_id: str, team_id: str | None, role: people.Role) -> bytes:
        text = {"name": f"Person {person_id[:8]}", "email": f"{person_id[:8]}@example.com"}
        joined = people.Joined(person_id=person_id, roles=(role,), team_id=team_id, text=text)
        return self._body(joined, person_id, named("ada"))

    def _coaching(self, team: int, rep_id: str) -> Iterator[bytes]:
        """One note, what the rep answers, and often a promise with what becomes of it."""
        supervisor, chance = self.supervisor_of(team), self._chance
        note_id = self._fresh_id()
        yield self._body(self._note(note_id, rep_id, supervisor), rep_id, supervisor)
        about = {"observation_id": note_id, "rep_id": rep_id}
        if chance.random() < 0.8:
            yield self._body(observations.Acknowledged(**about), rep_id, rep_id)
        if chance.random() < 0.2:
            replied = observations.Replied(**about, reply_id=self._fresh_id(), text={"text": "I see what you mean."})
            yield self._body(replied, rep_id, rep_id)
        if chance.random() < 0.5:
            yield from self._promise(note_id, rep_id, supervisor)

    def _note(self, note_id: str, rep_id: str, supervisor: str) -> Event:
        texts = {"quote": "Hang on, let me stop you there.", "note": "On a late order; the customer was upset already."}
        phrase = {"model_phrase": "Please go on, I want to get this right.", "impact": "She told her story twice."}
        return observations.Recorded(
            observation_id=note_id,
            rep_id=rep_id,
            author_id=supervisor,
            kind="praise" if self._chance.random() < 0.4 else "correction",
            mode="informal",
            visible_from=self._now() + timedelta(minutes=10),
            behaviour_id=self._behaviour(),
            channel="phone",
            text={**texts, **phrase},
        )

    def _behaviour(self) -> str:
        return named("interrupted")

    def _promise(self, note_id: str, rep_id: str, supervisor: str) -> Iterator[bytes]:
        about: dict[str, Any] = {"commitment_id": self._fresh_id(), "rep_id": rep_id, "revision": 1}
        day = self._now().date()
        practice = {"practice": "Let the customer finish; count one breath", "model_phrase": "Please go on."}
        due_on = day + timedelta(days=self._chance.randrange(1, 15))
        asked = {"proposed_by": supervisor, "due_on": due_on, "observation_id": note_id, "text": practice}
        yield self._body(commitments.Proposed(**about, **asked), rep_id, supervisor)
        yield self._body(commitments.Confirmed(**about, via="own_device"), rep_id, rep_id)
        if self._chance.random() < 0.7:
            text = {"text": "Tried it on four calls today."}
            yield self._body(
                commitments.PracticeReported(**about, report_id=self._fresh_id(), text=text), rep_id, rep_id
            )
        if self._chance.random() < 0.95:
            looked = commitments.Revisited(**about, revisit_id=self._fresh_id(), outcome="saw_it")
            yield self._body(looked, rep_id, supervisor)
            yield self._body(commitments.Kept(**about, seen_on=self._now().date()), rep_id, supervisor)

    def _body(self, event: Event, partition: str, actor: str) -> bytes:
        """As an envelope would be stored, without checking a million events against their schemas."""
        self._position += 1
        self._versions[event.subject] += 1
        event_id = self._fresh_id()
        if event.text:
            event = replace(event, sealed=seal(key_of(partition), event_id, event.TYPE, event.text))
        at = wire_instant(self._now())
        return orjson.dumps(
            {
                "specversion": "1.0",
                "id": event_id,
                "source": "/observation",
                "type": event.TYPE,
                "subject": event.subject,
                "time": at,
                "recordedtime": at,
                "dataschema": f"/schemas/{event.TYPE}/1",
                "datacontenttype": "application/json",
                "partitionkey": partition,
                "position": self._position,
                "streamversion": self._versions[event.subject],
                "actor": actor,
                "correlationid": event_id,
                "data": {name: _wire(value) for name, value in vars(event).items() if _is_published(name, value)},
            }
        )

    def _now(self) -> datetime:
        return self.began + (ENDED - self.began) * (self._position / self.size)

    def _fresh_id(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))


def _is_published(name: str, value: object) -> bool:
    return name != "text" and value is not None


def _wire(value: Any) -> Any:
    return wire_instant(value) if isinstance(value, datetime) else value
