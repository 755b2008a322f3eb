"""Loading a file: each record becomes a request, in the order of the file, and its answer is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from joserfc.jwk import OKPKey

from contracts.tokens import WEB, Signer
from floorwalk.load.bearer import Bearer
from floorwalk.load.files import FileUnreadable, Record, Unreadable, read_records
from floorwalk.load.people import PeopleUnknown, Roles
from floorwalk.load.report import Report
from floorwalk.load.requests import RecordInvalid, Write, write_for
from floorwalk.load.sending import PATIENCE_SECONDS, NoServer, Sender
from floorwalk.load.signals import send_signals

Advance = Callable[[], None]
Change = Callable[[Record], Record]


def _ignore() -> None:
    """For who does not watch the progress."""


def _same(record: Record) -> Record:
    return record


class Loader:
    """Loads into the observation service.

    Args:
        address: gives the service's present address.
        signing_key: gives the key that tokens are signed with.
        patience: seconds to wait for a server that does not answer.
    """

    def __init__(
        self, address: Callable[[], str], signing_key: Callable[[], OKPKey], patience: float = PATIENCE_SECONDS
    ) -> None:
        self._roles = Roles()
        bearer = Bearer(lambda: Signer(signing_key(), WEB), "observation", self._roles.of)
        self._sender = Sender(address, bearer, patience)

    def __enter__(self) -> Loader:
        return self

    def __exit__(self, *raised: object) -> None:
        self._sender.close()

    def load(self, kind: str, path: Path, advance: Advance = _ignore, change: Change = _same) -> Report:
        """Send every record of a file; refused ones are reported and the rest is sent.

        Args:
            kind: ``teams``, ``people``, ``behaviours``, ``signals`` or ``notes``.
            path: CSV or JSON Lines.
            advance: called after each record.
            change: applied to each record first, such as to move it in time.
        """
        report = Report(kind)
        records = (change(record) if isinstance(record, Record) else record for record in read_records(path))
        try:
            if kind == "notes":
                self._roles.read(self._sender)
            (send_signals if kind == "signals" else _send_each)(report, records, self._sender, advance)
        except (NoServer, PeopleUnknown, FileUnreadable) as err:
            report.stopped = str(err)
        return report


def _send_each(report: Report, records: Iterable[Record | Unreadable], sender: Sender, advance: Advance) -> None:
    for record in records:
        write = _write_for(report, record)
        if write is not None:
            report.count(write.number, sender.send("PUT", write.path, write.caller, json=write.body))
        advance()


def _write_for(report: Report, record: Record | Unreadable) -> Write | None:
    if isinstance(record, Unreadable):
        report.refuse(record.number, record.reason)
        return None
    try:
        return write_for(report.kind, record)
    except RecordInvalid as err:
        report.refuse(record.number, str(err))
        return None
