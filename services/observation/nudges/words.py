"""A note cut into words, and the two proofs that need no grammar: words in quotes, and figures."""

from __future__ import annotations

import re
import unicodedata

PAUSE = ","
"""Stands for any sign between two parts of a note."""

VERDICT = "¶"
"""Stands for a turn of phrase that judges."""

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[.,;:!?()\n]|¶")
_QUOTED = re.compile(
    r'"([^"]*)"|“([^”]*)[”"]|«([^»]*)»|„([^“”]*)[“”]|\u2018([^\u2019]*)\u2019|(?<!\w)\'([^\']+)\'(?!\w)'
)
_APOSTROPHE = re.compile(r"(?<=\w)[\u2019\u00b4`](?=\w)")
_MARKS = re.compile("[\u0300-\u036f]")
_SCORE = re.compile(
    r"\b(?:1\d0 ?%|1000 ?%|10 ?/ ?10|10 (?:out of|de|sobre) 10|24/7|5[ -](?:stars?|estrellas))"
    r"|(?:\bno\. ?|\bnumber |#)1\b"
)
_CLOCK_OR_PRICE = re.compile(r"\d+[.,:/]\d+")
_ENOUGH = 1_500
"""A note that has not come to the point after so many characters is read no further."""


def read(note: str) -> str:
    """The note as the rules read it: small letters, one kind of apostrophe, no score that praises in figures."""
    text = unicodedata.normalize("NFC", note[:_ENOUGH]).lower()
    return _SCORE.sub(" ", _APOSTROPHE.sub("'", text))


def cut(text: str) -> tuple[str, ...]:
    """Words, figures, pauses and verdicts in their order; ``didn't`` is one word."""
    return tuple(word if word[0].isalnum() or word == VERDICT else PAUSE for word in _WORD.findall(text))


def quotations(text: str) -> list[str]:
    """What stands between quotation marks of any kind."""
    return ["".join(found) for found in _QUOTED.findall(text)]


def is_figure(word: str) -> bool:
    return word[0].isdigit()


def is_exact(word: str) -> bool:
    """A time, a price, a date: 14:02, 29.90, 3/11."""
    return _CLOCK_OR_PRICE.fullmatch(word) is not None


def is_time(word: str) -> bool:
    """A time of day: 14:02."""
    return ":" in word


def plain(word: str) -> str:
    """Without accents: people leave them out when they type with a thumb."""
    if word.isascii():
        return word
    return _MARKS.sub("", unicodedata.normalize("NFD", word))


def phrases(*patterns: str) -> re.Pattern[str]:
    """One pattern of whole words for all of them."""
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b")
