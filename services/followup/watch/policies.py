"""The alert policies that were put, as they are kept: one for each team that has its own, and the default."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, select, update

from contracts.instants import from_micros, micros
from services.followup.dialects import insert_or_update
from services.followup.tables.policies import alert_policies
from services.followup.watch.policy import DEFAULT_POLICY, AlertPolicy, Caps, QuietHours, Rung
from services.followup.watch.worktime import WorkHours

DEFAULT_ID = "default"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Policies:
    """Those of some teams; ``default`` counts for whoever has none."""

    default: AlertPolicy
    own: Mapping[str, AlertPolicy]

    def of(self, team_id: str | None) -> AlertPolicy:
        """The team's own, or the default."""
        return self.own.get(team_id, self.default) if team_id else self.default


def policies(connection: Connection, team_ids: Collection[str]) -> Policies:
    """The policies that count for these teams."""
    row = alert_policies.c
    query = select(row.id, row.body, row.changed_at, row.unseen_since).where(row.id.in_({*team_ids, DEFAULT_ID}))
    kept = {
        found.id: replace(
            policy_from(orjson.loads(found.body)),
            put_at=from_micros(found.changed_at),
            unseen_since=None if found.unseen_since is None else from_micros(found.unseen_since),
        )
        for found in connection.execute(query)
    }
    return Policies(kept.pop(DEFAULT_ID, DEFAULT_POLICY), kept)


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """One policy as it was put. ``version`` counts the times it was, from 1."""

    body: Json
    version: int


def kept_policy(connection: Connection, policy_id: str) -> KeptPolicy | None:
    """The policy that a team has of its own, or that was put as the default."""
    row = alert_policies.c
    found = connection.execute(select(row.body, row.version).where(row.id == policy_id)).one_or_none()
    return None if found is None else KeptPolicy(orjson.loads(found.body), found.version)


def keep_policy(connection: Connection, policy_id: str, body: Json, version: int, by_id: str, now: datetime) -> bool:
    """Put ``body`` in the place of ``version``, 0 for none yet; False when it is not at that version any more.

    Reps whom nobody has seen count on from when they began to, by what counted for the team before.
    """
    values = {
        "body": orjson.dumps(body).decode(),
        "changed_at": micros(now),
        "changed_by": by_id,
        "unseen_since": None,
    }
    if body["not_seen_after_days"] is not None:
        values["unseen_since"] = micros(policies(connection, {policy_id}).of(policy_id).unseen_since or now)
    if version == 0:
        fresh = insert_or_update(alert_policies, connection.dialect.name).on_conflict_do_nothing()
        placed = fresh.values(id=policy_id, version=1, **values).returning(alert_policies.c.id)
        return connection.execute(placed).first() is not None
    same = (alert_policies.c.id == policy_id) & (alert_policies.c.version == version)
    return connection.execute(update(alert_policies).where(same).values(version=version + 1, **values)).rowcount == 1


def longest_grace(connection: Connection) -> timedelta:
    """The longest time that any policy lets pass before the ladder begins."""
    bodies = connection.execute(select(alert_policies.c.body)).scalars()
    return max((policy_from(orjson.loads(body)).grace for body in bodies), default=DEFAULT_POLICY.grace)


def watches_coverage(connection: Connection) -> bool:
    """Whether any policy asks for reps whom nobody has seen."""
    bodies = connection.execute(select(alert_policies.c.body)).scalars()
    return any(orjson.loads(body)["not_seen_after_days"] is not None for body in bodies)


def policy_from(body: Mapping[str, Any]) -> AlertPolicy:
    """Read what `policy_body` wrote."""
    quiet, hours, caps = body["quiet_hours"], body["working_hours"], body["caps"]
    return AlertPolicy(
        ladder=tuple(_rung(rung) for rung in body["ladder"]),
        hours=WorkHours(time.fromisoformat(hours["from"]), time.fromisoformat(hours["until"])),
        grace=timedelta(minutes=body["grace"]["minutes"]),
        quiet=QuietHours(time.fromisoformat(quiet["from"]), time.fromisoformat(quiet["until"])) if quiet else None,
        caps=Caps(caps["per_hour"], caps["per_day"]),
        digest_from=body["digest"]["at_least"],
        not_seen_after=body["not_seen_after_days"],
    )


def policy_body(policy: AlertPolicy) -> Json:
    """As it is kept and answered; times are local, delays are hours of working time."""
    quiet = policy.quiet
    return {
        "ladder": [
            {"level": rung.level, "after_hours": rung.after / timedelta(hours=1), "tells": list(rung.tells)}
            for rung in policy.ladder
        ],
        "working_hours": {"from": _clock(policy.hours.start), "until": _clock(policy.hours.end)},
        "grace": {"minutes": policy.grace // timedelta(minutes=1)},
        "quiet_hours": {"from": _clock(quiet.start), "until": _clock(quiet.end)} if quiet else None,
        "caps": {"per_hour": policy.caps.per_hour, "per_day": policy.caps.per_day},
        "digest": {"at_least": policy.digest_from},
        "not_seen_after_days": policy.not_seen_after,
    }


def _rung(body: Mapping[str, Any]) -> Rung:
    return Rung(body["level"], timedelta(hours=body["after_hours"]), tuple(body["tells"]))


def _clock(at: time) -> str:
    return at.strftime("%H:%M")
