"""Both services do what their OpenAPI documents say, whatever a client can think of, and never fail with a 5xx."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, get_args

import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from contracts.tokens import WEB, Audience, Signer
from floorwalk.demo.floor import sample
from floorwalk.installation import find_installation
from floorwalk.keys import load_signing_key
from tests.journey.asking import wait_caught_up
from tests.journey.sample_week import AFTER_THE_WEEK, OPS, folded_week, rows
from tests.patience import LONG
from tests.product import RunningProduct

pytestmark = pytest.mark.slow

ADMIN, INES, DEV = (
    "d3f849fd-b9b1-5f69-9124-b61b9269079b",
    "382e6fd4-dcb5-50fc-983b-6da00dacf8bb",
    "dc27fe2f-90a7-53d5-8059-233a4a1a56c6",
)
CALLERS = ((ADMIN, "admin"), (INES, "supervisor"), (DEV, "rep"), (OPS, "ops"), ("svc:load", "admin"))


@schemathesis.serializer("application/x-ndjson")
def one_line(_context: schemathesis.SerializationContext, value: Any) -> bytes:
    """A body of lines, of which one is made up."""
    return value if isinstance(value, bytes) else orjson.dumps(value)


CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
A_FEW = settings(
    max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProduct]:
    home = tmp_path_factory.mktemp("openapi") / "var"
    with RunningProduct(home, CLOCK=AFTER_THE_WEEK.isoformat()) as running:
        running.load_floor()
        running.load("notes", sample("week.jsonl"))
        wait_caught_up(running)
        yield running


@pytest.fixture(scope="module")
def signer(product: RunningProduct) -> Signer:
    installation = find_installation(product.home, {})
    return Signer(load_signing_key(installation.settings, installation.home), WEB)


@pytest.mark.parametrize("audience", get_args(Audience))
def test_a_service_keeps_its_word(product: RunningProduct, signer: Signer, audience: Audience) -> None:
    address = {"observation": product.observation, "followup": product.followup}[audience]
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", timeout=LONG)
    for operation in schema.get_all_operations():
        hold_to_its_word(operation.ok(), signer, audience)


def hold_to_its_word(operation: Any, signer: Signer, audience: Audience) -> None:
    @A_FEW
    @given(case=operation.as_strategy())
    def keeps_its_word(case: schemathesis.Case) -> None:
        call(case, signer, audience)

    keeps_its_word()


def call(case: schemathesis.Case, signer: Signer, audience: Audience) -> None:
    """Send it in somebody's name, half of the time with ids and values that make sense on this floor."""
    chance = random.Random(repr((case.path_parameters, case.query, case.body)))
    caller, role = chance.choice(CALLERS)
    if chance.random() < 0.5:
        case.path_parameters = sensible(case.path_parameters, chance)
    if isinstance(case.body, dict) and chance.random() < 0.7:
        case.body = sensible(case.body, chance)
    for patience in {"wait", "at_position"} & set(case.query or {}):
        case.query[patience] = 0  # waiting would keep its promise too, but slowly
    token = signer.sign(caller, audience, {role})
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS, timeout=LONG)


def sensible(values: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    return {name: chance.choice(SENSIBLE.get(name, [value])) for name, value in values.items()}


def _sensible_values() -> dict[str, list[Any]]:
    week, people = folded_week(), [row["id"] for row in rows("people.csv")]
    notes = [note.id for note in week.notes.values() if note.rep == DEV]
    promises = [promise.id for promise in week.promises.values() if promise.rep == DEV]
    texts: list[Any] = ["Ask first", "\u00e9\U0001f600 \u202e x", "x" * 4_001, " "]
    instants: list[Any] = ["2026-11-21T22:58:00Z", "2026-11-20T09:00:00-07:00", "2026-09-01T00:00:00Z"]
    days: list[Any] = ["2026-11-24", "2026-11-20", "9999-12-31", "0001-01-01"]
    return {
        "team_id": [row["id"] for row in rows("teams.csv")],
        "person_id": people,
        "rep_id": [DEV],
        "supervisor_id": [INES],
        "behaviour_id": [row["id"] for row in rows("behaviours.csv")],
        "observation_id": notes,
        "commitment_id": promises,
        "walk_id": [None],
        "session_id": [None],
        "revision": [1, None],
        "timezone": ["Europe/London", "Pacific/Apia", "America/Nuuk"],
        "country": ["GB", "US-AZ", None],
        **dict.fromkeys(("occurred_at", "started_at", "ended_at"), instants),
        **dict.fromkeys(("due_on", "look_again_on", "left_on", "from_on", "to_on", "joined_on"), days),
        **dict.fromkeys(("text", "reason", "practice", "quote", "note", "model_phrase", "words", "impact"), texts),
    }


SENSIBLE = _sensible_values()
