"""Whoever was told where the next page of a list begins can ask for it, at every list by the same name."""

from __future__ import annotations

from tests.followup.desk import Desk
from tests.paging import asked_by

TIMELINE = "/v1/reps/{rep_id}/timeline"
"""Goes backwards in time."""


def test_every_list_goes_on_from_its_cursor(desk: Desk) -> None:
    lists = asked_by(desk.ask("olga", "/openapi.json").body)
    assert {"/v1/alerts", "/v1/commitments", TIMELINE} <= lists.keys()
    in_parts = {path for path, names in lists.items() if "limit" in names}
    assert {path for path in in_parts if "cursor" not in lists[path]} == {TIMELINE}
