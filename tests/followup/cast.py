"""The cast and its floor: makes the events the observation service would write, with real boxes in them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson

from contracts import behaviours, commitments, observations, people, sessions, signals, teams, walks
from contracts.definition import Event
from contracts.envelope import Envelope
from contracts.sealing import DataKey, seal
from services.followup.feed import Page

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
"""A week that has no holiday and no change of the clock, in London."""


@lru_cache(maxsize=50_000)
def named(name: str) -> str:
    """The id of somebody or something, by a name a test can read."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def key_of(person_id: str) -> DataKey:
    return DataKey(person_id, "coaching", 1, sha256(person_id.encode()).digest())


class Floor:
    """What has happened, in order. ``now`` is the phones' time; move it with `at` and `later`."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.events: list[dict[str, Any]] = []
        self._versions: Counter[str] = Counter()
        self._fresh = 0
        self.reps: dict[str, str] = {}
        self.revisions: dict[str, int] = {}

    def at(self, instant: str) -> Floor:
        self.now = datetime.fromisoformat(instant)
        return self

    def later(self, **span: float) -> Floor:
        self.now += timedelta(**span)
        return self

    def write(self, event: Event, *, actor: str, partition: str, key: str | None = None) -> dict[str, Any]:
        """Append one event; its texts are sealed for ``key``, or else for its partition."""
        event_id = self._fresh_id("event")
        if event.text:
            event = replace(event, sealed=seal(key_of(key or partition), event_id, event.TYPE, event.text))
        self._versions[event.subject] += 1
        envelope = Envelope(
            id=event_id,
            source="/observation",
            type=event.TYPE,
            subject=event.subject,
            time=self.now,
            recordedtime=self.now + timedelta(seconds=1),
            partitionkey=partition,
            position=len(self.events) + 1,
            streamversion=self._versions[event.subject],
            actor=actor,
            data=event.to_data(),
            correlationid=event_id,
        )
        self.events.append(orjson.loads(envelope.to_json()))
        return self.events[-1]

    def team(self, name: str, *, manager: str | None = None, **site: Any) -> None:
        """A team in London that works from Monday to Friday, unless the test says otherwise."""
        described = {"site": "Leeds", "timezone": "Europe/London", "working_days": (1, 2, 3, 4, 5), **site}
        known = self._versions[f"team/{named(name)}"]
        kind = teams.Changed if known else teams.Formed
        manager_id = named(manager) if manager else None
        self.write(
            kind(team_id=named(name), name=name.title(), manager_id=manager_id, **described),
            actor=named("ada"),
            partition=named(name),
        )

    def person(
        self, name: str, team: str | None, *roles: people.Role, also: Iterable[str] = (), level: Any = None
    ) -> None:
        known = self._versions[f"person/{named(name)}"]
        kind = people.Changed if known else people.Joined
        described = kind(
            person_id=named(name),
            roles=roles or ("rep",),
            team_id=named(team) if team else None,
            also_team_ids=tuple(named(other) for other in also),
            level=level,
            text={"name": name.title(), "email": f"{name}@example.com"},
        )
        self.write(described, actor=named("ada"), partition=named(name))

    def joined_again(self, name: str, team: str) -> None:
        """Not leaving after all, or back again."""
        described = people.Joined(
            person_id=named(name), roles=("rep",), team_id=named(team), text={"name": name.title()}
        )
        self.write(described, actor=named("ada"), partition=named(name))

    def left(self, name: str, on: str) -> None:
        event = people.Left(person_id=named(name), left_on=date.fromisoformat(on))
        self.write(event, actor=named("ada"), partition=named(name))

    def absent(self, name: str, from_on: str, to_on: str, absence: str = "absence") -> None:
        first, last = date.fromisoformat(from_on), date.fromisoformat(to_on)
        event = people.AbsenceRecorded(person_id=named(name), absence_id=named(absence), from_on=first, to_on=last)
        self.write(event, actor=named("sam"), partition=named(name))

    def back(self, name: str, absence: str = "absence") -> None:
        event = people.AbsenceCancelled(person_id=named(name), absence_id=named(absence))
        self.write(event, actor=named("sam"), partition=named(name))

    def behaviour(self, name: str) -> None:
        described: dict[str, Any] = {"dimension": "habit", "kind": "either"}
        event = behaviours.Defined(behaviour_id=named(name), label=name.capitalize(), **described)
        self.write(event, actor=named("ada"), partition=named(name))

    def walk(self, name: str, by: str) -> None:
        event = walks.Started(walk_id=named(name), supervisor_id=named(by), started_at=self.now)
        self.write(event, actor=named(by), partition=named(by))

    def walk_ended(self, name: str, by: str) -> None:
        event = walks.Ended(walk_id=named(name), supervisor_id=named(by), ended_at=self.now)
        self.write(event, actor=named(by), partition=named(by))

    def noted(self, name: str, rep: str, *, by: str = "sam", share: bool = False, **facts: Any) -> str:
        """An observation; returns its id. Texts are given by their names."""
        text = {field: facts.pop(field) for field in observations.Recorded.TEXT if field in facts}
        self.reps[named(name)] = named(rep)
        event = observations.Recorded(
            observation_id=named(name),
            rep_id=named(rep),
            author_id=named(by),
            kind=facts.pop("kind", "correction"),
            mode=facts.pop("mode", "informal"),
            visible_from=self.now if share else self.now + timedelta(minutes=10),
            text=text or {"quote": "Calm down, sir."},
            **facts,
        )
        self.write(event, actor=named(by), partition=named(rep))
        return named(name)

    def of_note(
        self, event_type: type[Event], name: str, *, by: str, text: dict[str, str] | None = None, **facts: Any
    ) -> None:
        """Something that happened to an observation."""
        rep_id = self.reps[named(name)]
        event = event_type(**{"observation_id": named(name), "rep_id": rep_id, **facts}, text=text or {})
        self.write(event, actor=named(by), partition=rep_id)

    def proposed(self, name: str, rep: str, due_on: str, *, by: str = "sam", **facts: Any) -> str:
        """A promise at revision 1; returns its id."""
        text = {field: facts.pop(field) for field in commitments.Proposed.TEXT if field in facts}
        self.reps[named(name)], self.revisions[named(name)] = named(rep), 1
        event = commitments.Proposed(
            commitment_id=named(name),
            rep_id=named(rep),
            revision=1,
            proposed_by=named(by),
            due_on=date.fromisoformat(due_on),
            text=text or {"practice": "Let the customer finish"},
            **facts,
        )
        self.write(event, actor=named(by), partition=named(rep))
        return named(name)

    def of_promise(
        self, kind: type[Event], name: str, *, by: str, text: dict[str, str] | None = None, **facts: Any
    ) -> None:
        """Something that happened to a promise, at its present revision."""
        rep_id = self.reps[named(name)]
        about = {"commitment_id": named(name), "rep_id": rep_id, "revision": self.revisions[named(name)]}
        self.write(kind(**{**about, **facts}, text=text or {}), actor=named(by), partition=rep_id)

    def confirmed(self, name: str, by: str = "alice") -> None:
        self.of_promise(commitments.Confirmed, name, by=by, via="own_device", text={"words": "I will."})

    def open_promise(self, name: str, rep: str, due_on: str, **facts: Any) -> str:
        """A promise that the rep has confirmed."""
        promise = self.proposed(name, rep, due_on, **facts)
        self.confirmed(name, by=rep)
        return promise

    def practised(self, name: str, by: str = "alice") -> None:
        report = self._fresh_id("report")
        self.of_promise(commitments.PracticeReported, name, by=by, report_id=report, text={"text": "Twice today."})

    def looked(self, name: str, outcome: commitments.Sighting, by: str = "sam") -> None:
        revisit = self._fresh_id("revisit")
        text = {"note": "Looked again."}
        self.of_promise(commitments.Revisited, name, by=by, revisit_id=revisit, outcome=outcome, text=text)

    def kept(self, name: str, on: str, by: str = "sam") -> None:
        self.looked(name, "saw_it", by)
        self.of_promise(commitments.Kept, name, by=by, seen_on=date.fromisoformat(on))

    def renewed(self, name: str, due_on: str, revision: int, by: str = "sam") -> None:
        self.revisions[named(name)] = revision
        facts = {"renewal_id": self._fresh_id("renewal"), "due_on": date.fromisoformat(due_on)}
        self.of_promise(commitments.Renewed, name, by=by, text={"reason": "A holiday"}, **facts)

    def asked_to_move(self, name: str, due_on: str, by: str = "alice") -> None:
        facts = {"request_id": self._fresh_id("request"), "due_on": date.fromisoformat(due_on)}
        self.of_promise(commitments.RenewalAsked, name, by=by, text={"reason": "Not in on Friday"}, **facts)

    def declined(self, name: str, by: str = "alice") -> None:
        self.of_promise(commitments.Declined, name, by=by, text={"reason": "Not mine"})

    def released(self, name: str, by: str = "sam") -> None:
        self.of_promise(commitments.Released, name, by=by, text={"reason": "No longer relevant"})

    def planned(self, name: str, *reps: str, starts_at: str, by: str = "sam", minutes: int = 30, **facts: Any) -> str:
        """A session of these reps, an event for each; returns its id."""
        for rep in reps:
            event = sessions.Scheduled(
                session_id=named(name),
                rep_id=named(rep),
                supervisor_id=named(by),
                starts_at=datetime.fromisoformat(starts_at),
                minutes=minutes,
                text={"place": "Room 2"},
                **facts,
            )
            self.write(event, actor=named(by), partition=named(rep))
        return named(name)

    def of_session(
        self,
        kind: type[Event],
        name: str,
        rep: str,
        *,
        by: str = "sam",
        text: dict[str, str] | None = None,
        **facts: Any,
    ) -> None:
        """Something that happened to one rep's part of a session."""
        event = kind(**{"session_id": named(name), "rep_id": named(rep), **facts}, text=text or {})
        self.write(event, actor=named(by), partition=named(rep))

    def held(self, name: str, rep: str, *commitments_named: str, by: str = "sam", **text: str) -> None:
        said = {"supervisor_notes": "Calmer openings", "rep_notes": "I let them finish now", **text}
        ids = tuple(named(each) for each in commitments_named)
        self.of_session(sessions.Held, name, rep, by=by, text=said, commitment_ids=ids)

    def raised(self, name: str, rep: str, text: str, by: str | None = None) -> None:
        point = self._fresh_id("point")
        self.of_session(sessions.AgendaRaised, name, rep, by=by or rep, text={"text": text}, point_id=point)

    def cadence(self, rep: str, *, by: str = "sam", at: str = "10:00", weekday: Any = 1, every_weeks: int = 2) -> None:
        first_on = self.now.date()
        about: dict[str, Any] = {"rep_id": named(rep), "set_by": named(by), "minutes": 30, "first_on": first_on}
        event = sessions.CadenceSet(every_weeks=every_weeks, weekday=weekday, at=at, **about)
        self.write(event, actor=named(by), partition=named(rep))

    def cadence_ended(self, rep: str, by: str = "sam") -> None:
        self.write(sessions.CadenceEnded(rep_id=named(rep)), actor=named(by), partition=named(rep))

    def signal(self, rep: str, value: float, *, name: str = "csat", comment: str = "", **facts: Any) -> str:
        """A measured fact; returns its id."""
        signal_id = self._fresh_id("signal")
        text = {"customer_comment": comment} if comment else {}
        event = signals.Recorded(
            signal_id=signal_id, rep_id=named(rep), name=name, value=float(value), text=text, **facts
        )
        self.write(event, actor="svc:load", partition=named(rep))
        return signal_id

    def signals_on(self, rep: str, day: str, *values: float, name: str = "csat") -> None:
        """Some of one day, from ten in the morning on; ``now`` stays where it was."""
        before = self.now
        for minutes, value in enumerate(values):
            self.now = datetime.fromisoformat(f"{day}T10:00:00+00:00") + timedelta(minutes=minutes)
            self.signal(rep, value, name=name)
        self.now = before

    def page(self, after: int, limit: int) -> Page:
        """The floor is its own feed."""
        return Page([dict(event) for event in self.events[after : after + limit]], len(self.events))

    def _fresh_id(self, kind: str) -> str:
        self._fresh += 1
        return named(f"{kind} {self._fresh}")
