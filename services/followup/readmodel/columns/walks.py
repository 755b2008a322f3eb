"""The columns of walks."""

from __future__ import annotations

from services.followup.readmodel.columns.kinds import Columns, instants, key, texts


def walks() -> Columns:
    return [key("id"), *texts("supervisor_id"), *instants("started_at", "ended_at")]
