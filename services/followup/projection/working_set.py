"""The rows that one batch of events touches, in memory: as they were, and as the events make them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from operator import itemgetter
from typing import Any

from services.followup.readmodel.tables import Generation

Row = dict[str, Any]


class NotProjected(Exception):
    """An event speaks of something the read model has never heard of."""


class Shelf:
    """The rows of one table by their keys; knows which of them changed.

    Args:
        columns: the names of all columns.
        key: those of the primary key.
        group: a column by which rows are found, too, and which never changes.
    """

    def __init__(self, columns: Iterable[str], key: tuple[str, ...], group: str | None = None) -> None:
        self._blank: Row = dict.fromkeys(columns)
        self._key_of: Callable[[Row], Hashable] = itemgetter(*key)
        self._group = group
        self._rows: dict[Hashable, Row] = {}
        self._changed: dict[Hashable, Row] = {}
        self._removed: dict[Hashable, Row] = {}
        self._groups: defaultdict[str, dict[Hashable, Row]] = defaultdict(dict)

    def load(self, rows: Iterable[Row]) -> None:
        """Put rows in as they are stored."""
        for row in rows:
            self._put(row)

    def new(self, **values: Any) -> Row:
        """Add a row, or put it in the place of the one with its key; columns that are not named are empty."""
        row = {**self._blank, **values}
        key = self._put(row)
        self._changed[key] = row
        self._removed.pop(key, None)
        return row

    def remove(self, **key: Any) -> None:
        """Take a row away, which need not be loaded, by the columns of its primary key."""
        name = self._key_of(key)
        row = self._rows.pop(name, None)
        if row is not None and self._group is not None:
            self._groups[row[self._group]].pop(name, None)
        self._changed.pop(name, None)
        self._removed[name] = key

    def find(self, key: Hashable) -> Row | None:
        """A row to read, of those that were loaded or made."""
        return self._rows.get(key)

    def change(self, key: Hashable) -> Row:
        """The row with this key, which the caller is about to change.

        Raises:
            NotProjected: there is none.
        """
        row = self._rows.get(key)
        if row is None:
            raise NotProjected(f"no row for {key}")
        self._changed[key] = row
        return row

    def of(self, group: str) -> list[Row]:
        """The rows of one group."""
        return list(self._groups[group].values())

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows.values())

    @property
    def changed(self) -> list[Row]:
        return list(self._changed.values())

    @property
    def removed(self) -> list[Row]:
        """The primary keys of the rows that were taken away."""
        return list(self._removed.values())

    def _put(self, row: Row) -> Hashable:
        key = self._key_of(row)
        self._rows[key] = row
        if self._group is not None:
            self._groups[row[self._group]][key] = row
        return key


class WorkingSet:
    """A shelf for each table of a generation."""

    def __init__(self, generation: Generation) -> None:
        self.shelves = {
            name: Shelf(table.c.keys(), tuple(column.name for column in table.primary_key), _GROUPS.get(name))
            for name, table in generation.tables.items()
        }
        self.people = self.shelves["people"]
        self.teams = self.shelves["teams"]
        self.absences = self.shelves["absences"]
        self.behaviours = self.shelves["behaviours"]
        self.walks = self.shelves["walks"]
        self.observations = self.shelves["observations"]
        self.replies = self.shelves["replies"]
        self.amendments = self.shelves["amendments"]
        self.commitments = self.shelves["commitments"]
        self.sessions = self.shelves["sessions"]
        self.session_points = self.shelves["session_points"]
        self.cadences = self.shelves["cadences"]
        self.signal_days = self.shelves["signal_days"]
        self.signal_comments = self.shelves["signal_comments"]
        self.trainings = self.shelves["trainings"]
        self.mentorings = self.shelves["mentorings"]
        self.seen = self.shelves["seen"]
        self.practices = self.shelves["practices"]
        self.effects = self.shelves["effects"]
        self.timeline = self.shelves["timeline"]


_GROUPS = {"timeline": "rep_id", "absences": "person_id", "commitments": "rep_id", "sessions": "rep_id"}
