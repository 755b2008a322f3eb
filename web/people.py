"""The people a visitor may give a sign-in code: everybody for an admin, the own teams for a supervisor."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request

from web import hx
from web.service_clients import Json
from web.setting import setting
from web.teams import teams
from web.visitor import for_roles, has_left, person_of, visitor
from web.walk_rows import fold

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("")
@for_roles("admin", "supervisor")
def people() -> Response:
    find = request.args.get("q", "")[:100]
    found = [person for person in in_reach() if fold(find) in fold(person.get("name") or "")]
    return hx.show(
        "people/people.html",
        "main",
        groups=by_team(found),
        have_account=setting().accounts.have_account(),
        find=find,
        is_empty=not found,
        me=visitor().account,
    )


@bp.post("/<id:person_id>/code")
@for_roles("admin", "supervisor")
def make_code(person_id: str) -> Response:
    """Shown once, on this page; it is kept nowhere in the clear, so the page is not either."""
    person = next((person for person in in_reach() if person["id"] == person_id), None) or abort(404)
    code = setting().accounts.codes.make(person_id, visitor().account.person_id) if person.get("email") else None
    origin, me = setting().public_origin, visitor().account
    response = hx.show("people/code.html", "main", person=person_of(person), code=code, origin=origin, me=me)
    response.headers["Cache-Control"] = "no-store"
    return response


def in_reach() -> list[Json]:
    """Those who are still here, of whom the visitor may see."""
    today = setting().clock().date()
    return [person for person in _known() if not has_left(person, today)]


def _known() -> list[Json]:
    """A supervisor sees the reps of the teams they are in, stand in for or manage."""
    observation, me = setting().observation, visitor()
    if me.is_one_of("admin"):
        return observation.people()
    mine = _own_team_ids(observation.person(me.account.person_id))
    found = [person for team_id in mine for person in observation.people(team_id)]
    return [person for person in found if set(person["roles"]) == {"rep"}]


def _own_team_ids(person: Json) -> list[str]:
    managed = [team["id"] for team in teams().values() if team.get("manager_id") == person["id"]]
    named: list[str] = [team for team in (person.get("team_id"), *(person.get("also_team_ids") or ())) if team]
    return list(dict.fromkeys(named + managed))


def by_team(found: list[Json]) -> list[tuple[str, list[Json]]]:
    groups: dict[str, list[Any]] = {}
    for person in sorted(found, key=lambda person: fold(person.get("name") or "")):
        team = teams().get(person.get("team_id") or "", {})
        groups.setdefault(team.get("name", ""), []).append(person)
    return sorted(groups.items())
