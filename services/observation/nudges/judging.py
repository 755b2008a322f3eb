"""Does a note judge without saying what was said or done?

A note is cut into words, and each word is asked what it is: a deed that one could have seen or heard, a judgement, a
small word, or a detail. Words in quotes or a figure are proof enough. So is a deed of the rep where nothing is judged,
or where it stands apart from the judgement, or a second deed or a detail beside it. A judgement without such a deed
proves nothing, nor does a short note that is neither; a time beside it only says when.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import accumulate

from services.observation.nudges.tongue import Tongue
from services.observation.nudges.words import PAUSE, VERDICT, cut, is_exact, is_figure, is_time, plain, quotations, read

_BESIDE = 40
"""So many characters before "said that" show who said it."""


def only_judges(note: str, tongue: Tongue) -> bool:
    """Whether the note deserves the question "What exactly did they say or do?"."""
    text = read(note)
    if _gives_words(text, tongue):
        return False
    words = cut(tongue.verdicts.sub(f" {VERDICT} ", text))
    places = range(len(words))
    deeds = {at for at in places if tongue.deed(words, at)}
    judged = {at for at in places if at not in deeds and (words[at] == VERDICT or tongue.judgement(words, at))}
    words = tuple(map(plain, words))
    figures = [words[at] for at in places if _counts(words, at, tongue)]
    if len(figures) > 1 or (figures and not (judged and is_time(figures[0]))):
        return False
    own = {at for at in deeds if not _is_aside(words, at, tongue)}
    if not judged:
        return not own and _tells_nothing(words, tongue)
    tells = len(own) > 1 or _has_details(words, own | judged, tongue) or _stands_alone(words, own, judged)
    return not (own and tells)


def _gives_words(text: str, tongue: Tongue) -> bool:
    """Somebody's words stand there, in quotes or retold."""
    quoted = quotations(text)
    if any(not _is_verdict(words, tongue) for words in quoted):
        return True
    before = (cut(text[: retold.start()][-_BESIDE:]) for retold in tongue.reports.finditer(text))
    return any(not _is_aside(words, len(words), tongue) for words in before)


def _is_verdict(quoted: str, tongue: Tongue) -> bool:
    """One word in quotes that judges, as in: always "busy"."""
    words = cut(quoted)
    return len(words) < 2 and all(tongue.judgement(words, at) for at in range(len(words)))


def _counts(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    """A figure that tells something: a time, a price, or so many of a thing; "two bad calls" and "line 2" do not."""
    if not is_figure(words[at]) and words[at] not in tongue.numbers:
        return False
    counted = next((word for word in words[at + 1 :] if not tongue.judgement((word,), 0)), PAUSE)
    return is_exact(words[at]) or counted not in tongue.small


def _is_aside(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    """Not what the rep did: "rude to a man who couldn't find his order"."""
    before = next((word for word in reversed(words[:at]) if word not in tongue.between), PAUSE)
    return before in tongue.aside


def _has_details(words: Sequence[str], known: Set[int], tongue: Tongue) -> bool:
    return any(at not in known and word not in tongue.small for at, word in enumerate(words))


def _stands_alone(words: Sequence[str], own: Set[int], judged: Set[int]) -> bool:
    """A deed between two pauses with no judgement beside it: "handled it badly, hung up on her"."""
    part_of = list(accumulate(word == PAUSE for word in words))
    return not {part_of[at] for at in own} <= {part_of[at] for at in judged}


def _tells_nothing(words: Sequence[str], tongue: Tongue) -> bool:
    return tongue.things.isdisjoint(words)
