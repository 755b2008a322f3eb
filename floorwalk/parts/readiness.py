"""What `/readyz` says of a part."""

from __future__ import annotations

from collections.abc import Callable


def state_of(look: Callable[[], object]) -> str:
    """``ok`` when the look succeeds, otherwise what is wrong."""
    try:
        look()
    except Exception as err:
        # Whatever it is, an operator wants to read it here rather than a status 500.
        return f"{type(err).__name__}: {err}".splitlines()[0]
    return "ok"
