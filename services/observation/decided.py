"""What the rules say to something, in the words of HTTP."""

from __future__ import annotations

from collections.abc import Callable

from contracts.definition import Event
from contracts.problems import INVALID, RULE_BROKEN, Problem
from services.observation.rules.broken import RuleBroken, Unfit


def asked_of_the_rules(decide: Callable[[], list[Event]]) -> list[Event]:
    """What the rules say to it.

    Raises:
        Problem: 409 a rule says no, 422 a field does not fit.
    """
    try:
        return decide()
    except RuleBroken as err:
        raise Problem(RULE_BROKEN, str(err), rule=str(err)) from err
    except Unfit as err:
        raise Problem(INVALID, errors={err.field: [err.message]}) from err
