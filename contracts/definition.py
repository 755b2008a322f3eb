"""How one event type is defined: a frozen dataclass, from which its wire schema is derived.

A definition is the only place that names an event's fields. Clear fields are dataclass fields; personal
texts are named in ``TEXT`` with the number of characters they may have, and travel as one sealed box.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self

from marshmallow import RAISE, Schema, fields, validate

from contracts import plain_fit
from contracts.instants import parse_instant, wire_instant
from contracts.plain_fit import Check, fits
from contracts.sealing import Box, BoxSchema

Id = Annotated[str, "uuid"]
"""A UUID in canonical lower case."""

LONG = 4_000
SHORT = 200
"""How many characters a free text, and a name, label, title or place, may have."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. ``text`` holds personal texts before they are sealed, ``sealed`` the box after."""

    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1
    SUBJECT: ClassVar[str]
    """The name of the subject's noun; its id is the field ``<noun>_id``."""
    TEXT: ClassVar[Mapping[str, int]] = types.MappingProxyType({})

    text: Mapping[str, str] = field(default_factory=dict, compare=False)
    sealed: Box | None = field(default=None, compare=False)

    @property
    def subject(self) -> str:
        return f"{self.SUBJECT}/{getattr(self, self.SUBJECT + '_id')}"

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what was published; fields this version does not know are ignored."""
        read = {name: _reader(hint)(data[name]) for name, hint in clear_fields(cls) if data.get(name) is not None}
        box = data.get("sealed")
        return cls(**read, sealed=Box(**box) if box else None)

    def to_data(self) -> dict[str, Any]:
        """The wire form, checked against the event's own schema.

        Raises:
            marshmallow.ValidationError: the event does not fit its definition.
            ValueError: it carries a text that was not sealed, or that its type does not have.
        """
        if unknown := set(self.text) - set(self.TEXT):
            raise ValueError(f"{self.TYPE} has no text {sorted(unknown)}")
        if self.text and self.sealed is None:
            raise ValueError(f"{self.TYPE} must be sealed before it is written")
        data = {}
        for name, write in _writers(type(self)):
            if (value := getattr(self, name)) is not None:
                data[name] = write(value) if write else value
        is_right = fits(*_plain_checks(type(self)), data)
        if self.sealed is not None:
            data["sealed"] = {"key": self.sealed.key, "box": self.sealed.box}
        if not is_right or (self.sealed is not None and not self.TEXT):
            wire_schema(type(self)).load(data)
        return data


def _clear_fields(cls: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(cls, include_extras=True)
    return tuple((f.name, hints[f.name]) for f in dataclasses.fields(cls) if f.name not in {"text", "sealed"})


clear_fields: Callable[[type], tuple[tuple[str, Any], ...]] = cache(_clear_fields)
"""Name and type of each field that is published in the clear."""


def _wire_schema(cls: type[Event]) -> Schema:
    declared: dict[str, Any] = _schema_fields(cls)
    if cls.TEXT:
        declared["sealed"] = fields.Nested(BoxSchema)
    return Schema.from_dict(declared, name=cls.TYPE)(unknown=RAISE)


wire_schema: Callable[[type], Schema] = cache(_wire_schema)
"""The marshmallow schema of the event's ``data``; unknown fields are refused, for producers."""


def _schema_fields(cls: type) -> dict[str, Any]:
    required = {f.name for f in dataclasses.fields(cls) if f.default is f.default_factory is dataclasses.MISSING}
    return {name: _field(hint, required=name in required) for name, hint in clear_fields(cls)}


def _field(hint: Any, *, required: bool) -> fields.Field[Any]:
    hint = _without_none(hint)
    if hint == Id:
        return fields.UUID(required=required)
    origin = typing.get_origin(hint)
    if origin is Literal:
        kind = fields.Integer if isinstance(typing.get_args(hint)[0], int) else fields.String
        return kind(required=required, validate=validate.OneOf(typing.get_args(hint)))
    if origin is tuple:
        return fields.List(_field(typing.get_args(hint)[0], required=True), required=required)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return fields.Nested(Schema.from_dict(_schema_fields(hint), name=hint.__name__), required=required)
    return _PLAIN[hint](required=required)


_PLAIN: dict[Any, Callable[..., fields.Field[Any]]] = {
    str: fields.String,
    bool: fields.Boolean,
    int: lambda required: fields.Integer(required=required, strict=True),
    float: lambda required: fields.Float(required=required, allow_nan=False),
    date: fields.Date,
    datetime: fields.AwareDateTime,
}


def _found_plain_checks(cls: type) -> tuple[Mapping[str, Check | None], frozenset[str]]:
    """What `fits` needs of an event type."""
    required = {f.name for f in dataclasses.fields(cls) if f.default is f.default_factory is dataclasses.MISSING}
    return {name: _plain_check(hint) for name, hint in clear_fields(cls)}, frozenset(required)


_plain_checks: Callable[[type], tuple[Mapping[str, Check | None], frozenset[str]]] = cache(_found_plain_checks)


def _plain_check(hint: Any) -> Check | None:
    hint = _without_none(hint)
    if hint == Id:
        return plain_fit.is_uuid
    if typing.get_origin(hint) is Literal and isinstance(typing.get_args(hint)[0], str):
        return plain_fit.one_of(typing.get_args(hint))
    return _PLAIN_CHECKS.get(hint)


_PLAIN_CHECKS: dict[Any, Check] = {
    str: plain_fit.is_text,
    bool: plain_fit.is_flag,
    int: plain_fit.is_whole,
    float: plain_fit.is_finite,
    date: plain_fit.is_day,
    datetime: plain_fit.is_instant,
}


def _without_none(hint: Any) -> Any:
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        (hint,) = (arm for arm in typing.get_args(hint) if arm is not types.NoneType)
    return hint


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    hint = _without_none(hint)
    if hint is date:
        return date.fromisoformat
    if hint is datetime:
        return parse_instant
    if typing.get_origin(hint) is tuple:
        read = _reader(typing.get_args(hint)[0])
        return lambda items: tuple(read(item) for item in items)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return lambda data: hint(**{name: _reader(inner)(data[name]) for name, inner in clear_fields(hint)})
    return lambda value: value


def _found_writers(cls: type) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """How each clear field is written; None where the value itself is written."""
    return tuple((name, None if _is_plain(_without_none(hint)) else _write) for name, hint in clear_fields(cls))


_writers: Callable[[type], tuple[tuple[str, Callable[[Any], Any] | None], ...]] = cache(_found_writers)


def _is_plain(hint: Any) -> bool:
    return hint in {str, Id} or typing.get_origin(hint) is Literal


def _write(value: Any) -> Any:
    if isinstance(value, datetime):
        return wire_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _write(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value
