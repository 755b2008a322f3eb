"""Until when a message is put off, because of the hour. Pure; quiet hours delay a message and never lose one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.followup.watch.policy import QuietHours


def quiet_until(hours: QuietHours | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When the quiet hours that ``now`` is in end; None outside of them.

    Where the clocks jump over that end, it is the moment they jump; where they show it twice, the first time.
    """
    if hours is None or hours.start == hours.end:
        return None
    local = now.astimezone(zone)
    clock = local.time()
    if hours.start < hours.end:
        if not hours.start <= clock < hours.end:
            return None
        day = local.date()
    else:
        if hours.end <= clock < hours.start:
            return None
        day = local.date() + timedelta(days=1) if clock >= hours.start else local.date()
    end = datetime.combine(day, hours.end, tzinfo=zone).astimezone(UTC)
    # In the hour that is shown twice, the end may be over though the clock says otherwise.
    return end if end > now else None
