"""Numbers as people type them."""

from __future__ import annotations

import re

from web.languages import locale

MOST = 1e9

_THOUSANDS = {"en": re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))"), "es": re.compile(r"(?<=\d)\.(?=\d{3}(?:\D|$))")}


def read_number(text: str) -> float | None:
    """Three digits after the mark that groups them in the reader's language are thousands; any other mark begins the
    decimals, whichever keyboard it came from. None is no number, or beyond `MOST`."""
    plain = _THOUSANDS[locale().language].sub("", text).replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if abs(value) <= MOST else None
