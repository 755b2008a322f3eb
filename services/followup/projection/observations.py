"""Observations and what is said to them."""

from __future__ import annotations

from typing import Any

import orjson

from services.followup.boxes import keep
from services.followup.projection.instants import happened_at, instant, recorded_at
from services.followup.projection.working_set import Row, WorkingSet
from services.followup.readmodel.columns.timeline import NEVER


def recorded(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    observation = work.observations.new(
        id=data["observation_id"],
        rep_id=data["rep_id"],
        team_id=(work.people.find(data["rep_id"]) or {}).get("team_id"),
        author_id=data["author_id"],
        kind=data["kind"],
        mode=data["mode"],
        channel=data.get("channel"),
        behaviour_id=data.get("behaviour_id"),
        walk_id=data.get("walk_id"),
        session_id=data.get("session_id"),
        box=keep(event),
        occurred_at=happened_at(event),
        recorded_at=recorded_at(event),
        visible_from=instant(data["visible_from"]),
        clarification_open=False,
    )
    _show(work, observation)


def shared(work: WorkingSet, event: dict[str, Any]) -> None:
    observation = _change(work, event)
    observation["visible_from"] = instant(event["data"]["visible_from"])
    _show(work, observation)


def amended(work: WorkingSet, event: dict[str, Any]) -> None:
    """The note reads as it was changed; the amendment keeps what was there, so that the trace stays."""
    data, observation = event["data"], _change(work, event)
    told = {name: data[name] for name in _AMENDABLE if name in data}
    told |= {name: None for name in data.get("removed", ()) if name in _AMENDABLE}
    changes = {name: value for name, value in told.items() if value != observation[name]}
    work.amendments.new(
        observation_id=data["observation_id"],
        id=data["amendment_id"],
        version=event["streamversion"],
        by_id=event["actor"],
        occurred_at=happened_at(event),
        was=orjson.dumps({name: observation[name] for name in changes}).decode(),
        removed=" ".join(data.get("removed", ())),
        box=keep(event),
    )
    if "kind" in changes:
        work.timeline.remove(**_place(observation))
    observation.update(changes)
    observation["amended_at"] = happened_at(event)
    _show(work, observation)


def withdrawn(work: WorkingSet, event: dict[str, Any]) -> None:
    """The trace stays, except for the rep when it was withdrawn before it was visible."""
    observation = _change(work, event)
    observation["withdrawn_at"] = happened_at(event)
    observation["withdrawn_by"] = event["actor"]
    observation["withdrawal_box"] = keep(event)
    _show(work, observation)


def marked_duplicate(work: WorkingSet, event: dict[str, Any]) -> None:
    observation = _change(work, event)
    observation["duplicate_of"] = event["data"]["duplicate_of"]
    _show(work, observation)


def unmarked_duplicate(work: WorkingSet, event: dict[str, Any]) -> None:
    observation = _change(work, event)
    observation["duplicate_of"] = None
    _show(work, observation)


def acknowledged(work: WorkingSet, event: dict[str, Any]) -> None:
    _change(work, event)["acknowledged_at"] = happened_at(event)


def replied(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    _change(work, event)
    work.replies.new(
        observation_id=data["observation_id"],
        id=data["reply_id"],
        by_id=event["actor"],
        box=keep(event),
        occurred_at=happened_at(event),
    )


def clarification_requested(work: WorkingSet, event: dict[str, Any]) -> None:
    observation = _change(work, event)
    observation["clarification_at"] = happened_at(event)
    observation["clarification_box"] = keep(event)
    observation["clarification_open"] = True


def clarification_answered(work: WorkingSet, event: dict[str, Any]) -> None:
    observation = _change(work, event)
    observation["answered_at"] = happened_at(event)
    observation["answer_outcome"] = event["data"]["outcome"]
    observation["answer_by"] = event["actor"]
    observation["answer_box"] = keep(event)
    observation["clarification_open"] = False


def _change(work: WorkingSet, event: dict[str, Any]) -> Row:
    return work.observations.change(event["data"]["observation_id"])


def _show(work: WorkingSet, observation: Row) -> None:
    """Put the observation on the timeline, in the place of what was there of it."""
    withdrawn_at, visible_from = observation["withdrawn_at"], observation["visible_from"]
    work.timeline.new(
        **_place(observation),
        about_id=observation["id"],
        duplicate_of=observation["duplicate_of"],
        by_id=observation["author_id"],
        walk_id=observation["walk_id"],
        visible_from=NEVER if withdrawn_at is not None and withdrawn_at < visible_from else visible_from,
        recorded_at=observation["recorded_at"],
        seen=withdrawn_at is None,
    )


def _place(observation: Row) -> dict[str, Any]:
    """Where on the timeline it stands."""
    return {name: observation[name] for name in ("rep_id", "occurred_at", "id", "kind")}


_AMENDABLE = ("kind", "mode", "channel", "behaviour_id")
