"""Which function applies which event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contracts import behaviours as behaviour_events
from contracts import commitments as commitment_events
from contracts import development as development_events
from contracts import observations as observation_events
from contracts import people as person_events
from contracts import sessions as session_events
from contracts import signals as signal_events
from contracts import teams as team_events
from contracts import walks as walk_events
from services.followup.projection import (
    behaviours,
    commitments,
    development,
    observations,
    people,
    sessions,
    signals,
    teams,
    walks,
)
from services.followup.projection.working_set import WorkingSet

APPLY: dict[str, Callable[[WorkingSet, dict[str, Any]], None]] = {
    person_events.Joined.TYPE: people.described,
    person_events.Changed.TYPE: people.described,
    person_events.Left.TYPE: people.left,
    person_events.AbsenceRecorded.TYPE: people.absence_recorded,
    person_events.AbsenceCancelled.TYPE: people.absence_cancelled,
    team_events.Formed.TYPE: teams.described,
    team_events.Changed.TYPE: teams.described,
    behaviour_events.Defined.TYPE: behaviours.described,
    behaviour_events.Changed.TYPE: behaviours.described,
    walk_events.Started.TYPE: walks.started,
    walk_events.Ended.TYPE: walks.ended,
    observation_events.Recorded.TYPE: observations.recorded,
    observation_events.Shared.TYPE: observations.shared,
    observation_events.Amended.TYPE: observations.amended,
    observation_events.Withdrawn.TYPE: observations.withdrawn,
    observation_events.Acknowledged.TYPE: observations.acknowledged,
    observation_events.Replied.TYPE: observations.replied,
    observation_events.ClarificationRequested.TYPE: observations.clarification_requested,
    observation_events.ClarificationAnswered.TYPE: observations.clarification_answered,
    observation_events.MarkedDuplicate.TYPE: observations.marked_duplicate,
    observation_events.UnmarkedDuplicate.TYPE: observations.unmarked_duplicate,
    commitment_events.Proposed.TYPE: commitments.proposed,
    commitment_events.Confirmed.TYPE: commitments.confirmed,
    commitment_events.Declined.TYPE: commitments.declined,
    commitment_events.PracticeReported.TYPE: commitments.practice_reported,
    commitment_events.Revisited.TYPE: commitments.revisited,
    commitment_events.Kept.TYPE: commitments.kept,
    commitment_events.NotKept.TYPE: commitments.not_kept,
    commitment_events.Released.TYPE: commitments.released,
    commitment_events.RenewalAsked.TYPE: commitments.renewal_asked,
    commitment_events.Renewed.TYPE: commitments.renewed,
    development_events.TrainingAssigned.TYPE: development.training_assigned,
    development_events.TrainingCompleted.TYPE: development.training_completed,
    development_events.TrainingCancelled.TYPE: development.training_cancelled,
    development_events.MentoringPaired.TYPE: development.mentoring_paired,
    development_events.MentoringEnded.TYPE: development.mentoring_ended,
    signal_events.Recorded.TYPE: signals.recorded,
    session_events.Scheduled.TYPE: sessions.scheduled,
    session_events.Rescheduled.TYPE: sessions.rescheduled,
    session_events.AgendaRaised.TYPE: sessions.point_raised,
    session_events.Held.TYPE: sessions.held,
    session_events.Missed.TYPE: sessions.missed,
    session_events.Cancelled.TYPE: sessions.cancelled,
    session_events.Rated.TYPE: sessions.rated,
    session_events.CadenceSet.TYPE: sessions.cadence_set,
    session_events.CadenceEnded.TYPE: sessions.cadence_ended,
}
"""Types that are not named here change nothing that is read: what names a retired behaviour goes on naming it."""
