"""Does the broker answer, and does somebody listen?"""

from __future__ import annotations

from contracts.routing import FOLLOWUP_QUEUE
from floorwalk.doctor.findings import Wrong
from floorwalk.installation import Installation
from services.eventlog.bus import BusError
from services.eventlog.condition import look_at_broker


def look_at_bus(installation: Installation) -> str:
    """The broker, its exchange and its queue."""
    url, queue_name = installation.settings.bus, installation.settings.bus_prefix + FOLLOWUP_QUEUE
    if url.startswith("memory:"):
        return "inside the process"
    try:
        queue = look_at_broker(url, FOLLOWUP_QUEUE, installation.settings.bus_prefix)
    except BusError as err:
        raise Wrong(f"{err}; start the broker, or set FLOORWALK_BUS to where it is, with user and password") from err
    if queue is None:
        raise Wrong(f"answers, but there is no queue {queue_name} yet; start `floorwalk consume`")
    if queue.consumers == 0:
        raise Wrong(f"nobody reads from {queue_name}, where {queue.waiting} wait; start `floorwalk consume`")
    return f"answers; the queue is read from, {queue.waiting} messages wait"
