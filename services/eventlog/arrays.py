"""Columns of a batch as PostgreSQL takes them: binary arrays, of types that are known beforehand.

The driver would find out the type of each array by looking at all that is in it, each time, and prepare a statement
anew for every mixture of small and large numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import Any, ClassVar

import psycopg
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format
from psycopg.types import TypeInfo

_HEAD = Struct("!iiIii")
"""One dimension, whether there are nulls, the type of the items, how many, counted from one."""

_LENGTH = Struct("!i")
_NUMBER = Struct("!iq")
_FLAG = Struct("!i?")
_NULL = _LENGTH.pack(-1)


class Texts(list[str | None]):
    """To be a ``text[]``."""


class Bytes(list[bytes | None]):
    """To be a ``bytea[]``."""


class Numbers(list[int | None]):
    """To be a ``bigint[]``."""


class Flags(list[bool | None]):
    """To be a ``boolean[]``."""


class _Dumper(Dumper):
    format = Format.BINARY
    info: ClassVar[TypeInfo]

    def __init_subclass__(cls, item: str) -> None:
        info = psycopg.adapters.types[item]
        cls.info, cls.oid = info, info.array_oid


class _TextsDumper(_Dumper, item="text"):
    def dump(self, obj: Sequence[str | None]) -> Buffer:
        return _joined(self.info.oid, [None if each is None else each.encode() for each in obj])


class _BytesDumper(_Dumper, item="bytea"):
    def dump(self, obj: Sequence[bytes | None]) -> Buffer:
        return _joined(self.info.oid, obj)


class _NumbersDumper(_Dumper, item="int8"):
    def dump(self, obj: Sequence[int | None]) -> Buffer:
        return _packed(self.info.oid, _NUMBER, obj)


class _FlagsDumper(_Dumper, item="bool"):
    def dump(self, obj: Sequence[bool | None]) -> Buffer:
        return _packed(self.info.oid, _FLAG, obj)


def take_arrays(connection: psycopg.Connection[Any]) -> None:
    """Have the connection know these arrays."""
    for kind, dumper in (
        (Texts, _TextsDumper),
        (Bytes, _BytesDumper),
        (Numbers, _NumbersDumper),
        (Flags, _FlagsDumper),
    ):
        connection.adapters.register_dumper(kind, dumper)


def _joined(oid: int, items: Sequence[bytes | None]) -> bytes:
    pack = _LENGTH.pack
    return _head(oid, items) + b"".join([_NULL if item is None else pack(len(item)) + item for item in items])


def _packed(oid: int, form: Struct, items: Sequence[Any]) -> bytes:
    pack, length = form.pack, form.size - _LENGTH.size
    return _head(oid, items) + b"".join([_NULL if item is None else pack(length, item) for item in items])


def _head(oid: int, items: Sequence[Any]) -> bytes:
    if not items:
        return _HEAD.pack(0, 0, oid, 0, 0)[: 3 * _LENGTH.size]
    return _HEAD.pack(1, None in items, oid, len(items), 1)
