"""What a note says after its amendments, and what it said before each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Row

from services.followup.letters import Letters
from services.followup.showing.names import Names
from services.followup.showing.wire import wire

Json = dict[str, Any]
Texts = dict[str, str | None]

TEXTS = ("quote", "note", "model_phrase", "impact")


def present_texts(note: Row[Any], amendments: Sequence[Row[Any]], letters: Letters) -> Texts:
    """The words as they read now."""
    return _versions(note, amendments, letters)[-1]


def trace(
    note: Row[Any],
    amendments: Sequence[Row[Any]],
    letters: Letters,
    names: Names,
    labels: Mapping[str, str],
    *,
    for_rep: bool,
) -> list[Json]:
    """Each amendment with what it took the place of, in the order in which they were made.

    What was changed before the rep could see it is not shown to the rep: the author has ten minutes to find the words.
    """
    versions = _versions(note, amendments, letters)
    return [
        {
            "id": amendment.id,
            "by": names.by(amendment.by_id),
            "occurred_at": wire(amendment.occurred_at),
            "reason": letters.of(amendment.box).get("reason"),
            "was": None
            if for_rep and amendment.occurred_at < note.visible_from
            else {**_facts_before(amendment, labels), **_words_before(before, after)},
        }
        for amendment, before, after in zip(amendments, versions, versions[1:], strict=False)
    ]


def behaviours_before(amendments: Sequence[Row[Any]]) -> Iterator[str]:
    """The behaviours that notes named before."""
    for amendment in amendments:
        if behaviour_id := orjson.loads(amendment.was).get("behaviour_id"):
            yield behaviour_id


def _versions(note: Row[Any], amendments: Sequence[Row[Any]], letters: Letters) -> list[Texts]:
    """The words before each of the amendments, and at the end those of now."""
    said = letters.of(note.box)
    versions: list[Texts] = [{name: said.get(name) for name in TEXTS}]
    for amendment in amendments:
        versions.append({**versions[-1], **_changed(amendment, letters)})
    return versions


def _changed(amendment: Row[Any], letters: Letters) -> Texts:
    written = letters.of(amendment.box)
    removed = amendment.removed.split()
    return {name: written.get(name) for name in TEXTS if written.get(name) is not None or name in removed}


def _facts_before(amendment: Row[Any], labels: Mapping[str, str]) -> Json:
    facts: Json = orjson.loads(amendment.was)
    if "behaviour_id" in facts:
        behaviour_id = facts.pop("behaviour_id")
        facts["behaviour"] = labels.get(behaviour_id) if behaviour_id else None
    return facts


def _words_before(before: Texts, after: Texts) -> Texts:
    return {name: words for name, words in before.items() if words != after[name]}
