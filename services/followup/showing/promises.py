"""A promise as it is answered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import micros
from services.followup.letters import NO_LETTER, Letters
from services.followup.measures import Measured
from services.followup.readmodel.commitments import open_counts, promise_of
from services.followup.readmodel.observations import hidden_from_rep
from services.followup.readmodel.people import Person, people
from services.followup.readmodel.tables import Generation
from services.followup.showing.measured import measured_of, shown_measure
from services.followup.showing.names import Names, marks
from services.followup.showing.smart import smart
from services.followup.showing.wire import wire
from services.followup.states import owed_by, state_at

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Promises:
    """Rows, and what is needed to show them. ``readable`` are the ids of those whose texts the asker may read,
    ``hidden`` the observations whose existence the rep who asks is not to know yet."""

    rows: Sequence[Row[Any]]
    now: datetime
    readable: frozenset[str]
    people: Mapping[str, Person]
    open_counts: Mapping[str, int]
    hidden: frozenset[str]
    measured: Mapping[str, Measured]

    @property
    def boxes(self) -> Iterator[str | None]:
        """All that has to be opened to show them."""
        for row in self.rows:
            if row.id in self.readable:
                yield from (row.box, row.words_box, row.practice_report_box, row.renewal_asked_box, row.closing_box)
        for person in self.people.values():
            yield person.box

    def shown(self, letters: Letters) -> list[Json]:
        names = Names(self.people, letters)
        return [self._shown(row, letters, names) for row in self.rows]

    def _shown(self, row: Row[Any], letters: Letters, names: Names) -> Json:
        promise = promise_of(row)
        texts = self._texts(row, letters)
        return {
            "id": row.id,
            "rep_id": row.rep_id,
            "rep_name": names.of(row.rep_id),
            "team_id": row.team_id,
            "state": state_at(promise, self.now),
            "owed_by": owed_by(promise, self.now),
            "revision": row.revision,
            **_dates(row),
            "proposed_by": names.by(row.proposed_by),
            "proposed_at": wire(row.proposed_at),
            "confirmed_at": wire(row.confirmed_at),
            "confirmed_via": row.confirmed_via,
            "practised_at": wire(row.practised_at),
            "kept_on": row.seen_on,
            "closed_at": wire(row.closed_at),
            "behaviour_id": row.behaviour_id,
            "observation_id": None if row.observation_id in self.hidden else row.observation_id,
            "session_id": row.session_id,
            "measure": shown_measure(row, self.measured.get(row.id)),
            "smart": smart(row, texts, self.open_counts.get(row.rep_id, 0), self.measured.get(row.id)),
            **texts,
        }

    def _texts(self, row: Row[Any], letters: Letters) -> Json:
        boxes = (row.box, row.words_box, row.practice_report_box, row.renewal_asked_box, row.closing_box)
        opened = [letters.of(box) if row.id in self.readable else NO_LETTER for box in boxes]
        promised, words, report, asked, closing = opened
        return {
            "practice": promised.get("practice"),
            "model_phrase": promised.get("model_phrase"),
            "words": words.get("words"),
            "practice_text": report.get("text"),
            "renewal_asked": {"due_on": row.renewal_asked_on, "reason": asked.get("reason")}
            if row.renewal_asked_on
            else None,
            "closing_reason": closing.get("reason"),
            **marks(*(letter.state for letter in opened)),
        }


def promises(
    connection: Connection,
    generation: Generation,
    rows: Sequence[Row[Any]],
    now: datetime,
    readable: Collection[str],
    asker_id: str,
) -> Promises:
    """Read what is needed to show these rows to somebody."""
    rep_ids = {row.rep_id for row in rows}
    own_notes = [row.observation_id for row in rows if row.rep_id == asker_id and row.observation_id]
    return Promises(
        rows=rows,
        now=now,
        readable=frozenset(readable),
        people=people(connection, generation, rep_ids | {row.proposed_by for row in rows}),
        open_counts=open_counts(connection, generation, rep_ids, now),
        hidden=hidden_from_rep(connection, generation, own_notes, micros(now)),
        measured=measured_of(connection, generation, rows, now),
    )


def _dates(row: Row[Any]) -> Json:
    return {
        "due_on": row.due_on,
        "due_day": row.due_day,
        "due_soon_from": wire(row.due_soon_from),
        "overdue_from": wire(row.overdue_from),
        "look_again_on": row.look_again_on,
    }
