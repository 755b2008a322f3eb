"""When and where a session is, as a changeable thing: a PUT brings the new state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from contracts.definition import Event
from contracts.envelope import Envelope
from contracts.sealing import Box, unseal
from contracts.sessions import Rescheduled, Scheduled
from services.observation.decided import asked_of_the_rules
from services.observation.house import House
from services.observation.nouns import Noun, folded
from services.observation.rules import session as rules
from services.observation.rules.session import Session
from services.observation.states import put_state

_PLANNED = {Scheduled.TYPE, Rescheduled.TYPE}


def change_schedule(
    house: House,
    noun: Noun[Session],
    session_id: str,
    actor_id: str,
    rep_ids: Sequence[str],
    wanted: Mapping[str, Any],
    at: datetime,
) -> int:
    """Bring a session of these reps to a time and place, unless it is there already.

    Returns:
        The log's position after it; 0 when nothing had to change.

    Raises:
        Problem: 409 it is over, 412 it changed since the caller read it, 422 the time does not fit.
    """
    subject = noun.subject(session_id)

    def decide() -> tuple[int, Sequence[Event]]:
        envelopes = house.log.read_stream(subject)
        session: Session = folded(noun, envelopes)
        if _is_so(house, session, envelopes, rep_ids, wanted):
            return len(envelopes), ()
        return len(envelopes), asked_of_the_rules(lambda: rules.reschedule(session, rep_ids, wanted, at))

    return put_state(house, subject, actor_id, at, decide, None)


def _is_so(
    house: House, session: Session, envelopes: Sequence[Envelope], rep_ids: Sequence[str], wanted: Mapping[str, Any]
) -> bool:
    """Whether all that is wanted is so; whoever says so of a session that a rhythm placed has not chosen its time."""
    same_time = (session.starts_at, session.minutes) == (wanted["starts_at"], wanted["minutes"])
    return same_time and all(_place(house, envelopes, rep_id) == wanted.get("place") for rep_id in rep_ids)


def _place(house: House, envelopes: Sequence[Envelope], rep_id: str) -> str | None:
    last = [each for each in envelopes if each.type in _PLANNED and each.data["rep_id"] == rep_id][-1]
    if "sealed" not in last.data:
        return None
    return unseal(house.keyring.key(rep_id).secret, last.id, last.type, Box(**last.data["sealed"])).get("place")
