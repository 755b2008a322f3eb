"""Up to two questions that a note leaves open, the most useful first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Literal

from contracts.languages import Language, language_of
from contracts.observations import NoteKind
from services.observation.nudges.english.grammar import ENGLISH
from services.observation.nudges.judging import only_judges
from services.observation.nudges.spanish.grammar import SPANISH
from services.observation.nudges.tongue import Tongue

Code = Literal["judgement_without_quote", "no_model_phrase", "no_impact"]

_AT_MOST = 2
"""Three questions at once are an interrogation."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """A question to whoever writes the note, and the field that would answer it."""

    code: Code
    field: str
    message: str


def nudges(
    kind: NoteKind | None,
    quote: str | None = None,
    note: str | None = None,
    model_phrase: str | None = None,
    impact: str | None = None,
) -> list[Nudge]:
    """What could still be said, asked in the language of the note; ``kind`` is None while it is not chosen."""
    language = cache(lambda: language_of(note or quote))
    asked = _asked(kind, quote, note, model_phrase, impact, lambda: _TONGUES[language()])
    return [Nudge(code, _FIELDS[code], _QUESTIONS[language()][code]) for code in islice(asked, _AT_MOST)]


def _asked(
    kind: NoteKind | None,
    quote: str | None,
    note: str | None,
    model_phrase: str | None,
    impact: str | None,
    tongue: Callable[[], Tongue],
) -> Iterator[Code]:
    if not _said(quote) and note and note.strip() and only_judges(note, tongue()):
        yield "judgement_without_quote"
    if kind == "correction" and not _said(model_phrase):
        yield "no_model_phrase"
    if (kind or _said(quote) or _said(note)) and not _said(impact):
        yield "no_impact"


def _said(text: str | None) -> bool:
    return bool(text and text.strip())


_TONGUES: Mapping[Language, Tongue] = {"en": ENGLISH, "es": SPANISH}

_FIELDS: Mapping[Code, str] = {
    "judgement_without_quote": "quote",
    "no_model_phrase": "model_phrase",
    "no_impact": "impact",
}

_QUESTIONS: Mapping[Language, Mapping[Code, str]] = {
    "en": {
        "judgement_without_quote": "What exactly did they say or do?",
        "no_model_phrase": "How could it sound instead?",
        "no_impact": "Why does it matter?",
    },
    "es": {
        "judgement_without_quote": "¿Qué dijo o hizo exactamente?",
        "no_model_phrase": "¿Cómo podría sonar en su lugar?",
        "no_impact": "¿Por qué importa?",
    },
}
