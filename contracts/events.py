"""Every event type there is, by its name on the wire."""

from __future__ import annotations

from typing import get_args

from contracts import (
    alerts,
    behaviours,
    commitments,
    deliveries,
    development,
    observations,
    people,
    referrals,
    sessions,
    signals,
    teams,
    walks,
)
from contracts.definition import Event

OBSERVATION_EVENTS: dict[str, type[Event]] = {
    cls.TYPE: cls
    for family in (
        people.PersonEvent,
        teams.TeamEvent,
        behaviours.BehaviourEvent,
        walks.WalkEvent,
        observations.ObservationEvent,
        commitments.CommitmentEvent,
        sessions.SessionEvent,
        development.DevelopmentEvent,
    )
    for cls in get_args(family)
} | {signals.SignalEvent.TYPE: signals.SignalEvent}
"""What the observation service writes."""

FOLLOWUP_EVENTS: dict[str, type[Event]] = {
    cls.TYPE: cls
    for cls in (alerts.CommitmentFellOverdue, *get_args(alerts.AlertEvent), *get_args(deliveries.DeliveryEvent))
}
"""What the follow-up service writes into its own log."""

PUBLISHED_EVENTS = OBSERVATION_EVENTS | FOLLOWUP_EVENTS
"""What goes over the bus and into the feeds."""

COUNSELLING_EVENTS: dict[str, type[Event]] = {cls.TYPE: cls for cls in get_args(referrals.ReferralEvent)}
"""What the observation service writes into the log of its own that nobody is told of."""

EVENT_TYPES = PUBLISHED_EVENTS | COUNSELLING_EVENTS
