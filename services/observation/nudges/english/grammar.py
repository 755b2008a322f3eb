"""Which English words tell a deed, and which judge."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.languages import words_of
from services.observation.nudges.english.deeds import (
    BEFORE_BASE,
    DEEDS,
    DEGREES,
    DONE,
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
_NOT_DONE = NEGATIONS - {"not", "never", "don't", "can't", "cannot"}
"""After these stands a verb, known or not: "didn't rinse"."""
_ONGOING = words_of("while before after without by instead of was were is kept keeps started began stopped")
_DESCRIBED = LINKS | DEGREES
_TELLS_NO_DEED = VAGUE | JUDGING | SMALL
_GRADED = JUDGING | DEGREES


def _deed(words: Sequence[str], at: int) -> bool:
    word, before = words[at], _word(words, at - 1)
    if word in DONE:
        return True
    if word.endswith("ed") and len(word) > 4 and not word.endswith("eed"):
        return not _describes(words, at)
    if word.endswith("ing") and len(word) > 5:
        return _goes_on(word, before)
    if word in THINGS and before in AMISS:
        return True
    if before in _NOT_DONE and word not in _TELLS_NO_DEED:
        return True
    return _is_present_deed(word, before)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _describes(words: Sequence[str], at: int) -> bool:
    """An -ed word that grades, or tells how somebody is: "seemed bored", "calm and collected"."""
    word, before = words[at], _word(words, at - 1)
    if word in JUDGING or before in SEEMING or _is(word, 2, VAGUE):
        return True
    beside = _word(words, at - 2) if before == "and" else ""
    describes = before in _DESCRIBED or before in {"not", "never"} or (beside in JUDGING and not beside.endswith("ed"))
    return describes and not _is(word, 2, DEEDS)


def _goes_on(word: str, before: str) -> bool:
    if word in JUDGING or before in DEGREES:
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
    if word == "never" and after and _deed(words, at + 1):
        return after.endswith("s")
    if word in AMISS and after and after not in _GRADED:
        return False
    if word in JUDGING or word in NOT_JUDGING:
        return word in JUDGING
    return _is_shaped_like_one(word, _word(words, at - 1))


def _is_shaped_like_one(word: str, before: str) -> bool:
    if word.endswith(("ed", "ing")) and before in _DESCRIBED:
        return True
    if word.endswith(("er", "est")):
        return _compares(word)
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
    aside=PARTIES | {"when", "while"},
    things=THINGS,
    small=SMALL,
)
