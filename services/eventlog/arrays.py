"""Columns of a batch as PostgreSQL takes them: binary arrays, of types that are known beforehand.

The driver would find out the type of each array by looking at all that is in it, each time, and prepare a statement
anew for every mixture of small and large numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from struct import Struct
from typing import Any, ClassVar

import psycopg
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format
from psycopg.types import TypeInfo

_HEAD = Struct("!iiIii")
"""One dimension, no nulls, the type of the items, how many, counted from one."""

_LENGTH = Struct("!i")
_NUMBER = Struct("!iq")


class Texts(list[str]):
    """To be a ``text[]``."""


class Bytes(list[bytes]):
    """To be a ``bytea[]``."""


class Numbers(list[int]):
    """To be a ``bigint[]``."""


class _Dumper(Dumper):
    format = Format.BINARY
    info: ClassVar[TypeInfo]

    def __init_subclass__(cls, item: str) -> None:
        info = psycopg.adapters.types[item]
        cls.info, cls.oid = info, info.array_oid


class _TextsDumper(_Dumper, item="text"):
    def dump(self, obj: Sequence[str]) -> Buffer:
        return _joined(self.info.oid, [each.encode() for each in obj])


class _BytesDumper(_Dumper, item="bytea"):
    def dump(self, obj: Sequence[bytes]) -> Buffer:
        return _joined(self.info.oid, obj)


class _NumbersDumper(_Dumper, item="int8"):
    def dump(self, obj: Sequence[int]) -> Buffer:
        return _head(self.info.oid, len(obj)) + b"".join([_NUMBER.pack(_NUMBER.size - 4, each) for each in obj])


def take_arrays(connection: psycopg.Connection[Any]) -> None:
    """Have the connection know these arrays."""
    for kind, dumper in ((Texts, _TextsDumper), (Bytes, _BytesDumper), (Numbers, _NumbersDumper)):
        connection.adapters.register_dumper(kind, dumper)


def _joined(oid: int, items: Sequence[bytes]) -> bytes:
    return b"".join([_head(oid, len(items)), *_with_lengths(items)])


def _with_lengths(items: Sequence[bytes]) -> Iterable[bytes]:
    for item in items:
        yield _LENGTH.pack(len(item))
        yield item


def _head(oid: int, count: int) -> bytes:
    return _HEAD.pack(1, 0, oid, count, 1) if count else _HEAD.pack(0, 0, oid, 0, 0)[: 3 * _LENGTH.size]
