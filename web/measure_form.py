"""The measure of a promise that is being written: a signal, and the number it should reach by the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.languages import _
from web.numbers import read_number
from web.signals import Standing, signal_word

COMPARISONS = ("at_least", "at_most")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MeasureForm:
    """As it was typed; without a ``signal`` there is no measure."""

    signal: str = ""
    comparison: str = COMPARISONS[0]
    target: str = ""

    @property
    def words(self) -> str:
        """What is chosen, in a line; empty where nothing is."""
        if not self.wire:
            return ""
        bounds = {"at_least": _("at least %(target)s"), "at_most": _("at most %(target)s")}
        return f"{signal_word(self.signal)} {bounds[self.comparison] % {'target': self.target}}"

    @property
    def wire(self) -> dict[str, Any] | None:
        """The measure of the promise; None where there is none, or its number cannot be read."""
        target = read_number(self.target)
        if not self.signal or target is None:
            return None
        return {"signal": self.signal, "comparison": self.comparison, "target": target}

    @property
    def errors(self) -> dict[str, str]:
        wants_number = self.signal and read_number(self.target) is None
        return {"goal": _("Which number should it reach?")} if wants_number else {}


@dataclass(frozen=True, slots=True)
class Offer:
    """A signal to choose, and where it stands now."""

    key: str
    word: str
    now: str


def read_measure(sent: Mapping[str, str]) -> MeasureForm:
    comparison = sent.get("comparison", "")
    return MeasureForm(
        sent.get("signal", "").strip()[:60],
        comparison if comparison in COMPARISONS else COMPARISONS[0],
        sent.get("goal", "").strip()[:20],
    )


def measure_of(behaviour: Json) -> MeasureForm:
    """What the catalogue says that a behaviour shows in."""
    wire = behaviour.get("measure")
    return MeasureForm(wire["signal"], wire["comparison"], f"{wire['target']:.10g}") if wire else MeasureForm()


def offers(standings: Sequence[Standing], chosen: str) -> list[Offer]:
    """The signals that come in about the rep, and the one that is chosen where none has come in yet."""
    known = [Offer(each.key, each.name, each.mean) for each in standings]
    missing = chosen and chosen.lower() not in {each.key for each in known}
    return [*known, *([Offer(chosen, signal_word(chosen), "")] if missing else [])]
