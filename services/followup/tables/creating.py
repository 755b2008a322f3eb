"""A database that has every table, and an empty read model."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from services.followup.readmodel.shape import shape
from services.followup.readmodel.tables import generation
from services.followup.tables.alerts import alert_pauses, alerts, falls
from services.followup.tables.channels import channels
from services.followup.tables.deliveries import deliveries, planning
from services.followup.tables.generations import generations, read_model
from services.followup.tables.incoming import parked, progress
from services.followup.tables.lasting import ONLY, metadata
from services.followup.tables.personal import calendar_entries, calendars, push_subscriptions
from services.followup.tables.policies import alert_policies, silences
from services.followup.tables.readings import readings
from services.followup.tables.watch import watch_queue, watch_state

FIRST_GENERATION = 1

_EVERY = (
    *(read_model, generations, parked, progress),
    *(watch_queue, watch_state, alerts, alert_pauses, falls),
    *(alert_policies, silences, channels, deliveries, planning, readings),
    *(calendars, calendar_entries, push_subscriptions),
)


def create_tables(connection: Connection) -> None:
    """Create what is missing, with an empty first generation that is live."""
    metadata.create_all(connection, tables=_EVERY)
    if connection.execute(select(read_model.c.id)).first() is not None:
        return
    generation(FIRST_GENERATION).metadata.create_all(connection)
    connection.execute(insert(generations).values(number=FIRST_GENERATION, position=0, shape=shape()))
    connection.execute(insert(read_model).values(id=ONLY, live=FIRST_GENERATION, newest=FIRST_GENERATION))
    connection.execute(insert(progress).values(id=ONLY, head=0, head_read_system=0, caught_up_system=0))
    connection.execute(insert(watch_state).values(id=ONLY, generation=FIRST_GENERATION, ticked_system=0))
    connection.execute(insert(planning).values(id=ONLY, position=0))
