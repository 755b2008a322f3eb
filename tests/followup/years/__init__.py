"""Years of a floor on a virtual clock, and the alerts there should be, reckoned again by plain means.

The run drives the real read side: its consumer, its watch, its own log, its API, in a file. Promises are made,
confirmed, kept, renewed and closed; sessions of one rep or several are planned, moved, told of or forgotten; reps are
seen or not, move, are away, come back and leave; sites close, clocks change; notes arrive late and are withdrawn;
alerts are acknowledged and snoozed, on the spot or on a phone without connection; teams are silenced and get policies
of their own; the watch is down for days, the read model is made anew, and all of it is stopped at any statement. The
reckoning knows none of our code for days and ladders: it goes day by day and piece by piece.

``python -m tests.followup.years --commitments 100000 --seed 1`` is the long run.
"""

from __future__ import annotations

from tests.followup.years.run import Years
from tests.followup.years.story import ZONES

__all__ = ["ZONES", "Years"]
