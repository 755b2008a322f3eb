"""A revision brings what is in a database along."""

from __future__ import annotations

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import insert, select, text

from contracts.instants import micros
from services.eventlog.database import writing
from services.followup.migrations import v0010
from services.followup.tables.policies import alert_policies
from tests.followup.desk import Desk, london


def test_policies_that_ask_for_the_unseen_go_on_counting_from_when_they_were_put(desk: Desk) -> None:
    put_at, row = micros(london("2026-11-16", "09:00")), alert_policies.c
    with writing(desk.engine) as connection:
        connection.execute(text("ALTER TABLE alert_policies DROP COLUMN unseen_since"))
        for policy_id, body in (("default", '{"not_seen_after_days":null}'), ("team", '{"not_seen_after_days":5}')):
            values = {"version": 2, "changed_at": put_at, "changed_by": "olga"}
            connection.execute(insert(alert_policies).values(id=policy_id, body=body, **values))
        with Operations.context(MigrationContext.configure(connection)):
            v0010.upgrade()
        kept = connection.execute(select(row.id, row.unseen_since).order_by(row.id)).all()
    assert kept == [("default", None), ("team", put_at)]
