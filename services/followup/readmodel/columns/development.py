"""The columns of trainings and of mentoring pairs."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double

from services.followup.readmodel.columns.kinds import Columns, instants, key, texts


def trainings() -> Columns:
    return [
        key("id"),
        *texts("rep_id", "home_team_id", "assigned_by", "behaviour_id", "due_on", "box", "standing"),
        *instants("assigned_at", "ended_at"),
        Column("passed", Boolean),
        Column("score", Double),
    ]


def mentorings() -> Columns:
    return [key("id"), *texts("rep_id", "mentor_id", "standing"), *instants("paired_at", "ended_at")]
