"""``/v1/observations/<id>/duplicate_of``: two noted the same moment; one note is shown for both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flask import Blueprint, Response

from contracts.problems import INVALID, RULE_BROKEN, Problem
from contracts.tokens import Claims
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id
from services.observation.api.bodies import Moment, StateAnswer
from services.observation.api.notes import OBSERVATION, permitted
from services.observation.house import house
from services.observation.moments import moment
from services.observation.nouns import load
from services.observation.rules.broken import RuleBroken, Unfit
from services.observation.rules.duplicate import mark, unmark
from services.observation.rules.observation import Observation
from services.observation.states import Change, put_change

blueprint = Blueprint("duplicates", __name__, url_prefix="/v1/observations/<id:observation_id>/duplicate_of")

ACTION = "observation.mark_duplicate"


class DuplicateBody(Moment):
    observation_id = Id(required=True)


@blueprint.put("")
@endpoint(ACTION, body=DuplicateBody(), answer=StateAnswer())
def mark_duplicate(caller: Claims, observation_id: str, body: dict[str, Any]) -> Response:
    """This note is about the same moment as that one, which is shown from now on."""
    return _change(caller, observation_id, body, lambda: _marked(observation_id, body["observation_id"]))


@blueprint.delete("")
@endpoint(ACTION, answer=StateAnswer())
def unmark_duplicate(caller: Claims, observation_id: str) -> Response:
    """It is not; both stand by themselves again."""
    return _change(caller, observation_id, {}, lambda: _unmarked(observation_id))


def _change(caller: Claims, observation_id: str, body: dict[str, Any], decide: Callable[[], Change]) -> Response:
    actor, _note = permitted(caller, ACTION, observation_id, body)
    subject, at = OBSERVATION.subject(observation_id), moment(house(), body)
    position, version = put_change(house(), subject, actor.id, at, decide)
    return answer({"id": observation_id, "position": position}, etag=str(version))


def _marked(observation_id: str, original_id: str) -> Change:
    """Nothing may happen to any note on the way to the original meanwhile: two that mark each other would be a ring."""
    note, version = _loaded(observation_id)
    chain = list(_chain(original_id))
    original = chain[0][1] if chain else None
    try:
        event = mark(note, original, [passed for passed, _note, _version in chain[1:]])
    except RuleBroken as err:
        raise Problem(RULE_BROKEN, str(err), rule=str(err)) from err
    except Unfit as err:
        raise Problem(INVALID, errors={err.field: [err.message]}) from err
    return Change(version, event, {OBSERVATION.subject(passed): at for passed, _note, at in chain})


def _unmarked(observation_id: str) -> Change:
    note, version = _loaded(observation_id)
    return Change(version, unmark(note))


def _chain(original_id: str) -> Iterator[tuple[str, Observation, int]]:
    """The original, the one that it is a duplicate of, and so on, each with its version."""
    following: str | None = original_id
    while following is not None:
        note, version = load(house(), OBSERVATION, OBSERVATION.subject(following))
        if note is None:
            return
        yield following, note, version
        following = note.duplicate_of


def _loaded(observation_id: str) -> tuple[Observation, int]:
    note, version = load(house(), OBSERVATION, OBSERVATION.subject(observation_id))
    if note is None:
        raise LookupError(observation_id)
    return note, version
