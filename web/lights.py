"""The five lights of a promise in plain words: how firm it is. They advise and never block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts import smart
from web.languages import _


@dataclass(frozen=True, slots=True)
class Light:
    word: str
    lit: bool
    advice: str


def lights(
    practice: str,
    model_phrase: str,
    due_on: date | None,
    *,
    note_id: str,
    behaviour_id: str,
    open_count: int,
    signal: str = "",
) -> list[Light]:
    """``open_count`` is how many promises the rep has open without this one."""
    shown = smart.lights(
        practice=practice,
        model_phrase=model_phrase,
        due_on=due_on,
        behaviour_id=behaviour_id,
        signal=signal,
        observation_id=note_id,
        others_open=open_count,
    )
    words: dict[smart.Name, str] = {
        "specific": _("Specific"),
        "measurable": _("Count"),
        "attainable": _("Doable"),
        "relevant": _("Matters"),
        "time_bound": _("Dated"),
    }
    return [Light(word, shown[name].lit, shown[name].why) for name, word in words.items()]


def first_advice(shown: list[Light]) -> tuple[int, str] | None:
    """Which light is the first that is not lit, from 1, and what would light it."""
    return next(((place, light.advice) for place, light in enumerate(shown, 1) if not light.lit), None)
