"""The five lights of a promise (`domain.md`, rule 6). They advise; only the date is required.

Both services show them: the write side answers with them, the read side shows them beside each promise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.counts import names_a_count
from contracts.languages import Language, language_of

Name = Literal["specific", "measurable", "attainable", "relevant", "time_bound"]

MOST_OPEN = 3
"""How many promises a rep can practise at a time."""

_FEW_WORDS = 6
_WISH = re.compile(
    r"\s*(?:please |always |just |try to |tratar de |intentar )*"
    r"(?:(?:be|become|sound|act|stay|show|have|try) (?:more|less|better|\w+er\b|\w+\W*$)|(?:do|get) (?:\w+ )?better\b"
    r"|improve\b|work on\b|focus on\b|better\b|more\b|less\b|stop being\b|pay more attention"
    r"|(?:ser|sé|sea|estar|mostrar|tener|poner|prestar) (?:más|menos|mejor|\w+\W*$)|mejor(?:ar|a|e)?\b|más\b|menos\b"
    r"|esf(?:o|ue)rza\w+|trabajar en\b)",
    re.IGNORECASE,
)
"""How a wish begins that names no deed: "be more patient", "mejorar el tono"."""


@dataclass(frozen=True, slots=True)
class Light:
    """``why`` is the reason where it is lit, and what would turn it on where it is not."""

    lit: bool
    why: str


def lights(
    *,
    practice: str | None = None,
    model_phrase: str | None = None,
    due_on: date | str | None = None,
    signal: str | None = None,
    measured: tuple[int, float | None] | None = None,
    behaviour_id: str | None = None,
    observation_id: str | None = None,
    session_id: str | None = None,
    others_open: int | None = None,
) -> dict[Name, Light]:
    """How firm a promise is, told in the language of the practice.

    Args:
        signal: the signal of the promise's measure, which has a target.
        measured: how many of it there were since it was agreed, and their mean.
        others_open: how many promises of the rep are open beside this one; None is not known.
    """
    say = _WORDS[language_of(practice or model_phrase)]
    return {
        "specific": _specific(say, behaviour_id, practice, model_phrase),
        "measurable": _measurable(say, practice, signal, measured),
        "attainable": _attainable(say, others_open),
        "relevant": _relevant(say, observation_id, signal, session_id, behaviour_id),
        "time_bound": Light(True, say["a_day"]) if due_on else Light(False, say["no_day"]),
    }


def _specific(
    say: Mapping[str, str], behaviour_id: str | None, practice: str | None, model_phrase: str | None
) -> Light:
    if not behaviour_id:
        return Light(False, say["no_behaviour"])
    if not model_phrase and _is_a_wish(practice or ""):
        return Light(False, say["no_deed"])
    return Light(True, say["a_deed"])


def _is_a_wish(practice: str) -> bool:
    return len(practice.split()) <= _FEW_WORDS and (not practice.strip() or _WISH.match(practice) is not None)


def _measurable(
    say: Mapping[str, str], practice: str | None, signal: str | None, measured: tuple[int, float | None] | None
) -> Light:
    if signal:
        count, mean = measured or (0, None)
        stands = say["stands"].format(f"{mean:.2f}".rstrip("0").rstrip("."), count) if mean is not None else ""
        return Light(True, say["a_target"] + stands)
    return Light(True, say["a_count"]) if names_a_count(practice or "") else Light(False, say["no_count"])


def _attainable(say: Mapping[str, str], others_open: int | None) -> Light:
    if others_open is None:
        return Light(False, say["nobody"])
    opened = others_open + 1
    return Light(opened <= MOST_OPEN, say["few" if opened <= MOST_OPEN else "many"].format(opened, MOST_OPEN))


def _relevant(
    say: Mapping[str, str],
    observation_id: str | None,
    signal: str | None,
    session_id: str | None,
    behaviour_id: str | None,
) -> Light:
    ties = {"a_note": observation_id, "a_signal": signal, "a_session": session_id, "a_behaviour": behaviour_id}
    tie = next((name for name, tied_to in ties.items() if tied_to), None)
    return Light(tie is not None, say[tie or "no_tie"])


_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "a_deed": "It says which behaviour, and what to say or do.",
        "no_behaviour": "Choose the behaviour it is about.",
        "no_deed": "What exactly to say or do? Add it, or a phrase to use.",
        "a_count": "It has a count.",
        "a_target": "It has a signal with a target.",
        "stands": " It stands at {}, over {}.",
        "no_count": "How will you both know? Add a count, such as “on three calls”.",
        "few": "{} of at most {} open, this one included.",
        "many": "That makes {} open, and {} are enough at a time. Finish or release one first.",
        "nobody": "Say whose promise it is, to see how many are open.",
        "a_note": "It comes from what was seen.",
        "a_signal": "It is tied to a signal.",
        "a_session": "It comes from a session.",
        "a_behaviour": "It is about a behaviour of the catalogue.",
        "no_tie": "Begin it from a note, a behaviour or a signal, so that it is clear what it is for.",
        "a_day": "It has a day.",
        "no_day": "Choose a day.",
    },
    "es": {
        "a_deed": "Dice qué conducta es, y qué decir o hacer.",
        "no_behaviour": "Elige la conducta de la que se trata.",
        "no_deed": "¿Qué decir o hacer exactamente? Añádelo, o una frase que usar.",
        "a_count": "Tiene una cuenta.",
        "a_target": "Tiene una señal con un objetivo.",
        "stands": " Está en {}, de {}.",
        "no_count": "¿Cómo lo sabrán los dos? Añade una cuenta, como «en tres llamadas».",
        "few": "{} de {} abiertas como mucho, contando esta.",
        "many": "Con esta son {} abiertas, y {} a la vez bastan. Termina o libera una antes.",
        "nobody": "Di de quién es la promesa, para ver cuántas tiene abiertas.",
        "a_note": "Viene de lo que se vio.",
        "a_signal": "Está ligada a una señal.",
        "a_session": "Viene de una sesión.",
        "a_behaviour": "Trata de una conducta del catálogo.",
        "no_tie": "Empiézala desde una nota, una conducta o una señal, para que se vea para qué es.",
        "a_day": "Tiene un día.",
        "no_day": "Elige un día.",
    },
}
