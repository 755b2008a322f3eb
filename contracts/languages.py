"""Which language a note is written in, told by the small words that every sentence has."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["en", "es"]


def words_of(listed: str) -> frozenset[str]:
    """A list of words, as the vocabularies of the languages are written."""
    return frozenset(listed.split())


_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 1_000
"""So many characters show the language of any text."""

_ENGLISH = words_of(
    """
    about after again and any are as at because been before but by could did didn do does don each every first for
    from had has have her him his how i if in is it its let more need needs never nor not of off on or our out over
    please said say seem she should so still than that the their them then there they this to too until up very want was
    we well were what when while who with without would you your
    """
)
_SPANISH = words_of(
    """
    al algo antes así aunque bien cada casi como con cuando cómo de debe del desde después donde dos el ella ellos
    en entre era es esa ese esta este esto estuvo está falta fue gran ha hace hasta hay la las le les lo los mal me mi
    mientras mucha mucho muy más nada ni nos nunca o para parece pero poca poco por porque puede que qué se ser si sin
    siempre sobre son su sus sí también tan te tiene todo tono tres tu un una unas unos usted vez y ya yo
    """
)
_SPANISH_ENDINGS = ("ción", "dad", "mente", "ado", "ada", "ido", "oso", "osa", "iente", "encia")
_SPANISH_MARKS = re.compile("[ñáéíóú¡¿]")


def language_of(*texts: str | None) -> Language:
    """The language of the texts together; English where nothing tells."""
    said = " ".join(text[:_ENOUGH] for text in texts if text).lower()
    words = _WORD.findall(said)
    english = sum(word in _ENGLISH for word in words)
    spanish = sum(_looks_spanish(word) for word in words) + len(re.findall("[¡¿]", said))
    return "es" if spanish > english else "en"


def _looks_spanish(word: str) -> bool:
    ends_so = len(word) > 5 and word.endswith(_SPANISH_ENDINGS)
    return word in _SPANISH or ends_so or _SPANISH_MARKS.search(word) is not None
