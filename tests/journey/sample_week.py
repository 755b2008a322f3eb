"""The sample floor as the journey tests use it: rows, the week folded from the words of the domain, and who is who."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from floorwalk.demo.floor import sample
from floorwalk.load.files import Record, read_records
from tests.embedded import EmbeddedProduct
from tests.journey.asking import Asker
from tests.journey.fold import Away, Floor, Week
from tests.product import RunningProduct

AFTER_THE_WEEK = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
OPS = "9ee4d8a3-6455-5f3e-bd84-6ceecb104298"


def rows(name: str) -> list[dict[str, Any]]:
    return [record.content for record in read_records(sample(name)) if isinstance(record, Record)]


def folded_week(absences: Iterable[Away] = ()) -> Week:
    return Week(rows("week.jsonl"), Floor(rows("teams.csv"), rows("people.csv"), absences))


def supervisors() -> dict[str, str]:
    """The supervisor of each team, by the team."""
    return {
        row["team_id"]: row["id"] for row in rows("people.csv") if "supervisor" in row["roles"] and "team_id" in row
    }


def promises_seen(product: RunningProduct | EmbeddedProduct) -> dict[str, dict[str, Any]]:
    """Every promise by its id, as the supervisors see them."""
    seen: dict[str, dict[str, Any]] = {}
    for supervisor in supervisors().values():
        items = Asker(product, supervisor, "supervisor").items("followup", "/v1/commitments?limit=200")
        seen |= {item["id"]: item for item in items}
    return seen


def timelines_seen(product: RunningProduct, week: Week) -> dict[str, list[dict[str, Any]]]:
    """The timeline of each rep, as the rep sees it, notes and promises alone."""
    floor, seen = week.floor, {}
    for rep in floor.reps:
        items = Asker(product, rep, "rep").items("followup", f"/v1/reps/{rep}/timeline?limit=50", cursor="before")
        seen[rep] = [item for item in items if item["id"] in week.notes or item["id"] in week.promises]
    return seen
