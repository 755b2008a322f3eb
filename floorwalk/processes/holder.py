"""Who a process is among those that stand by for the same work."""

from __future__ import annotations

import os
import secrets
import socket


def holder() -> str:
    """A name that no other process has or had, and that tells an operator where to look."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
