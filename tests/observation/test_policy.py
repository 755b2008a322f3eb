"""The policy decides as the table says that people wrote, cell by cell."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import yaml

from services.observation.policy import RULES, Actor, Decision, Relation, decide, may_ever

RIGHTS: dict[str, dict[str, list[str]]] = yaml.safe_load((Path(__file__).parent / "rights.yaml").read_text())
ROLES = ("rep", "supervisor", "counsellor", "ops", "admin", "service")
RELATIONS = {
    "self": Relation(is_self=True),
    "author": Relation(is_author=True),
    "own team": Relation(own_team=True),
    "own team now": Relation(own_team_now=True),
    "stranger": Relation(),
}


def written(action: str, role: str, relation: str) -> bool:
    allowed = RIGHTS[action].get(role, [])
    return "anything" in allowed or relation in allowed


def test_the_table_names_every_action_and_no_other() -> None:
    assert RIGHTS.keys() == RULES.keys()


def test_every_cell_of_one_role_and_one_relation_is_as_written() -> None:
    for action, role, (name, relation) in product(RULES, ROLES, RELATIONS.items()):
        allowed = decide(Actor("x", frozenset({role})), action, relation) is Decision.ALLOWED
        assert allowed == written(action, role, name), (action, role, name)


def test_two_roles_allow_what_either_allows_and_no_more() -> None:
    for action, pair, (name, relation) in product(RULES, combinations(ROLES, 2), RELATIONS.items()):
        allowed = decide(Actor("x", frozenset(pair)), action, relation) is Decision.ALLOWED
        assert allowed == any(written(action, role, name) for role in pair), (action, pair, name)


def test_no_role_and_no_known_action_allow_nothing() -> None:
    everything = Relation(is_self=True, is_author=True, own_team=True, own_team_now=True)
    for action in RULES:
        assert decide(Actor("x", frozenset()), action, everything) is not Decision.ALLOWED
    assert decide(Actor("x", frozenset(ROLES)), "observation.erase", everything) is Decision.FORBIDDEN
    assert not may_ever(Actor("x", frozenset(ROLES)), "observation.erase")


def test_a_stranger_is_not_told_that_it_exists() -> None:
    for action, role in product(RULES, ROLES):
        decision = decide(Actor("x", frozenset({role})), action, Relation())
        if may_ever(Actor("x", frozenset({role})), action) and decision is not Decision.ALLOWED:
            assert decision is Decision.HIDDEN, (action, role)
