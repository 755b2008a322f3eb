"""What the broker has confirmed. It does so one by one or many at once, in any order, while more is published."""

from __future__ import annotations

from services.eventlog.broker import Channel
from services.eventlog.errors import BusError


class Confirms:
    """The events published on one channel that are not confirmed yet."""

    def __init__(self, channel: Channel) -> None:
        self._published = 0
        self._outstanding: set[int] = set()
        self._refusals: set[str] = set()
        channel.confirm_select()
        channel.events["basic_ack"].add(self._settle)
        channel.events["basic_nack"].add(self._refuse)
        channel.events["basic_return"].add(self._take_back)

    @property
    def are_outstanding(self) -> bool:
        return bool(self._outstanding)

    def expect_one_more(self) -> None:
        """An event was published: the broker and we both count."""
        self._published += 1
        self._outstanding.add(self._published)

    def check(self) -> None:
        """Raises BusError when one was refused, or found no queue, since it was checked last."""
        refusals, self._refusals = self._refusals, set()
        if refusals:
            raise BusError(f"the broker did not take all: {', '.join(sorted(refusals))}")

    def _settle(self, tag: int, multiple: bool) -> None:
        if multiple:
            self._outstanding = {each for each in self._outstanding if each > tag}
        else:
            self._outstanding.discard(tag)

    def _refuse(self, tag: int, multiple: bool) -> None:
        self._refusals.add("it refused some")
        self._settle(tag, multiple)

    def _take_back(self, _error: Exception, _exchange: str, key: str, _message: object) -> None:
        """An event that came back; its confirmation follows all the same."""
        self._refusals.add(f"nobody is bound to {key}")
