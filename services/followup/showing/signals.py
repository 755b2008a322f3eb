"""Signals as they are answered: a line a day on the timeline; on the card where they stand and where they go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from services.followup.letters import Letters
from services.followup.measures import MILLION, TREND_DAYS, tally, trend
from services.followup.readmodel.signals import comments, day_rows, days_of, last_days
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.timeline import SIGNAL_KINDS
from services.followup.showing.names import marks
from services.followup.showing.wire import wire

Json = dict[str, Any]

MOST_COMMENTS = 10
"""How many of a day's comments a line opens."""

CARD_DAYS = 60
"""For how long the card remembers a signal."""


@dataclass(frozen=True, slots=True)
class SignalLines:
    """The lines of one rep's timeline, and what is in them."""

    days: Mapping[tuple[str, str], Row[Any]]
    comments: Mapping[tuple[str, str], Sequence[Row[Any]]]

    @property
    def boxes(self) -> Iterator[str | None]:
        for said in self.comments.values():
            yield from (comment.box for comment in said[:MOST_COMMENTS])

    def shown(self, row: Row[Any], letters: Letters) -> Json:
        day = self.days[row.about_id, row.on_date]
        said = self.comments.get((row.about_id, row.on_date), ())
        opened = [letters.of(comment.box) for comment in said[:MOST_COMMENTS]]
        return {
            "id": row.id,
            "kind": row.kind,
            "subject": f"signals/{row.about_id}",
            "occurred_at": wire(row.occurred_at),
            "recorded_at": wire(row.recorded_at),
            "by": None,
            "state": "recorded",
            "name": row.about_id,
            "day": row.on_date,
            "count": day.n,
            "average": day.total / day.n / MILLION,
            "comments": [
                shown_comment(comment, letter.get("customer_comment"))
                for comment, letter in zip(said, opened, strict=False)
            ],
            "comments_count": len(said),
            **marks(*(letter.state for letter in opened)),
        }


NO_LINES = SignalLines({}, {})


def signal_lines(connection: Connection, generation: Generation, rows: Collection[Row[Any]]) -> SignalLines:
    """Read what is needed to show those rows of a timeline that are lines of signals."""
    lines = [row for row in rows if row.kind in SIGNAL_KINDS]
    if not lines:
        return NO_LINES
    rep_id, days = lines[0].rep_id, {row.on_date for row in lines}
    return SignalLines(day_rows(connection, generation, rep_id, days), comments(connection, generation, rep_id, days))


def card_signals(connection: Connection, generation: Generation, rep_id: str, today: date) -> list[Json]:
    """Each signal of a rep: its last value, the last fortnight's mean, which way it goes."""
    since = today - timedelta(days=CARD_DAYS)
    days = days_of(connection, generation, [rep_id], since, today)
    last = last_days(connection, generation, rep_id, since)
    lately = today - timedelta(days=TREND_DAYS)
    shown = []
    for (_, name), of_name in sorted(days.items()):
        recent = tally(day for day in of_name if day.day > lately)
        shown.append(
            {
                "name": name,
                "last_value": last[name].last_value / MILLION,
                "last_at": wire(last[name].last_at),
                "n": recent.n,
                "mean": recent.mean,
                "days": TREND_DAYS,
                "trend": trend(of_name, today),
                "by_day": [{"day": day.day.isoformat(), "n": day.n, "mean": day.mean} for day in of_name[-TREND_DAYS:]],
            }
        )
    return shown


def shown_comment(row: Row[Any], text: str | None) -> Json:
    """A customer's words, with the value that came with them."""
    return {
        "id": row.id,
        "occurred_at": wire(row.occurred_at),
        "value": row.value / MILLION,
        "channel": row.channel,
        "text": text,
    }
