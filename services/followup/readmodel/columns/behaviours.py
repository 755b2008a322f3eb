"""The columns of the catalogue."""

from __future__ import annotations

from services.followup.readmodel.columns.kinds import Columns, key, texts


def behaviours() -> Columns:
    return [key("id"), *texts("label")]
