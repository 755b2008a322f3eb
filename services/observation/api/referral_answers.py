"""What is told of referrals to whom: the words to counsellors and to the rep, to the sender only that it was sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from contracts.instants import wire_instant
from contracts.sealing import DataKey
from services.eventlog.database import reading, writing
from services.observation.api.naming import named
from services.observation.counselling.listing import Kept
from services.observation.counselling.reads import Read, keep_reads, readers
from services.observation.directory import people, teams
from services.observation.directory.standings import standings
from services.observation.house import House
from services.observation.policy import Actor, Decision, Relation, decide

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of the people and sites around some referrals, and who read them."""

    names: Mapping[str, Json]
    zones: Mapping[str, ZoneInfo]
    keys: Mapping[str, DataKey | None]
    readers: Mapping[str, Sequence[Read]]

    def person(self, person_id: str | None) -> Json | None:
        return self.names.get(person_id, {"id": person_id, "name": None}) if person_id else None


def shown(house: House, actor: Actor, found: Sequence[Kept], now: datetime) -> list[Json]:
    """The referrals as this person may see them; that a counsellor reads one is kept first."""
    zones = _zones(house, {kept.rep_id for kept in found})
    opened = [kept for kept in found if _may(actor, "referral.read", kept)]
    fresh = [
        Read(kept.id, actor.id, now.astimezone(zones[kept.rep_id]).date()) for kept in opened if kept.rep_id != actor.id
    ]
    with writing(house.counselling.engine) as connection:
        keep_reads(connection, fresh, now)
        known = readers(connection, [kept.id for kept in opened])
    everybody = _people_of(found) | {read.reader_id for of_one in known.values() for read in of_one}
    keys = house.keyring.keys([kept.rep_id for kept in opened], "counselling") if opened else {}
    around = _Around(_names(house, everybody), zones, keys, known)
    return [
        _opened(kept, around) if kept in opened else _slip(kept, around)
        for kept in found
        if kept in opened or _may(actor, "referral.see_sent", kept)
    ]


def who_reads(house: House, rep_id: str) -> Json:
    """The rep, and the counsellors there are, by name."""
    with reading(house.engine) as connection:
        found = people.having_role(connection, "counsellor", house.clock().date())
    told = [_by_name(one) for one in named(house, found) if one["name"]]
    rep = _names(house, {rep_id})[rep_id]
    return {"rep": rep, "counsellors": sorted(told, key=lambda one: str(one["name"]).casefold())}


def _may(actor: Actor, action: str, kept: Kept) -> bool:
    relation = Relation(is_self=actor.id == kept.rep_id, is_author=actor.id == kept.sent_by)
    return decide(actor, action, relation) is Decision.ALLOWED


def _slip(kept: Kept, around: _Around) -> Json:
    """It stays ``sent``, whatever became of it."""
    return {
        "id": kept.id,
        "rep": around.person(kept.rep_id),
        "rep_id": kept.rep_id,
        "state": "sent",
        "sent_at": wire_instant(kept.sent_at),
        "timezone": around.zones[kept.rep_id].key,
    }


def _opened(kept: Kept, around: _Around) -> Json:
    key = around.keys[kept.rep_id]
    read = [{"by": around.person(one.reader_id), "on": one.day.isoformat()} for one in around.readers[kept.id]]
    return {
        **_slip(kept, around),
        "state": kept.state,
        "sent_by": around.person(kept.sent_by),
        "reason": kept.reason.open(key),
        "taken_by": around.person(kept.taken_by),
        "taken_at": wire_instant(kept.taken_at) if kept.taken_at else None,
        "closed_by": around.person(kept.closed_by),
        "closed_at": wire_instant(kept.closed_at) if kept.closed_at else None,
        "text": kept.text.open(key) if kept.text else None,
        "readers": read,
    }


def _people_of(found: Iterable[Kept]) -> set[str]:
    roles = [(kept.rep_id, kept.sent_by, kept.taken_by, kept.closed_by) for kept in found]
    return {person_id for each in roles for person_id in each if person_id}


def _names(house: House, person_ids: Collection[str]) -> dict[str, Json]:
    with reading(house.engine) as connection:
        found = people.some(connection, person_ids)
    return {one["id"]: _by_name(one) for one in named(house, found)}


def _by_name(person: Json) -> Json:
    return {"id": person["id"], "name": person["name"]}


def _zones(house: House, rep_ids: Collection[str]) -> dict[str, ZoneInfo]:
    """Where each of them works now; who has no team is taken to be in UTC."""
    zones = {}
    with reading(house.engine) as connection:
        known = standings(connection, rep_ids)
        for rep_id in rep_ids:
            team_id = known[rep_id].own_team_now if rep_id in known else None
            team = teams.team(connection, team_id) if team_id else None
            zones[rep_id] = team.zone if team else ZoneInfo("UTC")
    return zones
