"""What operations do about alerts in those years, over the API: acknowledge, snooze, silence, and other policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from contracts.instants import micros, wire_instant
from services.eventlog.database import reading
from services.followup.tables.alerts import alerts
from tests.followup.cast import named
from tests.followup.desk import Desk
from tests.followup.reckoning.days import Team, a_working_day_after, day_after
from tests.followup.reckoning.subjects import Late, Subject
from tests.followup.years.story import DAY, Story

IN_HAND, OWN_POLICY, POLICY, SILENCED = 0.06, 0.6, 0.02, 0.01
HOURS = ((9, 17), (9, 17), (8, 13), (0, 6))
DELAYS = ((8, 16), (8, 16), (2, 30), (5, 5))
UNSEEN = (None, 3, 10, 40)

Deed = Callable[[Desk], None]


class DeskWork:
    """``levels`` has what is told of, by subject, with the level it has come to."""

    def __init__(self, story: Story, levels: dict[str, dict[Late, int]]) -> None:
        self._story = story
        self._chance = story.chance
        self._levels = levels
        self._count = 0

    def first_deeds(self) -> Iterator[Deed]:
        """Many teams have a policy of their own from the first day on."""
        for team in self._story.teams:
            if self._chance.random() < OWN_POLICY:
                yield self._policy(team)

    def next_deeds(self) -> Iterator[Deed]:
        """What is to be done now, each again and again until it is done."""
        if self._chance.random() < IN_HAND:
            yield from filter(None, [self._in_hand() for _ in range(self._chance.randint(1, 4))])
        if self._chance.random() < POLICY:
            yield self._policy(self._chance.choice(self._story.teams))
        if self._chance.random() < SILENCED:
            yield self._silence(self._chance.choice(self._story.teams))

    def _in_hand(self) -> Deed | None:
        told = [(name, late) for name in self._sample() for late in self._levels[name]]
        if not told:
            return None
        name, late = self._chance.choice(told)
        subject, now, deed_id = self._story.subjects[name], self._story.floor.now, self._fresh_id()
        at = now - self._chance.choice((0, 0, 0, self._chance.random())) * DAY
        if self._chance.random() < 0.6:
            until = a_working_day_after(subject.answering, at)
            path, body = f"acknowledgements/{deed_id}", {"occurred_at": wire_instant(at)}
        else:
            until = now + timedelta(hours=self._chance.randint(1, 47))
            path = f"snoozes/{deed_id}"
            body = {"occurred_at": wire_instant(at), "until": wire_instant(until), "reason": "They train today."}
        subject.pauses.setdefault(late, []).append((at, until))
        return lambda desk: done(desk, f"/v1/alerts/{alert_of(desk, subject, late)}/{path}", body)

    def _sample(self) -> list[str]:
        """A few of those that are told of; promises that were settled since are told of until the next look."""
        told = [name for name, levels in self._levels.items() if levels]
        return self._chance.sample(told, min(3, len(told)))

    def _policy(self, team: Team) -> Deed:
        (team.opens, team.closes), team.delays = self._chance.choice(HOURS), self._chance.choice(DELAYS)
        team.grace = self._chance.choice((0, 0, 45)) * timedelta(minutes=1)
        team.reminds, unseen_days = self._chance.random() < 0.8, self._chance.choice(UNSEEN)
        if unseen_days is None or team.unseen_days is None:
            team.unseen_since = None if unseen_days is None else self._story.floor.now
        team.unseen_days = unseen_days
        delays = {1: 0, 2: team.delays[0], 3: team.delays[1]}
        rungs = [{"level": level, "after_hours": hours, "tells": ["ops"]} for level, hours in delays.items()]
        body = {
            "ladder": [*([{"level": 0, "tells": ["owing"]}] if team.reminds else []), *rungs],
            "working_hours": {"from": f"{team.opens:02}:00", "until": f"{team.closes:02}:00"},
            "grace": {"minutes": team.grace // timedelta(minutes=1)},
            "not_seen_after_days": team.unseen_days,
        }
        return lambda desk: done(desk, f"/v1/alert_policies/{named(team.name)}", body)

    def _silence(self, team: Team) -> Deed:
        now = self._story.floor.now
        if team.silences and self._chance.random() < 0.4:
            silence_id, (start, end) = self._chance.choice(list(team.silences.items()))
            team.silences[silence_id] = (start, max(start, min(end, now)))
            return lambda desk: ended(desk, f"/v1/silences/{silence_id}")
        first, silence_id = self._story.day(team, -1, 3), self._fresh_id()
        last = first + self._chance.randrange(5) * DAY
        team.silences[silence_id] = (day_after(first - DAY, team.zone), day_after(last, team.zone))
        days = {"from": first.isoformat(), "until": last.isoformat()}
        body = {"team_id": named(team.name), **days, "reason": "They move house."}
        return lambda desk: done(desk, f"/v1/silences/{silence_id}", body)

    def _fresh_id(self) -> str:
        self._count += 1
        return named(f"deed {self._count}")


def alert_of(desk: Desk, subject: Subject, late: Late) -> str:
    reason, revision, began_at = late
    row = alerts.c
    same = (
        row.about == subject.about,
        row.reason == reason,
        row.revision == revision,
        row.began_at == micros(began_at),
    )
    with reading(desk.engine) as connection:
        found: str = connection.execute(select(row.id).where(*same)).scalar_one()
    return found


def done(desk: Desk, path: str, body: dict[str, Any]) -> None:
    answer = desk.put("olga", path, body)
    assert answer.status in {200, 201}, answer.text


def ended(desk: Desk, path: str) -> None:
    answer = desk.delete("olga", path)
    assert answer.status == 200, answer.text
