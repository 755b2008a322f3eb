"""What a message says, in the language of the channel. Short, kind, and without a name or a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from babel.dates import format_date

from contracts.alerts import Reason
from services.followup.channels.message import Message, Notice

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class _Tongue:
    reminder: str
    late: Mapping[Reason, str]
    subject_digest: str
    subject_test: str
    test: str
    where: str
    all: str
    nobody: str


@dataclass(frozen=True, slots=True)
class Words:
    """``subject`` fits a line; ``lines`` are plain text, one thought each."""

    subject: str
    lines: tuple[str, ...]

    @property
    def body(self) -> str:
        return "\n".join(self.lines)


def words_for(message: Message, language: Language) -> Words:
    """The words of a message."""
    tongue = _TONGUES[language]
    if not message.notices:
        return Words(tongue.subject_test, (tongue.test, "", message.home))
    if len(message.notices) == 1:
        [notice] = message.notices
        said = _said(notice, tongue, language)
        return Words(said, (said, "", tongue.where.format(link=notice.link), "", tongue.nobody))
    lines = [f"- {_said(notice, tongue, language)}\n  {notice.link}" for notice in message.notices]
    subject = tongue.subject_digest.format(number=len(message.notices))
    return Words(subject, (subject, "", *lines, "", tongue.all.format(link=message.home), "", tongue.nobody))


def _said(notice: Notice, tongue: _Tongue, language: Language) -> str:
    day = format_date(date.fromisoformat(notice.due), "EEEE d MMMM", locale=language)
    said = tongue.reminder if notice.level == 0 else tongue.late[notice.reason]
    return f"{said.format(day=day)} ({notice.team})" if notice.team else said.format(day=day)


_ENGLISH = _Tongue(
    reminder="A promise is due today, {day}",
    late={
        "rep_owes": "A promise has been waiting to be practised since {day}",
        "supervisor_owes": "A practised promise has been waiting for a look since {day}",
        "unconfirmed": "A promise has been waiting for an answer since {day}",
        "session_missed": "A coaching session of {day} has no outcome yet",
        "not_seen": "Somebody has not been seen since {day}",
    },
    subject_digest="{number} things are waiting",
    subject_test="A test from Floorwalk",
    test="This channel works. Nothing is late, and nothing has to be done.",
    where="See who owes what: {link}",
    all="All of them: {link}",
    nobody="No names and no notes are in this message; they are in Floorwalk.",
)

_SPANISH = _Tongue(
    reminder="Hoy, {day}, vence una promesa",
    late={
        "rep_owes": "Una promesa espera a ser practicada desde el {day}",
        "supervisor_owes": "Una promesa practicada espera a que la miren desde el {day}",
        "unconfirmed": "Una promesa espera respuesta desde el {day}",
        "session_missed": "La sesión del {day} aún no tiene resultado",
        "not_seen": "Hay alguien a quien nadie ha visto desde el {day}",
    },
    subject_digest="Hay {number} cosas esperando",
    subject_test="Una prueba de Floorwalk",
    test="Este canal funciona. Nada está vencido y no hay nada que hacer.",
    where="Quién debe qué: {link}",
    all="Todas: {link}",
    nobody="En este mensaje no hay nombres ni notas; están en Floorwalk.",
)

_TONGUES: Mapping[Language, _Tongue] = {"en": _ENGLISH, "es": _SPANISH}
