"""The sample floor as files, its people, and those among them who are worth signing in as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from floorwalk.load.files import Record, read_records
from web.accounts import Person

FILES = (
    ("teams", "teams.csv"),
    ("people", "people.csv"),
    ("behaviours", "behaviours.csv"),
    ("notes", "measured.jsonl"),
    ("notes", "week.jsonl"),
    ("notes", "referrals.jsonl"),
    ("notes", "sessions.jsonl"),
    ("notes", "practice.jsonl"),
    ("signals", "signals.csv"),
)
"""What is loaded, in order: kind and name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the cast: what they are, and what there is to see."""

    role: str
    person: Person
    to_see: str


def sample(name: str) -> Path:
    """The path of a file of the sample."""
    return Path(str(files("floorwalk.sample"))) / name


def first_moment() -> datetime:
    """When the sample week begins."""
    return datetime.fromisoformat(next(_contents("week.jsonl"))["at"])


def people() -> list[Person]:
    """Everybody on the floor."""
    return [
        Person(row["id"], row["name"], row["email"], frozenset(row["roles"]), row.get("team_id"))
        for row in _contents("people.csv")
    ]


def cast() -> list[Part]:
    """A supervisor, a rep of the same team who has a promise open, somebody of operations, an admin, a counsellor."""
    everybody = people()
    supervisor = next(each for each in everybody if "supervisor" in each.roles and each.team_id)
    promised = _have_open_promises()
    rep = next(each for each in everybody if each.id in promised and each.team_id == supervisor.team_id)
    ops, admin, counsellor = (
        next(each for each in everybody if role in each.roles) for role in ("ops", "admin", "counsellor")
    )
    return [
        Part("Supervisor", supervisor, "the walk"),
        Part("Rep", rep, "a promise to keep"),
        Part("Operations", ops, "what is overdue"),
        Part("Admin", admin, "people and teams"),
        Part("Counsellor", counsellor, "a referral that waits"),
    ]


def _have_open_promises() -> set[str]:
    """Reps with a promise that they confirmed and nobody looked at again."""
    reps, confirmed, revisited = {}, set(), set()
    for line in _contents("week.jsonl"):
        noun, subject, *deed = line["put"].split("/")[2:]
        if noun == "commitments" and not deed:
            reps[subject] = line["body"]["rep_id"]
        elif deed[:1] == ["confirmation"]:
            confirmed.add(subject)
        elif deed[:1] == ["revisits"]:
            revisited.add(subject)
    return {reps[subject] for subject in confirmed - revisited}


def _contents(name: str) -> Iterator[dict[str, Any]]:
    return (record.content for record in read_records(sample(name)) if isinstance(record, Record))
