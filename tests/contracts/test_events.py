"""Every event type: its definition, its wire form, and the examples of every version ever written."""

from __future__ import annotations

import dataclasses
import json
import typing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from contracts.definition import Event, Id, clear_fields, wire_schema
from contracts.envelope import Envelope
from contracts.events import EVENT_TYPES
from contracts.sealing import Box

EXAMPLES = Path(__file__).parent / "examples"
A_BOX = Box("6a9e9a52-0000-5000-8000-000000000001/coaching/1", "AAAA")


def example_of(definition: type[Event]) -> Path:
    return EXAMPLES / f"{definition.TYPE.removeprefix('floorwalk.')}.{definition.VERSION}.json"


@pytest.mark.parametrize("definition", EVENT_TYPES.values(), ids=EVENT_TYPES)
def test_the_frozen_example_is_read_and_written_as_it_was(definition: type[Event]) -> None:
    frozen = json.loads(example_of(definition).read_text())
    envelope = Envelope.from_wire(frozen)
    event = definition.from_data(envelope.data)

    assert json.loads(envelope.to_json()) == frozen
    assert event.to_data() == frozen["data"]
    assert event.subject == frozen["subject"]


def test_every_example_is_of_a_type_that_is_known() -> None:
    known = {example_of(definition).name for definition in EVENT_TYPES.values()}
    assert {path.name for path in EXAMPLES.glob("*.json")} == known


@pytest.mark.parametrize("definition", EVENT_TYPES.values(), ids=EVENT_TYPES)
def test_a_producer_refuses_an_unknown_field_and_a_consumer_ignores_it(definition: type[Event]) -> None:
    data = json.loads(example_of(definition).read_text())["data"]
    with pytest.raises(ValidationError):
        wire_schema(definition).load({**data, "mood": "bad"})
    assert definition.from_data({**data, "mood": "bad"}) == definition.from_data(data)


@pytest.mark.parametrize(
    "definition", [cls for cls in EVENT_TYPES.values() if cls.TEXT], ids=[t for t, c in EVENT_TYPES.items() if c.TEXT]
)
def test_text_is_never_written_in_the_clear(definition: type[Event]) -> None:
    event = definition.from_data(json.loads(example_of(definition).read_text())["data"])
    name = next(iter(definition.TEXT))
    with pytest.raises(ValueError, match="sealed"):
        dataclasses.replace(event, text={name: "words"}, sealed=None).to_data()
    with pytest.raises(ValueError, match="has no text"):
        dataclasses.replace(event, text={"poem": "words"}, sealed=A_BOX).to_data()


def values_for(hint: Any) -> st.SearchStrategy[Any]:
    if hint == Id:
        return st.uuids().map(str)
    origin, arms = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return st.sampled_from(arms)
    if origin is tuple:
        return st.lists(values_for(arms[0]), max_size=3).map(tuple)
    if type(None) in arms:
        return st.none() | values_for(next(arm for arm in arms if arm is not type(None)))
    if dataclasses.is_dataclass(hint):
        return st.builds(hint, **{name: values_for(inner) for name, inner in clear_fields(typing.cast(type, hint))})
    return PLAIN[hint]


PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(min_size=1).filter(lambda text: "\x00" not in text),
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
}


@st.composite
def any_event(draw: st.DrawFn) -> Event:
    definition = draw(st.sampled_from(list(EVENT_TYPES.values())))
    facts = {name: draw(values_for(hint)) for name, hint in clear_fields(definition)}
    return definition(**facts, sealed=A_BOX if definition.TEXT else None)


@given(any_event())
def test_what_is_written_is_what_is_read(event: Event) -> None:
    data = json.loads(json.dumps(event.to_data()))
    assert type(event).from_data(data) == event
    assert type(event).from_data(data).sealed == event.sealed


MISFITS = ["Amara", "", -1, True, 2.5, float("inf"), (), ("x", 8), "2026-13-45", "2026-11-20", "2026-11-20T25:00:00Z"]
MISFITS += ["2026-11-20T15:42:10Z", "2026-11-20T15:42:10", "0000-01-01T00:00:00Z", "2026-W01-1T00:00:00Z"]


@given(any_event(), st.data())
def test_what_does_not_fit_is_refused_as_by_the_schema(event: Event, data: st.DataObject) -> None:
    name, _ = data.draw(st.sampled_from(clear_fields(type(event))))
    other: dict[str, Any] = {name: data.draw(st.sampled_from(MISFITS))}
    right = event.to_data()
    wrong = {**right, name: list(other[name]) if isinstance(other[name], tuple) else other[name]}
    assert was_refused(dataclasses.replace(event, **other)) == bool(wire_schema(type(event)).validate(wrong))


def was_refused(event: Event) -> bool:
    try:
        event.to_data()
    except ValidationError:
        return True
    return False
