"""Pages of lists that are sorted after their names were opened, and so are cut by number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.followup.api.asking import ReadQuery
from services.http import cursors
from services.http.fields import Cursor, Limit


class PageQuery(ReadQuery):
    limit = Limit()
    cursor = Cursor()


def cut(items: Sequence[Any], query: dict[str, Any]) -> tuple[Sequence[Any], str | None]:
    """One page of the items, and where the next begins."""
    (start,) = cursors.decode(query["cursor"], int, field="cursor") if "cursor" in query else (0,)
    end = max(0, start) + query["limit"]
    return items[max(0, start) : end], cursors.encode(end) if end < len(items) else None
