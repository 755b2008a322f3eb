"""How a rule says no."""

from __future__ import annotations


class RuleBroken(Exception):
    """The state of things does not allow it; the message names the rule, for the person who reads it."""


class Unfit(Exception):
    """A field does not fit the state of things.

    Args:
        field: the field that is to blame.
        message: what is wrong with it, for the person who reads it.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
