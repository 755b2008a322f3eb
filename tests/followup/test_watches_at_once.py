"""More than one watch, and a read model that changes while the watch looks."""

from __future__ import annotations

import threading
from collections import Counter

from services.eventlog.appending import Append, Appended
from services.followup.watch.watch import Watch
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london

NIGHT = london("2026-11-21", "00:01")


class VisitedLog:
    """A log whose first append comes a moment too late: somebody was quicker."""

    def __init__(self, desk: Desk, before_the_first: list[str]) -> None:
        self._desk = desk
        self._visits = before_the_first

    def append(self, append: Append) -> Appended:
        if self._visits:
            self._desk.floor.kept(self._visits.pop(), "2026-11-20")
            self._desk.catch_up()
        return self._desk.log.append(append)


def test_four_watches_at_once_tell_everything_once(desk: Desk, floor: Floor) -> None:
    for number in range(450):
        floor.open_promise(f"promise {number}", ("alice", "bob", "carol")[number % 3], "2026-11-20")
    desk.catch_up()
    others = [desk.open_log() for _ in range(3)]
    watches = [desk.watch, *(Watch(desk.engine, log, desk.system) for log in others)]
    failures: list[str] = []

    def work(watch: Watch) -> None:
        try:
            while watch.watch_once(NIGHT):
                pass
        except Exception as err:
            failures.append(repr(err))

    threads = [threading.Thread(target=work, args=(watch,)) for watch in watches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    desk.look(NIGHT)
    for log in others:
        log.close()
    assert failures == []
    kinds = Counter(event.type for event in desk.own_events)
    assert kinds == {"floorwalk.commitment.fell_overdue": 450, "floorwalk.alert.raised": 450}


def test_nobody_is_told_of_what_was_kept_while_the_watch_looked(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.open_promise("listen", "bob", "2026-11-20")
    desk.catch_up()
    watch = Watch(desk.engine, VisitedLog(desk, ["finish"]), desk.system)
    while watch.watch_once(NIGHT):
        pass
    assert [event.partitionkey for event in desk.own_events] == [named("bob")] * 2
