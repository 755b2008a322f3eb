"""By which rules the alerts of a team climb: its policy, its site, and when it is silenced."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from contracts.workdays import UNKNOWN_SITE, Site
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import sites
from services.followup.watch.policies import policies
from services.followup.watch.policy import DEFAULT_POLICY, AlertPolicy
from services.followup.watch.silences import silenced
from services.followup.watch.worktime import Span


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts for whoever is in one team."""

    policy: AlertPolicy = DEFAULT_POLICY
    site: Site = UNKNOWN_SITE
    silences: tuple[Span, ...] = ()


def rules_of(
    connection: Connection, generation: Generation, team_ids: Collection[str | None]
) -> dict[str | None, Rules]:
    """The rules of these teams; None stands for those who are in no team."""
    known = {team_id for team_id in team_ids if team_id is not None}
    by_policy = policies(connection, known)
    at_site = sites(connection, generation, known)
    quiet = silenced(connection, known)
    rules: dict[str | None, Rules] = {None: Rules(by_policy.default)}
    for team_id in known:
        site = at_site.get(team_id, UNKNOWN_SITE)
        rules[team_id] = Rules(by_policy.of(team_id), site, quiet.get(team_id, ()))
    return rules
