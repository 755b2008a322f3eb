"""The five lights of a promise, as they stand now."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Row

from contracts.smart import lights
from services.followup.measures import Measured

Light = dict[str, Any]


def smart(
    commitment: Row[Any], texts: Mapping[str, Any], open_count: int, measured: Measured | None
) -> dict[str, Light] | None:
    """None where the words may not be read or cannot be: the lights tell of them.

    Args:
        texts: the opened ones, by name.
        measured: what its measure has come to, if it has one.
        open_count: how many open promises the rep has, this one among them if it is.
    """
    if not texts.get("practice"):
        return None
    measure = orjson.loads(commitment.measure) if commitment.measure else {}
    shown = lights(
        practice=texts["practice"],
        model_phrase=texts.get("model_phrase"),
        due_on=commitment.due_on,
        signal=measure.get("signal"),
        measured=(measured.tally.n, measured.tally.mean) if measured else None,
        behaviour_id=commitment.behaviour_id,
        observation_id=commitment.observation_id,
        session_id=commitment.session_id,
        others_open=open_count - (commitment.standing == "open"),
    )
    return {name: dataclasses.asdict(light) for name, light in shown.items()}
