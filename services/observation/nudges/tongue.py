"""What the judging needs to know of a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """The words of a language, for those who judge and those who tell.

    Args:
        reports: what was said, without quotation marks: "told her that …".
        verdicts: idioms that judge, whatever their words mean apart.
        deed: whether the word there is something done that one could have seen or heard.
        judgement: whether the word there judges.
        numbers: number words.
        aside: words after which a deed is not the one that is judged: the customer's, the author's, the occasion.
        between: words that may stand between these and the deed: "who couldn't find".
        things: what can be pointed at, on a desk, on a screen or in a call.
        small: words that carry no detail.
    """

    reports: re.Pattern[str]
    verdicts: re.Pattern[str]
    deed: Callable[[Sequence[str], int], bool]
    judgement: Callable[[Sequence[str], int], bool]
    numbers: frozenset[str]
    aside: frozenset[str]
    between: frozenset[str]
    things: frozenset[str]
    small: frozenset[str]
