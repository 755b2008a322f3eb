"""Columns of a batch as PostgreSQL takes them: binary arrays, of types that are known beforehand.

The driver would find out the type of each array by looking at all that is in it, each time, and prepare a statement
anew for every mixture of small and large numbers.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from struct import Struct
from typing import Any, ClassVar, TypeVar

import psycopg
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format
from psycopg.types import TypeInfo

Item = TypeVar("Item")

_HEAD = Struct("!iiIii")
"""One dimension, whether there are nulls, the type of the items, how many, counted from one."""

_LENGTH = Struct("!i")
_BIGINT = Struct("!q")
_NUMBER = Struct("!iq")
_FLAG = Struct("!i?")
_NULL = _LENGTH.pack(-1)


class Array(list[Item]):
    """``TYPE`` is what the server knows of its items."""

    TYPE: ClassVar[TypeInfo]

    @abstractmethod
    def binary(self) -> bytes:
        """As it goes to the server."""


class Texts(Array[str | None]):
    """To be a ``text[]``."""

    TYPE = psycopg.adapters.types["text"]

    def binary(self) -> bytes:
        return _joined(self.TYPE.oid, [None if each is None else each.encode() for each in self])


class Bytes(Array[bytes | None]):
    """To be a ``bytea[]``."""

    TYPE = psycopg.adapters.types["bytea"]

    def binary(self) -> bytes:
        return _joined(self.TYPE.oid, self)


class Numbers(Array[int | None]):
    """To be a ``bigint[]``."""

    TYPE = psycopg.adapters.types["int8"]

    def binary(self) -> bytes:
        return _packed(self.TYPE.oid, _NUMBER, self)


class Flags(Array[bool | None]):
    """To be a ``boolean[]``."""

    TYPE = psycopg.adapters.types["bool"]

    def binary(self) -> bytes:
        return _packed(self.TYPE.oid, _FLAG, self)


def binary_number(number: int) -> bytes:
    """A ``bigint`` as it goes to the server."""
    return _BIGINT.pack(number)


def take_arrays(connection: psycopg.Connection[Any]) -> None:
    """Have the connection know these arrays."""
    for kind, dumper in _DUMPERS.items():
        connection.adapters.register_dumper(kind, dumper)


class _Dumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: Array[Any]) -> Buffer:
        return obj.binary()


_DUMPERS = {
    kind: type(f"_{kind.__name__}Dumper", (_Dumper,), {"oid": kind.TYPE.array_oid})
    for kind in (Texts, Bytes, Numbers, Flags)
}


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
