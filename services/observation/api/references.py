"""Ids in a body that name other things: they must be there, and be the caller's to name."""

from __future__ import annotations

from contracts.problems import INVALID, Problem
from services.eventlog.database import reading
from services.observation.directory import behaviours
from services.observation.house import House


def behaviour_known(house: House, behaviour_id: str | None) -> None:
    """A retired behaviour may be named: a note can arrive late.

    Raises:
        Problem: 422.
    """
    if behaviour_id is None:
        return
    with reading(house.engine) as connection:
        if behaviours.behaviour(connection, behaviour_id) is None:
            raise _unknown("behaviour_id", "There is no such behaviour.")


def walk_of(house: House, supervisor_id: str, walk_id: str | None) -> None:
    """
    Raises:
        Problem: 422, no such walk of this supervisor.
    """
    if walk_id is None:
        return
    begun = house.log.read_stream(f"walk/{walk_id}")
    if not begun or begun[0].data["supervisor_id"] != supervisor_id:
        raise _unknown("walk_id", "There is no such walk of yours.")


def observation_of(house: House, rep_id: str, observation_id: str | None) -> None:
    """
    Raises:
        Problem: 422, no such note about this rep.
    """
    if observation_id is None:
        return
    begun = house.log.read_stream(f"observation/{observation_id}")
    if not begun or begun[0].data["rep_id"] != rep_id:
        raise _unknown("observation_id", "There is no such note about this rep.")


def session_of(house: House, session_id: str | None) -> None:
    """
    Raises:
        Problem: 422.
    """
    if session_id is not None and not house.log.read_stream(f"session/{session_id}"):
        raise _unknown("session_id", "There is no such session.")


def _unknown(field: str, message: str) -> Problem:
    return Problem(INVALID, errors={field: [message]})
