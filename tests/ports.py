"""Ports that tests may listen on."""

from __future__ import annotations

import os
import random
from itertools import count

from floorwalk.parts.servers import PortInUse, bind_localhost

_FIRST, _ROOM, _SHARES = 10_000, 1_000, 20
"""All below those that the system hands out to clients, which might come upon one at any moment."""


def free_port() -> int:
    """A port of localhost with two free ones above it."""
    return free_ports(3)


def free_ports(number: int) -> int:
    """The first of so many ports in a row that nobody listens on. Tests that run side by side have a share each, and
    within it none is given twice before its turn comes round."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    share = _FIRST + worker % _SHARES * _ROOM
    while True:
        at = next(_turns) % _ROOM
        ports = range(share + at, share + at + number)
        if at + number <= _ROOM and all(map(_is_free, ports)):
            for _ in ports[1:]:
                next(_turns)
            return ports[0]


_turns = count(random.randrange(_ROOM))


def _is_free(port: int) -> bool:
    try:
        sockets = bind_localhost(port)
    except PortInUse:
        return False
    for each in sockets:
        each.close()
    return True
