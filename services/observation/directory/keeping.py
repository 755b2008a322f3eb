"""The directory follows the log in the log's own transaction: event type to function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from contracts import behaviours as behaviour_events
from contracts import commitments as commitment_events
from contracts import development as development_events
from contracts import people as person_events
from contracts import sessions as session_events
from contracts import teams as team_events
from contracts.envelope import Envelope
from contracts.events import EVENT_TYPES
from services.observation.directory import behaviours, cadences, mentoring_pairs, open_commitments, people, teams

Keep = Callable[[sa.Connection, Envelope, Any], None]


def keep(connection: sa.Connection, envelopes: Sequence[Envelope]) -> None:
    """Apply what was just appended; the log calls it before it commits."""
    for envelope in envelopes:
        for keeps in (_KEPT, _BEARING_ON_RHYTHMS):
            if kept := keeps.get(envelope.type):
                kept(connection, envelope, EVENT_TYPES[envelope.type].from_data(envelope.data))


_KEPT: dict[str, Keep] = {
    team_events.Formed.TYPE: teams.keep,
    team_events.Changed.TYPE: teams.keep,
    person_events.Joined.TYPE: people.keep_described,
    person_events.Changed.TYPE: people.keep_described,
    person_events.Left.TYPE: people.keep_left,
    person_events.AbsenceRecorded.TYPE: people.keep_absence,
    person_events.AbsenceCancelled.TYPE: people.forget_absence,
    behaviour_events.Defined.TYPE: behaviours.keep,
    behaviour_events.Changed.TYPE: behaviours.keep,
    behaviour_events.Retired.TYPE: behaviours.keep_retired,
    commitment_events.Confirmed.TYPE: open_commitments.keep,
    commitment_events.Kept.TYPE: open_commitments.forget,
    commitment_events.NotKept.TYPE: open_commitments.forget,
    commitment_events.Released.TYPE: open_commitments.forget,
    development_events.MentoringPaired.TYPE: mentoring_pairs.keep,
    development_events.MentoringEnded.TYPE: mentoring_pairs.forget,
    session_events.CadenceSet.TYPE: cadences.keep,
    session_events.CadenceEnded.TYPE: cadences.keep_ended,
    session_events.Scheduled.TYPE: cadences.keep_planned,
    session_events.Rescheduled.TYPE: cadences.keep_moved,
    session_events.Held.TYPE: cadences.keep_over,
    session_events.Missed.TYPE: cadences.keep_over,
    session_events.Cancelled.TYPE: cadences.keep_over,
}

_BEARING_ON_RHYTHMS: dict[str, Keep] = {
    team_events.Changed.TYPE: cadences.touch_team,
    person_events.Joined.TYPE: cadences.touch_person,
    person_events.Changed.TYPE: cadences.touch_person,
    person_events.Left.TYPE: cadences.touch_person,
    person_events.AbsenceRecorded.TYPE: cadences.touch_person,
    person_events.AbsenceCancelled.TYPE: cadences.touch_person,
}
"""What may move the next session of a rep."""

KEPT_TYPES = frozenset({*_KEPT, *_BEARING_ON_RHYTHMS})
"""The types of events that `keep` does anything about."""
