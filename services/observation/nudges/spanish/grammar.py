"""Which Spanish words tell a deed, and which judge. A final -ó needs its accent, or a word that tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contracts.languages import words_of
from services.observation.nudges.spanish.deeds import DEEDS, DEGREES, DONE, LINKS, VAGUE
from services.observation.nudges.spanish.idioms import REPORTS, VERDICTS
from services.observation.nudges.spanish.things import AMISS, NUMBERS, PARTIES, SMALL, THINGS
from services.observation.nudges.spanish.verdicts import JUDGING, JUDGING_ENDINGS, NOT_JUDGING
from services.observation.nudges.tongue import Tongue
from services.observation.nudges.words import PAUSE, plain

_PAST = re.compile("(.+?)(?:ieron|iendo|yendo|aron|aste|iste|ando|aban|abas|aba|ió|ó)")
"""The stem of a past form or a gerund."""
_NOT_VERBS = words_of("cuando mando bando comando triste chiste existe contraste ajuste poste este")
_PRONOUNS = re.compile("(?:se|me|te|nos)?(?:lo|la|le|los|las|les)?$")
_PERFECT = words_of("ha has han he habia habias habian haber")
_PARTICIPLE = re.compile("(.+?)(?:ado|ido|ierto|icho|ito|echo|uesto|oto|isto|uelto)")
_BEFORE_VERB = words_of("le les se no nos")
_PAST_UNACCENTED = re.compile("(.+?)(?:o|ian?)")
_BEGINNING = _BEFORE_VERB | {"", PAUSE, "y"}
_THIRD_PERSON = re.compile("(.+?)[aeo]")
_BEFORE_INFINITIVE = words_of("sin al tras para y o a")
_BEFORE_DE = words_of("antes despues lugar vez")
_ARTICLES = words_of("el la los las un una al su sus")
_NO_VERB_AFTER = words_of("el la los las un una su sus de mi tu esta este esa ese cada primera segunda buena")
_DESCRIBED = LINKS | DEGREES


def _deed(words: Sequence[str], at: int) -> bool:
    spelled = words[at]
    word, before = plain(spelled), _word(words, at - 1)
    if word in DONE:
        return word not in JUDGING or spelled.endswith("ó")
    if word in _NOT_VERBS:
        return False
    if _stands_as_verb(words, at):
        return True
    if len(word) > 4 and (past := _PAST.fullmatch(spelled)):
        return plain(past[1]) not in VAGUE and word not in LINKS
    if word in THINGS and before in AMISS:
        return True
    if _is_infinitive(word, before, _word(words, at - 2)):
        return True
    return word in DEEDS and word not in THINGS and before not in _NO_VERB_AFTER


def _word(words: Sequence[str], at: int) -> str:
    return plain(words[at]) if 0 <= at < len(words) else ""


def _stands_as_verb(words: Sequence[str], at: int) -> bool:
    """Told by the words beside it, with its accent or without: "ha colgado", "le solto", "borro el pedido"."""
    word, before = _word(words, at), _word(words, at - 1)
    if before in _PERFECT:
        ending = _PARTICIPLE
    elif before in _BEGINNING and _word(words, at + 1) in _ARTICLES:
        ending = _THIRD_PERSON
    elif before in _BEFORE_VERB and word not in THINGS:
        ending = _PAST_UNACCENTED
    else:
        return False
    verb = ending.fullmatch(word)
    return verb is not None and verb[1] not in VAGUE and word not in SMALL and not _judgement(words, at)


def _is_infinitive(word: str, before: str, before_that: str) -> bool:
    """As in "sin preguntar", "antes de abrirlo"."""
    root = word if word.endswith("r") else _PRONOUNS.sub("", word)
    if len(root) < 4 or not root.endswith(("ar", "er", "ir")) or root[:-2] in VAGUE:
        return False
    return before in _BEFORE_INFINITIVE or (before == "de" and before_that in _BEFORE_DE)


def _judgement(words: Sequence[str], at: int) -> bool:
    word = plain(words[at])
    if word in JUDGING or word in NOT_JUDGING:
        return word in JUDGING
    if word.endswith(("ado", "ada", "ido", "ida", "ante", "ente")) and _word(words, at - 1) in _DESCRIBED:
        return True
    return len(word) > 4 and word.endswith(JUDGING_ENDINGS) and word not in THINGS


SPANISH = Tongue(
    reports=REPORTS,
    verdicts=VERDICTS,
    deed=_deed,
    judgement=_judgement,
    numbers=NUMBERS,
    aside=PARTIES | {"al", "cuando", "mientras"},
    between=words_of("que no se le les lo la ya nunca ha han"),
    things=THINGS,
    small=SMALL,
)
