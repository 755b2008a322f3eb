"""Signals as the screens show them: a line of a day, where one stands, what a promise is measured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal

from web.languages import _, count, locale

Json = Mapping[str, Any]

_SHORT_NAME = 4


@dataclass(frozen=True, slots=True)
class Said:
    """A customer's words."""

    text: str
    value: str


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal on one day. ``more`` comments are not among those shown."""

    name: str
    average: str
    count: int
    said: tuple[Said, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a signal of a rep stands: over ``days``, or the last value where there was none in them.

    ``key`` is what it is called in a promise's measure.
    """

    name: str
    mean: str
    words: str
    key: str


def read_line(wire: Json) -> SignalLine:
    said = tuple(Said(one["text"], number(one["value"])) for one in wire.get("comments") or () if one.get("text"))
    more = int(wire.get("comments_count") or 0) - len(wire.get("comments") or ())
    return SignalLine(signal_word(wire["name"]), number(wire["average"]), int(wire["count"]), said, max(0, more))


def read_standing(wire: Json) -> Standing:
    n, mean = int(wire.get("n") or 0), wire.get("mean")
    if mean is None:
        return Standing(signal_word(wire["name"]), number(wire["last_value"]), _("not lately"), wire["name"])
    way = {"up": _("rising"), "down": _("falling"), "steady": _("steady")}.get(wire.get("trend", ""))
    over = count("%(num)d in %(days)d days", "%(num)d in %(days)d days", n, days=wire["days"])
    way = way or _("too few to say more")
    return Standing(signal_word(wire["name"]), number(mean), f"{over} · {way}", wire["name"])


def measure_words(wire: Json | None) -> tuple[str, str, str]:
    """What a promise is measured by; that and how it stands, in words; and ``good``, ``bad`` or nothing."""
    if not wire:
        return "", "", ""
    target = number(wire["target"])
    is_floor = wire["comparison"] == "at_least"
    bound = _("at least %(target)s", target=target) if is_floor else _("at most %(target)s", target=target)
    goal = f"{signal_word(wire['signal'])} {bound}"
    n, mean = int(wire.get("n") or 0), number(wire.get("mean") or 0)
    stands = {
        "met": _("met: %(mean)s over %(n)s", mean=mean, n=n),
        "not_met": _("not met: %(mean)s over %(n)s", mean=mean, n=n),
        "so_far_met": _("so far %(mean)s over %(n)s", mean=mean, n=n),
        "so_far_not_met": _("so far %(mean)s over %(n)s", mean=mean, n=n),
        "no_signals": _("nothing came in to tell"),
        "none_yet": _("nothing has come in yet"),
    }.get(wire.get("state", ""), "")
    return goal, f"{goal} · {stands}", {"met": "good", "not_met": "bad"}.get(wire.get("state", ""), "")


def signal_word(name: str) -> str:
    """``CSAT``, ``First reply``."""
    return name.upper() if len(name) <= _SHORT_NAME else name.replace("_", " ").capitalize()


def number(value: float) -> str:
    """With two decimals at most, as the reader's language writes it."""
    return str(format_decimal(value, format="#,##0.##", locale=locale()))
