"""Statements that PostgreSQL is asked over and over, with as little around them as can be.

The driver's way is made for every statement there is: it looks for placeholders and for the kind of each parameter,
makes a cursor, and so on, each time. For a statement that writes a batch that was more work than to put it on its way
and to wait for the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg.errors import error_from_result
from psycopg.generators import execute
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGresult

_DONE = {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}


class Prepared:
    """One statement of a connection, whose parameters are ``$1``, ``$2`` and so on. It is waited for as patiently as
    anything on the connection.

    Args:
        name: no other statement of the connection has it.
        given: how the parameters are given, as text, or in binary as the server keeps them.

    Raises:
        psycopg.Error: the server failed, or refuses the statement.
    """

    def __init__(self, connection: psycopg.Connection[Any], name: str, words: str, given: Format) -> None:
        self._connection = connection
        self._name = name.encode()
        self._given = given
        connection.pgconn.send_prepare(self._name, words.encode())
        self._answer()

    def execute(self, parameters: Sequence[bytes]) -> PGresult:
        """What the server answers, as text.

        Raises:
            psycopg.Error: the server failed, or refuses.
        """
        self._connection.pgconn.send_query_prepared(self._name, parameters, [self._given] * len(parameters))
        return self._answer()

    def _answer(self) -> PGresult:
        result: PGresult
        (result,) = self._connection.wait(execute(self._connection.pgconn))
        if result.status not in _DONE:
            raise error_from_result(result, self._connection.info.encoding)
        return result
