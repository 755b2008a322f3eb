"""The kinds of columns there are: ids, dates and boxes are texts, instants whole microseconds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer, String
from sqlalchemy.types import TypeEngine

Columns = list[Column[Any]]


def key(name: str, kind: type[TypeEngine[int]] | type[String] = String) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def texts(*names: str) -> Columns:
    return [Column(name, String) for name in names]


def instants(*names: str) -> Columns:
    return [Column(name, BigInteger) for name in names]


def flags(*names: str) -> Columns:
    return [Column(name, Boolean, nullable=False) for name in names]


def numbers(*names: str) -> Columns:
    return [Column(name, Integer) for name in names]
