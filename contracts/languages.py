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
    al algo antes así aunque ayer bien buen buena bueno buenos cada casi como con cuando cómo de debe del desde
    después donde dos el ella ellos en entre era es esa ese esta este esto estuvo está falta fue gran ha hace hasta
    hay hoy la las le les lo los mal mala malo me mi mientras minutos mucha mucho muy más nada ni nos nunca o otra
    otro para parece pero poca poco por porque puede que qué se ser si siempre sin sobre son su sus sí también tan
    tarde te tiene todo tono trabajo tres tu un una unas unos usted vez y ya yo
    """
)
_SPANISH_ENDINGS = tuple(words_of("ado ada ción cion dad dades encia ente ido isimo oso osa tud"))
_SPANISH_MARKS = re.compile("[ñáéíóú¡¿]")


def language_of(*texts: str | None) -> Language:
    """The language of the texts together; English where nothing tells."""
    said = " ".join(text[:_ENOUGH] for text in texts if text).lower()
    words = _WORD.findall(said)
    english = sum(word in _ENGLISH for word in words)
    spanish = sum(_looks_spanish(word) for word in words) + len(re.findall("[¡¿]", said))
    if spanish == english == 0:
        return "es" if _sounds_spanish(words) else "en"
    return "es" if spanish > english else "en"


def _sounds_spanish(words: list[str]) -> bool:
    """Few English words end like "saludo" and "contesta"."""
    return 2 * sum(word.endswith(("a", "o", "as", "os")) for word in words) > len(words)


def _looks_spanish(word: str) -> bool:
    ends_so = len(word) > 5 and word.endswith(_SPANISH_ENDINGS)
    return word in _SPANISH or ends_so or _SPANISH_MARKS.search(word) is not None
