"""``/v1/alert_policies/<team id or default>``: the ladder, its working hours, and what delays or bundles messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response
from marshmallow import fields
from sqlalchemy import Connection

from contracts.instants import micros
from contracts.problems import NOT_FOUND, STALE, Problem
from contracts.tokens import Claims
from services.eventlog.database import writing
from services.followup.api.asking import ReadQuery, asking
from services.followup.api.policy_body import PolicyBody
from services.followup.changes import check_version
from services.followup.house import house
from services.followup.readmodel import generations
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import teams
from services.followup.watch import queue
from services.followup.watch.policies import DEFAULT_ID, Json, keep_policy, kept_policy, policy_body
from services.followup.watch.policy import DEFAULT_POLICY
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.read_only import Said, require_so

blueprint = Blueprint("alert_policies", __name__, url_prefix="/v1/alert_policies")


class PolicyAnswer(PolicyBody):
    id = fields.String(required=True, dump_only=True)
    own = fields.Boolean(required=True, dump_only=True)
    version = fields.Integer(required=True, dump_only=True)


@dataclass(frozen=True, slots=True)
class Present:
    """What counts for a team, or by default. Version 0 was put for nobody in particular; ``by_default`` is the version
    of the default that counts then, 0 for the product's own."""

    body: Json
    version: int = 0
    by_default: int = 0

    @property
    def etag(self) -> str:
        """Another one when another default counts."""
        return f"0-{self.by_default}" if self.version == 0 and self.by_default else str(self.version)


@blueprint.get("/<policy_id>")
@endpoint("alert_policies.read", query=ReadQuery(), answer=PolicyAnswer())
def read_policy(caller: Claims, policy_id: str, query: dict[str, Any]) -> Response:
    """What a team is alerted by: its own policy, or the default where it has none."""
    with asking(house(), caller, "alert_policies.read", query) as asked:
        policy_id = _known(asked.connection, asked.generation, policy_id)
        present = _present(asked.connection, policy_id)
    return answer(_told(policy_id, present), etag=present.etag)


@blueprint.put("/<policy_id>")
@endpoint("alert_policies.write", body=PolicyBody(), answer=PolicyAnswer())
def put_policy(caller: Claims, policy_id: str, body: dict[str, Any], said: Said) -> Response:
    """Give a team a policy of its own, or all the others another default. What is left out is as the product has it.
    A body that says ``own: false``, and no more than what counts for the team already, gives it none."""
    with asking(house(), caller, "alert_policies.write", {"at_position": 0}) as asked:
        policy_id = _known(asked.connection, asked.generation, policy_id)
    with writing(house().engine) as connection:
        present, now = _present(connection, policy_id), house().clock()
        check_version(present.version, present.etag)
        require_so(said, _told(policy_id, present))
        if body != present.body or (present.version == 0 and "own" not in said):
            if not keep_policy(connection, policy_id, body, present.version, caller.subject, now):
                raise Problem(STALE)
            present = Present(body, present.version + 1)
            team_id = None if policy_id == DEFAULT_ID else policy_id
            live = generations.live(connection)
            queue.touch_alerted(connection, live, team_id, micros(now))
            if body["not_seen_after_days"] is not None:
                queue.touch_reps(connection, live, team_id)
    return answer(_told(policy_id, present), etag=present.etag)


def _known(connection: Connection, generation: Generation, policy_id: str) -> str:
    """
    Raises:
        Problem: 404, neither a team nor the default.
    """
    policy_id = policy_id.lower()
    if policy_id != DEFAULT_ID and policy_id not in teams(connection, generation, [policy_id]):
        raise Problem(NOT_FOUND)
    return policy_id


def _present(connection: Connection, policy_id: str) -> Present:
    kept = kept_policy(connection, policy_id)
    if kept is not None:
        return Present(kept.body, kept.version)
    default = kept_policy(connection, DEFAULT_ID)
    return (
        Present(policy_body(DEFAULT_POLICY)) if default is None else Present(default.body, by_default=default.version)
    )


def _told(policy_id: str, present: Present) -> Json:
    return {"id": policy_id, "own": present.version > 0, "version": present.version, **present.body}
