"""The tables of one generation of the read model.

Each generation has its own (``timeline_1``, ``timeline_2``, …), so that a new one is filled beside the one that
is read. Instants are whole microseconds, dates ISO texts, ids texts; a box is a text as `boxes` keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, Integer, MetaData, String, Table
from sqlalchemy.types import TypeEngine

_Columns = list[Column[Any]]

EFFECTS = (
    *("praise", "correction", "kept", "kept_late", "not_kept", "released", "declined", "slipped"),
    *("ratings", "rating_total", "passed", "failed"),
    *(f"waited_{number}" for number in range(12)),
)
"""What is counted (`projection.effects`)."""

NEVER = 2**62
"""Later than any instant: what has this ``visible_from`` is never shown to the rep."""


@dataclass(frozen=True, eq=False)
class Generation:
    """One filling of the read model."""

    number: int
    metadata: MetaData
    people: Table
    teams: Table
    absences: Table
    behaviours: Table
    walks: Table
    observations: Table
    replies: Table
    amendments: Table
    commitments: Table
    sessions: Table
    session_points: Table
    cadences: Table
    signal_days: Table
    signal_comments: Table
    trainings: Table
    mentorings: Table
    seen: Table
    practices: Table
    effects: Table
    timeline: Table

    @property
    def tables(self) -> dict[str, Table]:
        """By their names without the number."""
        return {name.removesuffix(f"_{self.number}"): table for name, table in self.metadata.tables.items()}


@lru_cache(maxsize=16)
def generation(number: int) -> Generation:
    """The tables that carry this number."""
    metadata = MetaData()
    made = {
        name: Table(f"{name}_{number}", metadata, *columns(), sqlite_with_rowid=name != "timeline")
        for name, columns in _COLUMNS.items()
    }
    for name, columns_of in _INDEXES:
        table = made[name]
        Index(f"{table.name}_by_{'_'.join(columns_of)}", *(table.c[column] for column in columns_of))
    return Generation(number, metadata, **made)


def _key(name: str, kind: type[TypeEngine[int]] | type[String] = String) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _texts(*names: str) -> _Columns:
    return [Column(name, String) for name in names]


def _instants(*names: str) -> _Columns:
    return [Column(name, BigInteger) for name in names]


def _flags(*names: str) -> _Columns:
    return [Column(name, Boolean, nullable=False) for name in names]


def _numbers(*names: str) -> _Columns:
    return [Column(name, Integer) for name in names]


def _people() -> _Columns:
    """``roles`` and ``also_team_ids`` are separated by spaces; ``gone_from`` ends the last day."""
    named = _texts("roles", "team_id", "also_team_ids", "level", "joined_on", "left_on", "box")
    return [_key("id"), *named, *_instants("gone_from")]


def _teams() -> _Columns:
    """``working_days`` and ``holidays`` are separated by spaces."""
    return [_key("id"), *_texts("name", "site", "timezone", "working_days", "holidays", "country", "manager_id")]


def _absences() -> _Columns:
    return [_key("person_id"), _key("id"), *_texts("from_on", "to_on"), *_flags("cancelled")]


def _behaviours() -> _Columns:
    return [_key("id"), *_texts("label")]


def _walks() -> _Columns:
    return [_key("id"), *_texts("supervisor_id"), *_instants("started_at", "ended_at")]


def _observations() -> _Columns:
    """``clarification_open`` is set from the request to its answer. ``box`` holds the first words; what was
    amended is in the amendments, the clear columns are as they are now."""
    return [
        _key("id"),
        *_texts(
            "rep_id", "team_id", "author_id", "kind", "mode", "channel", "behaviour_id", "walk_id", "session_id", "box"
        ),
        *_instants("occurred_at", "recorded_at", "visible_from", "acknowledged_at", "withdrawn_at"),
        *_instants("clarification_at", "answered_at"),
        *_texts("clarification_box", "answer_outcome", "answer_by", "answer_box"),
        *_texts("withdrawn_by", "withdrawal_box", "duplicate_of"),
        *_instants("amended_at"),
        *_flags("clarification_open"),
    ]


def _replies() -> _Columns:
    return [_key("observation_id"), _key("id"), *_texts("by_id", "box"), *_instants("occurred_at")]


def _amendments() -> _Columns:
    """In the order of ``version``. ``was`` has the clear fields before it as JSON, ``box`` the new texts and the
    reason, ``removed`` is separated by spaces."""
    return [
        _key("observation_id"),
        _key("id"),
        *_numbers("version"),
        *_instants("occurred_at"),
        *_texts("by_id", "was", "removed", "box"),
    ]


def _commitments() -> _Columns:
    """The due columns are those of ``revision``, the agreed ones those of the revision confirmed last. ``home_team_id``
    is the rep's team when it was proposed, whose figures it belongs to.

    ``renewal_asked_on`` is the date the rep asks for, until the supervisor renews or the promise closes.
    ``touched_at`` is when the last thing happened that may have changed its lateness.
    """
    return [
        _key("id"),
        *_texts(
            "rep_id", "team_id", "home_team_id", "proposed_by", "behaviour_id", "observation_id", "session_id", "box"
        ),
        *_texts("look_again_on", "measure", "standing", "due_on", "due_day", "agreed_due_on", "seen_on"),
        *_numbers("revision", "agreed_revision"),
        *_instants("proposed_at", "recorded_at", "asked_at", "confirmed_at", "practised_at", "turn_since", "closed_at"),
        *_instants("due_soon_from", "overdue_from", "agreed_overdue_from", "unconfirmed_from"),
        *_instants("gone_from", "touched_at", "renewal_asked_at"),
        *_texts("confirmed_via", "words_box", "practice_report_box", "closed_by", "closing_box"),
        *_texts("renewal_asked_on", "renewal_asked_box"),
    ]


def _sessions() -> _Columns:
    """One row for each rep of a session. ``box`` has the place, ``commitment_ids`` are separated by spaces.

    ``ends_at`` is when it should be over; a session that is still ``scheduled`` then waits for its outcome.
    """
    return [
        _key("id"),
        _key("rep_id"),
        *_texts("team_id", "supervisor_id", "standing", "cadence_on", "box"),
        *_texts("outcome_by", "outcome_box", "commitment_ids", "rating_box"),
        *_numbers("minutes", "score", "version"),
        *_instants("planned_at", "starts_at", "ends_at", "outcome_at", "rated_at", "gone_from", "touched_at"),
    ]


def _session_points() -> _Columns:
    return [_key("session_id"), _key("rep_id"), _key("id"), *_texts("by_id", "box"), *_instants("raised_at")]


def _cadences() -> _Columns:
    """A rep's rhythm of sessions; a row that has ``ended`` says only that."""
    told = _texts("set_by", "at", "first_on")
    return [_key("rep_id"), *told, *_numbers("every_weeks", "weekday", "minutes"), *_flags("ended")]


