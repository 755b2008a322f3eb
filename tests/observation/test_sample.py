"""The sample floor: everything that can be done in the practice of coaching has been done on it, so that every state
of it can be seen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from contracts.commitments import Sighting, Via
from contracts.observations import Mode, Outcome
from contracts.sessions import SessionOutcome
from floorwalk.demo.floor import FILES, sample
from floorwalk.load.files import Record, read_records
from tests.observation.floor import Floor

NOT_SHOWN = {
    "/v1/behaviours/{behaviour_id}/retirement": "the catalogue is the companies' own",
    "/v1/observations/{observation_id}/sharing": "its trace is that of a note shared at once",
    "/v1/referrals/{referral_id}/closure": "the counsellor signs in to referrals that still wait",
    "/v1/signals/{signal_id}": "they come by the thousand, from a file of their own",
}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def _written() -> Iterator[tuple[str, dict[str, Any]]]:
    """What the sample puts where: tables by their nouns, everything else as it stands."""
    for kind, name in FILES:
        for record in read_records(sample(name)):
            assert isinstance(record, Record), (name, record)
            yield (record.content["put"], record.content["body"]) if kind == "notes" else (f"/v1/{kind}/{'0' * 36}", {})


@pytest.fixture(scope="module")
def written() -> dict[str, list[dict[str, Any]]]:
    """The bodies by their routes, with ``*`` for every id."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path, body in _written():
        found[re.sub(r"0{36}", "*", _ID.sub("*", path))].append(body)
    return found


def test_everything_that_can_be_put_was_put_on_it(floor: Floor, written: dict[str, list[dict[str, Any]]]) -> None:
    paths = floor.get("svc:load", "/openapi.json").get_json()["paths"]
    puts = {path for path, methods in paths.items() if "put" in methods} - NOT_SHOWN.keys()
    assert {path for path in puts if re.sub(r"\{[^}]*\}", "*", path) not in written} == set()


@pytest.mark.parametrize(
    ("route", "field", "values"),
    [
        ("/v1/observations/*", "mode", set(get_args(Mode)) - {"informal"}),
        ("/v1/observations/*/clarification/answer", "outcome", set(get_args(Outcome))),
        ("/v1/commitments/*/confirmation", "via", set(get_args(Via))),
        ("/v1/commitments/*/revisits/*", "outcome", set(get_args(Sighting))),
        ("/v1/commitments/*/closure", "outcome", {"not_kept", "released"}),
        ("/v1/sessions/*/outcome", "outcome", set(get_args(SessionOutcome))),
        ("/v1/trainings/*/completion", "passed", {True, False}),
    ],
)
def test_whatever_can_come_of_it_has_come_of_it(
    written: dict[str, list[dict[str, Any]]], route: str, field: str, values: set[Any]
) -> None:
    assert values - {body.get(field) for body in written[route]} == set()


def test_a_group_has_met_and_a_promise_has_a_measure(
    written: dict[str, list[dict[str, Any]]],
) -> None:
    assert any(len(body.get("rep_notes", ())) > 1 for body in written["/v1/sessions/*/outcome"])
    assert any("measure" in body for body in written["/v1/commitments/*"])
