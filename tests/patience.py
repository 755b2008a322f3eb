"""How long a test waits for what must come to pass. Machines are busy: a test says what holds, not how soon."""

from __future__ import annotations

LONG = 120.0
"""Seconds after which something is taken to have failed."""