def _signal_days() -> _Columns:
    """What one signal of a rep came to on one local day; values are whole millionths."""
    return [_key("rep_id"), _key("name"), _key("day"), *_numbers("n"), *_instants("total", "last_at", "last_value")]


def _signal_comments() -> _Columns:
    """What customers said with it."""
    told = [*_texts("channel", "box"), *_instants("value", "occurred_at")]
    return [_key("rep_id"), _key("name"), _key("day"), _key("id"), *told]


def _trainings() -> _Columns:
    return [
        _key("id"),
        *_texts("rep_id", "home_team_id", "assigned_by", "behaviour_id", "due_on", "box", "standing"),
        *_instants("assigned_at", "ended_at"),
        Column("passed", Boolean),
        Column("score", Double),
    ]


def _mentorings() -> _Columns:
    return [_key("id"), *_texts("rep_id", "mentor_id", "standing"), *_instants("paired_at", "ended_at")]


def _seen() -> _Columns:
    """When somebody last looked at a rep."""
    return [_key("rep_id"), *_instants("seen_at")]


def _practices() -> _Columns:
    """One rep and one behaviour: when a promise about it was last kept and it was last corrected."""
    told = _texts("behaviour_id", "team_id", "supervisor_id", "corrected_by", "slipped_by")
    return [_key("id"), *told, *_instants("kept_at", "corrected_at")]


def _effects() -> _Columns:
    """Counts by team, supervisor, behaviour and month; ``*`` is all of them. They are added to, never set."""
    keys = [_key(name) for name in ("team_id", "supervisor_id", "behaviour_id", "month")]
    return [*keys, *(Column(name, Integer, nullable=False) for name in EFFECTS)]


def _timeline() -> _Columns:
    """One row for each thing a rep's timeline shows, stored in the order in which it is read.

    ``about_id`` is the observation, commitment or session, or the name of a signal; ``seen`` says that somebody looked
    at the rep then, and ``duplicate_of`` names the observation under which it is shown.
    """
    return [
        _key("rep_id"),
        _key("occurred_at", BigInteger),
        _key("id"),
        _key("kind"),
        *_texts("about_id", "by_id", "walk_id", "outcome", "on_date", "box", "duplicate_of"),
        *_instants("visible_from", "recorded_at"),
        *_flags("seen"),
    ]


_COLUMNS = {
    "people": _people,
    "teams": _teams,
    "absences": _absences,
    "behaviours": _behaviours,
    "walks": _walks,
    "observations": _observations,
    "replies": _replies,
    "amendments": _amendments,
    "commitments": _commitments,
    "sessions": _sessions,
    "session_points": _session_points,
    "cadences": _cadences,
    "signal_days": _signal_days,
    "signal_comments": _signal_comments,
    "trainings": _trainings,
    "mentorings": _mentorings,
    "seen": _seen,
    "practices": _practices,
    "effects": _effects,
    "timeline": _timeline,
}

_INDEXES = (
    ("people", ("team_id",)),
    ("teams", ("manager_id",)),
    ("walks", ("supervisor_id", "started_at")),
    ("observations", ("rep_id", "clarification_open")),
    ("observations", ("duplicate_of",)),
    ("commitments", ("rep_id", "standing")),
    ("trainings", ("rep_id", "standing")),
    ("mentorings", ("rep_id", "standing")),
    ("mentorings", ("mentor_id", "standing")),
    ("commitments", ("team_id", "standing", "due_day")),
    ("commitments", ("standing", "due_day")),
    ("commitments", ("due_day", "id")),
    ("sessions", ("rep_id", "starts_at")),
    ("sessions", ("team_id", "standing", "ends_at")),
    ("sessions", ("standing", "ends_at")),
    ("session_points", ("rep_id", "raised_at")),
    ("effects", ("behaviour_id", "month")),
)
