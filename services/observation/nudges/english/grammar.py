"""Which English words tell a deed, and which judge."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contracts.languages import words_of
from services.observation.nudges.english.deeds import (
    BEFORE_BASE,
    DEEDS,
    DEGREES,
    DONE,
    LIGHT,
    LINKS,
    NEGATIONS,
    SEEMING,
    VAGUE,
)
from services.observation.nudges.english.idioms import REPORTS, VERDICTS
from services.observation.nudges.english.things import AMISS, NUMBERS, PARTIES, SMALL, THINGS
from services.observation.nudges.english.verdicts import CHARACTER, JUDGING, JUDGING_ENDINGS, NOT_JUDGING
from services.observation.nudges.tongue import Tongue
from services.observation.nudges.words import PAUSE

_SAYS_WHO = frozenset(f" {PAUSE} he she and always never often still then just who customer agent rep".split(" "))
"""Before these, or at the beginning, a word in -s is a verb: "asks for the name"."""
_NOT_DONE = NEGATIONS - words_of("not never don't dont can't cant cannot")
"""After these stands a verb, known or not: "didn't rinse"."""
_ONGOING = words_of("while before after without by instead of was were is kept keeps started began stopped")
_FILLING = PARTIES | words_of("a an the no some any his her him them their your our my so very really such")
_OTHERS = PARTIES | {"who"}
_DESCRIBED = LINKS | DEGREES
_NEGATED = re.compile("un|in|im|ir|dis|over")
"""As in "untidy", "imprecise", "overeager"."""
_TELLS_NO_DEED = VAGUE | JUDGING | SMALL
_GRADED = JUDGING | DEGREES


def _deed(words: Sequence[str], at: int) -> bool:
    word, before = words[at], _word(words, at - 1)
    if word in LIGHT and _is_graded(words, at):
        return False
    if word in DONE:
        return True
    if word.endswith("ed") and len(word) > 4 and not word.endswith("eed"):
        return not _describes(words, at)
    if word.endswith("ing") and len(word) > 5:
        return _goes_on(words, at)
    if word in THINGS and before in AMISS:
        return True
    if before in _NOT_DONE and word not in _TELLS_NO_DEED:
        return True
    return _is_present_deed(word, before)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _is_graded(words: Sequence[str], at: int) -> bool:
    """What was given or shown is no more than judged: "gave a poor explanation"."""
    told = next((place for place in range(at + 1, len(words)) if words[place] not in _FILLING), at)
    return told > at and _judgement(words, told)


def _describes(words: Sequence[str], at: int) -> bool:
    """An -ed word that grades, or tells how somebody is: "seemed bored", "calm and collected"."""
    word, before = words[at], _word(words, at - 1)
    if word in JUDGING or before in SEEMING or _is(word, 2, VAGUE):
        return True
    beside = _word(words, at - 2) if before == "and" else ""
    describes = before in _DESCRIBED or before in {"not", "never"} or (beside in JUDGING and not beside.endswith("ed"))
    return describes and not _is(word, 2, DEEDS)


def _goes_on(words: Sequence[str], at: int) -> bool:
    word, before = words[at], _word(words, at - 1)
    if word in JUDGING or before in DEGREES or (before in LINKS and _word(words, at - 2) in _OTHERS):
        return False
    return _is(word, 3, DEEDS) or (before in _ONGOING and not _is(word, 3, VAGUE))


def _is_present_deed(word: str, before: str) -> bool:
    if word in DEEDS:
        return before in BEFORE_BASE
    return word.endswith("s") and before in _SAYS_WHO and word not in THINGS and _is(word, 1, DEEDS)


def _is(word: str, ending: int, verbs: frozenset[str]) -> bool:
    """Whether the word, without so many letters at its end, is one of the verbs: "stopped", "replied", "writing"."""
    root = word[:-ending]
    candidates = {root, root + "e", root.removesuffix("e")}
    if root[-1:] == root[-2:-1]:
        candidates.add(root[:-1])
    if root.endswith(("i", "ie")):
        candidates.add(root.rstrip("ie") + "y")
    return not verbs.isdisjoint(candidates)


def _judgement(words: Sequence[str], at: int) -> bool:
    word, after = words[at], _word(words, at + 1)
    if word == "too":
        return after not in {"", PAUSE}
    if word == "off":
        return _word(words, at - 1) in _DESCRIBED or not at
    if word == "never" and after and _deed(words, at + 1):
        return after.endswith("s")
    if word in AMISS and after and after not in _GRADED:
        return False
    if word in JUDGING or word in NOT_JUDGING:
        return word in JUDGING
    return _is_shaped_like_one(word, _word(words, at - 1))


def _is_shaped_like_one(word: str, before: str) -> bool:
    if word.endswith(("ed", "ing")) and before in _DESCRIBED:
        return not (word.endswith("ing") and _is(word, 3, DEEDS))
    if word.endswith(("er", "est")):
        return _compares(word)
    if (negated := _NEGATED.match(word)) and word[negated.end() :] in CHARACTER:
        return True
    return len(word) > 4 and word.endswith(JUDGING_ENDINGS) and word not in THINGS


def _compares(word: str) -> bool:
    """As in "warmer", "friendliest"."""
    root = word.removesuffix("est").removesuffix("er")
    return not CHARACTER.isdisjoint((root, root + "e", root.removesuffix("i") + "y"))


ENGLISH = Tongue(
    reports=REPORTS,
    verdicts=VERDICTS,
    deed=_deed,
    judgement=_judgement,
    numbers=NUMBERS,
    aside=_OTHERS | words_of("when while i i've we we've"),
    between=NEGATIONS | words_of("that had just already"),
    things=THINGS,
    small=SMALL,
)
