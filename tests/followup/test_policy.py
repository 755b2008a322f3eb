"""The policy decides as the table says that people wrote, cell by cell."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import yaml

from services.followup.policy import RULES, Actor, Decision, Resource, decide, may_ever, reach

RIGHTS: dict[str, dict[str, list[str]]] = yaml.safe_load((Path(__file__).parent / "rights.yaml").read_text())
ROLES = ("rep", "supervisor", "manager", "counsellor", "ops", "admin", "service")
RELATIONS = {
    "self": Resource("x", frozenset({"elsewhere"})),
    "own team": Resource("somebody", frozenset({"own"})),
    "managed team": Resource("somebody", frozenset({"managed"})),
    "stranger": Resource("somebody", frozenset({"elsewhere"})),
    "nobody's": Resource("somebody", frozenset()),
}


def actor(*roles: str) -> Actor:
    return Actor("x", frozenset(roles), frozenset({"own"}), frozenset({"managed"}))


def written(action: str, role: str, relation: str) -> bool:
    allowed = RIGHTS[action].get(role, [])
    return "anything" in allowed or relation in allowed


def test_the_table_names_every_action_and_no_other() -> None:
    assert RIGHTS.keys() == RULES.keys()


def test_every_cell_of_one_role_and_one_relation_is_as_written() -> None:
    for action, role, (name, resource) in product(RULES, ROLES, RELATIONS.items()):
        allowed = decide(actor(role), action, resource) is Decision.ALLOWED
        assert allowed == written(action, role, name), (action, role, name)


def test_two_roles_allow_what_either_allows_and_no_more() -> None:
    for action, pair, (name, resource) in product(RULES, combinations(ROLES, 2), RELATIONS.items()):
        allowed = decide(actor(*pair), action, resource) is Decision.ALLOWED
        assert allowed == any(written(action, role, name) for role in pair), (action, pair, name)


def test_a_list_holds_what_each_of_its_items_would_be_allowed_for() -> None:
    for action, role, resource in product(RULES, ROLES, RELATIONS.values()):
        within = reach(actor(role), action)
        listed = (
            within.everything
            or (within.oneself and resource.person_id == "x")
            or any(within.covers(team) for team in resource.team_ids)
        )
        if action not in {"walk.read", "duties.read"}:
            assert listed == (decide(actor(role), action, resource) is Decision.ALLOWED), (action, role)


def test_who_could_never_is_forbidden_and_who_could_elsewhere_is_told_there_is_nothing() -> None:
    for action, role in product(RULES, ROLES):
        decision = decide(actor(role), action, RELATIONS["stranger"])
        if decision is not Decision.ALLOWED:
            expected = Decision.HIDDEN if may_ever(actor(role), action) else Decision.FORBIDDEN
            assert decision is expected, (action, role)


def test_no_role_and_no_known_action_allow_nothing() -> None:
    for action, resource in product(RULES, RELATIONS.values()):
        assert decide(Actor("x", frozenset()), action, resource) is Decision.FORBIDDEN
    assert decide(actor(*ROLES), "timeline.erase", RELATIONS["self"]) is Decision.FORBIDDEN
