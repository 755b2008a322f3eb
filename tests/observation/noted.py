"""Notes that people judged: does this one deserve the question "What exactly did they say or do?"."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contracts.observations import NoteKind
from services.observation.nudges.asking import nudges

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Noted:
    """``part`` tells when a note was written, and whether the rules learned from it (`nudge_notes.csv`)."""

    note: str
    kind: NoteKind
    language: str
    deserves_it: bool
    part: str

    @property
    def judged_right(self) -> bool:
        asked = nudges(self.kind, note=self.note)
        return any(nudge.code == "judgement_without_quote" for nudge in asked) is self.deserves_it


def judged_notes() -> list[Noted]:
    """The given examples (part ``given``) and our own."""
    return [*_read("nudge_examples.csv"), *_read("nudge_notes.csv")]


def share_right(notes: Sequence[Noted]) -> float:
    return sum(noted.judged_right for noted in notes) / len(notes)


def _read(name: str) -> Iterator[Noted]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind: NoteKind = "praise" if row["kind"] == "praise" else "correction"
            deserves_it = row["expect"] == "nudge"
            yield Noted(row["note"], kind, row.get("language", "en"), deserves_it, row.get("part", "given"))
