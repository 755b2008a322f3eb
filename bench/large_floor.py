"""A company's floors over three years: five thousand reps, and all that happens with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.generated_floor import ENDED, REPS_PER_TEAM, GeneratedFloor, named
from contracts import behaviours, commitments, development, people, sessions, signals, walks

TEAMS = 417
YEARS = 3
BEHAVIOURS = 30
UNDER_WAY = 6_000
"""Stories under way at any time: a week passes from one step of a story to the next."""

SIGNALS = ("csat", "qa", "aht")


class LargeFloor(GeneratedFloor):
    """Some two hundred events for each rep; one rep, the first of the first team, has twenty times as many."""

    def __init__(self, size: int) -> None:
        super().__init__(size, TEAMS, ENDED - timedelta(days=365 * YEARS))

    @property
    def heavy_rep(self) -> str:
        return self.rep_of(0, 0)

    @property
    def median_rep(self) -> str:
        return self.rep_of(1, 0)

    def behaviour(self, number: int) -> str:
        return named(f"behaviour {number}")

    def _events(self) -> Iterator[bytes]:
        yield from self._people()
        yield from self._catalogue()
        under_way = [self._story() for _ in range(UNDER_WAY)]
        while True:
            place = self._chance.randrange(UNDER_WAY)
            if (body := next(under_way[place], None)) is not None:
                yield body
            else:
                under_way[place] = self._story()

    def _person(self, person_id: str, team_id: str | None, role: people.Role) -> bytes:
        text = {"name": f"Person {person_id[:8]}", "email": f"{person_id[:8]}@example.com"}
        level: Any = self._chance.choice(("new", "developing", "steady", "star")) if role == "rep" else None
        joined = people.Joined(person_id=person_id, roles=(role,), team_id=team_id, level=level, text=text)
        return self._body(joined, person_id, named("ada"))

    def _catalogue(self) -> Iterator[bytes]:
        for number in range(BEHAVIOURS):
            told: dict[str, Any] = {"label": f"Behaviour {number}", "dimension": "habit", "kind": "either"}
            defined = behaviours.Defined(behaviour_id=self.behaviour(number), **told)
            yield self._body(defined, defined.behaviour_id, named("ada"))

    def _story(self) -> Iterator[bytes]:
        """A third of the events are signals; most of the rest belong to notes and promises."""
        chance = self._chance
        team, number = chance.randrange(TEAMS), chance.randrange(REPS_PER_TEAM)
        rep_id = self.heavy_rep if chance.random() < 0.005 else self.rep_of(team, number)
        dice = chance.random()
        if dice < 0.30:
            return self._measured(rep_id)
        if dice < 0.75:
            return self._coaching(team, rep_id)
        if dice < 0.85:
            return self._walk(team, rep_id)
        return self._session(team, rep_id) if dice < 0.96 else self._training(team, rep_id)

    def _measured(self, rep_id: str) -> Iterator[bytes]:
        """What was measured with some customers; one in five said something."""
        for _ in range(6):
            said = {"customer_comment": "Nobody told me about the fee."} if self._chance.random() < 0.2 else {}
            about: dict[str, Any] = {"signal_id": self._fresh_id(), "rep_id": rep_id, "channel": "phone"}
            value = float(self._chance.randint(1, 5))
            measured = signals.Recorded(**about, name=self._chance.choice(SIGNALS), value=value, text=said)
            yield self._body(measured, rep_id, "svc:load")

    def _walk(self, team: int, rep_id: str) -> Iterator[bytes]:
        supervisor = self.supervisor_of(team)
        about: dict[str, Any] = {"walk_id": self._fresh_id(), "supervisor_id": supervisor}
        yield self._body(walks.Started(**about, started_at=self._now()), supervisor, supervisor)
        yield self._body(walks.Ended(**about, ended_at=self._now()), supervisor, supervisor)
        yield from self._coaching(team, rep_id)

    def _session(self, team: int, rep_id: str) -> Iterator[bytes]:
        chance, supervisor = self._chance, self.supervisor_of(team)
        about: dict[str, Any] = {"session_id": self._fresh_id(), "rep_id": rep_id}
        planned: dict[str, Any] = {
            "supervisor_id": supervisor,
            "starts_at": self._now() + timedelta(days=7),
            "minutes": 30,
        }
        place = {"place": "Room 3, by the window"}
        yield self._body(sessions.Scheduled(**about, **planned, text=place), rep_id, supervisor)
        if chance.random() < 0.3:
            point = {"text": "The new returns form."}
            yield self._body(sessions.AgendaRaised(**about, point_id=self._fresh_id(), text=point), rep_id, rep_id)
        if chance.random() < 0.1:
            yield self._body(sessions.Missed(**about, text={}), rep_id, supervisor)
            return
        said = {"supervisor_notes": "Calm on hard calls.", "rep_notes": "More time for the form."}
        yield self._body(sessions.Held(**about, text=said | {"none_needed_reason": "On track."}), rep_id, supervisor)
        if chance.random() < 0.6:
            yield self._body(sessions.Rated(**about, score=chance.choice((3, 4, 5)), text={}), rep_id, rep_id)

    def _training(self, team: int, rep_id: str) -> Iterator[bytes]:
        supervisor = self.supervisor_of(team)
        about: dict[str, Any] = {"training_id": self._fresh_id(), "rep_id": rep_id}
        text = {"title": "Returns and refunds"}
        assigned = development.TrainingAssigned(
            **about, assigned_by=supervisor, behaviour_id=self._behaviour(), text=text
        )
        yield self._body(assigned, rep_id, supervisor)
        passed = self._chance.random() < 0.9
        yield self._body(development.TrainingCompleted(**about, passed=passed, score=80.0), rep_id, supervisor)

    def _promise(self, note_id: str, rep_id: str, supervisor: str) -> Iterator[bytes]:
        """One in three has a measure; what becomes of it is as various as it is on a floor."""
        chance = self._chance
        about: dict[str, Any] = {"commitment_id": self._fresh_id(), "rep_id": rep_id, "revision": 1}
        practice = {"practice": "Let the customer finish; count one breath", "model_phrase": "Please go on."}
        asked: dict[str, Any] = {"proposed_by": supervisor, "observation_id": note_id, "text": practice}
        asked |= {"due_on": (self._now() + timedelta(days=chance.randrange(7, 36))).date()}
        if chance.random() < 0.33:
            asked["measure"] = commitments.Measure(signal=chance.choice(SIGNALS), comparison="at_least", target=4.0)
        proposed = commitments.Proposed(**about, **asked, behaviour_id=self._behaviour())
        yield self._body(proposed, rep_id, supervisor)
        if chance.random() < 0.05:
            declined = commitments.Declined(**about, text={"reason": "I am away that week."})
            yield self._body(declined, rep_id, rep_id)
            return
        yield self._body(commitments.Confirmed(**about, via="own_device"), rep_id, rep_id)
        while chance.random() < 0.3:
            looked = commitments.Revisited(**about, revisit_id=self._fresh_id(), outcome="not_yet")
            yield self._body(looked, rep_id, supervisor)
        if chance.random() < 0.7:
            told = commitments.PracticeReported(**about, report_id=self._fresh_id(), text={"text": "On four calls."})
            yield self._body(told, rep_id, rep_id)
        if chance.random() < 0.04:
            return
        seen = commitments.Revisited(**about, revisit_id=self._fresh_id(), outcome="saw_it")
        yield self._body(seen, rep_id, supervisor)
        yield self._body(commitments.Kept(**about, seen_on=self._now().date()), rep_id, supervisor)

    def _behaviour(self) -> str:
        return self.behaviour(int(BEHAVIOURS * self._chance.random() ** 2))
