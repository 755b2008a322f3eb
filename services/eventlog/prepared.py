"""One statement that PostgreSQL is asked over and over, with as little around it as can be.

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

_NAME = b"floorwalk"

_PLANNED_ONCE = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off"
"""To plan a statement that writes a batch takes the server as long as to execute it, and what it plans for the batch at
hand is no other plan. One made while tables are small is still used when they have grown, and so has to go by index."""

_DONE = {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}


class Prepared:
    """The one of its connection, whose parameters are ``$1``, ``$2`` and so on. It is waited for as patiently as
    anything on the connection.

    Raises:
        psycopg.Error: the server failed, or refuses the statement.
    """

    def __init__(self, connection: psycopg.Connection[Any], words: str) -> None:
        self._connection = connection
        connection.execute(_PLANNED_ONCE)
        connection.pgconn.send_prepare(_NAME, words.encode())
        self._answer()

    def execute(self, parameters: Sequence[bytes]) -> bytes | None:
        """The first value of the first row, as text; None where there is no row.

        Args:
            parameters: in binary, as the server keeps them.

        Raises:
            psycopg.Error: the server failed, or refuses.
        """
        self._connection.pgconn.send_query_prepared(_NAME, parameters, [Format.BINARY] * len(parameters))
        answer = self._answer()
        return answer.get_value(0, 0) if answer.ntuples else None

    def _answer(self) -> PGresult:
        result: PGresult
        (result,) = self._connection.wait(execute(self._connection.pgconn))
        if result.status not in _DONE:
            raise error_from_result(result, self._connection.info.encoding)
        return result
