"""What the log knows of the streams and receipts of one batch.

The past is read at once for all of them; then each append that is admitted moves it on, so that the appends of
one batch see one another as if each had been committed by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from services.eventlog.appending import Append, Appended, Receipt
from services.eventlog.errors import LogUnavailable, ReceiptConflict, VersionConflict
from services.eventlog.past import Past
from services.eventlog.statements import lock_past


@dataclass
class Standing:
    """``position`` and ``recorded`` (microseconds) are those of the last event, ``versions`` goes by stream,
    ``receipts`` by key, each with the position it was filed at."""

    position: int
    recorded: int
    versions: dict[str, int]
    receipts: dict[str, tuple[Receipt, int]]

    def repeats(self, append: Append) -> Appended | None:
        """The first answer, where the append's receipt is filed already.

        Raises:
            ReceiptConflict: the receipt filed under its key has another digest.
        """
        if append.receipt is None or append.receipt.key not in self.receipts:
            return None
        first, position = self.receipts[append.receipt.key]
        if first.digest != append.receipt.digest:
            raise ReceiptConflict(first.key)
        return Appended(position, first)

    def check(self, expect: Mapping[str, int]) -> None:
        """Raises VersionConflict for a stream that is at another version."""
        for stream, expected in expect.items():
            actual = self.versions.get(stream, 0)
            if actual != expected:
                raise VersionConflict(stream, expected, actual)

    def next_of(self, subject: str) -> tuple[int, int]:
        """Position and stream version of the event that comes next."""
        self.position += 1
        self.versions[subject] = self.versions.get(subject, 0) + 1
        return self.position, self.versions[subject]

    def file(self, receipt: Receipt) -> None:
        self.receipts[receipt.key] = (receipt, self.position)


def lock_standing(connection: Connection, appends: Sequence[Append]) -> Standing:
    """Lock the head until the transaction ends, then read what concerns ``appends``."""
    return standing_for(appends, lambda streams, keys: lock_past(connection, streams, keys))


def standing_for(
    appends: Sequence[Append], read: Callable[[Collection[str], Collection[str]], Past | None]
) -> Standing:
    """What concerns ``appends``, as ``read`` finds it for their streams and their receipts' keys."""
    past = read(_streams(appends), {append.receipt.key for append in appends if append.receipt})
    if past is None:
        raise LogUnavailable("the log's tables were not migrated: it has no head")
    filed = {receipt.key: (receipt, receipt.position) for receipt in past.receipts}
    return Standing(past.position, past.recorded, dict(past.versions), filed)


def _streams(appends: Iterable[Append]) -> set[str]:
    written = {new.event.subject for append in appends for new in append.events}
    return written.union(*(append.expect for append in appends))
