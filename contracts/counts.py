"""Does a text name a count: "on three calls", "2 of 5 chats", "una vez por turno"? English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contracts.languages import words_of

_ENOUGH = 2_000
_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+|%")
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")

_NUMBERS = words_of(
    """
    two three four five six seven eight nine ten eleven twelve fifteen twenty thirty fifty hundred twice thrice dozen
    dos tres cuatro cinco seis siete ocho nueve diez doce quince veinte treinta cincuenta cien docena
    """
)
_ONE = words_of("one un una")
_AFTER_ONCE = words_of("a after an and at before during each every in on per with") | {""}
"""After these "once" is a count; elsewhere it may mean "as soon as"."""
_OCCASIONS = words_of(
    """
    call chat contact conversation customer day email hour order shift ticket time walk week
    atención cliente chat contacto conversación correo día hora llamada pedido semana turno vez
    """
)
_A = words_of("a an per each every por cada al")
_SPANS = words_of("week weeks month months year years semana semanas mes meses año años am pm h")
_DAYS = words_of("day days día días")
_UNTIL = words_of("in within for next after en durante próximos dentro de")
_MONTHS = words_of(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    """
)
_NUMBERED = words_of("step line desk page level room version paso línea página nivel sala versión puesto")


def names_a_count(text: str) -> bool:
    """Whether the text says how many. A date, a deadline ("in two weeks") or a number plate ("desk 3") is no count."""
    words = _TOKEN.findall(text[:_ENOUGH].lower())
    return any(_counts(words, at) for at in range(len(words)))


def _counts(words: Sequence[str], at: int) -> bool:
    if words[at] == "once":
        return _word(words, at + 1) in _AFTER_ONCE
    if words[at] in _ONE:
        return _is_one_of_many(words, at)
    is_number = words[at] in _NUMBERS or _AMOUNT.fullmatch(words[at]) is not None
    return is_number and not _is_when(words, at) and _word(words, at - 1) not in _NUMBERED


def _is_one_of_many(words: Sequence[str], at: int) -> bool:
    """As in "one call", "at least one thing", "one offer a shift"; not "one breath", not "una vez que"."""
    if _word(words, at - 1) in {"least", "menos"}:
        return True
    if _word(words, at + 1) in _OCCASIONS:
        return _word(words, at + 2) != "que"
    after = words[at + 1 : at + 5]
    return any(word in _A and _word(after, place + 1) in _OCCASIONS for place, word in enumerate(after))


def _is_when(words: Sequence[str], at: int) -> bool:
    before, after = _word(words, at - 1), _word(words, at + 1)
    if after in _SPANS or (after in _DAYS and before in _UNTIL):
        return True
    if before in _MONTHS or after in _MONTHS:
        return True
    if after == "de" and _word(words, at + 2) in _MONTHS:
        return True
    return before in {"del", "el", "día"} and after in {"", "de"}


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""
