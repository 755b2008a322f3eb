"""Stand-ins for the two services, spoken to over httpx as the real ones are."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from contracts.problems import ID_IN_USE, NOT_FOUND, Kind
from tests.web import about_amara, about_sessions, alert_room, cast, counselling, figures, floor, telling_room

Json = dict[str, Any]


@dataclass
class Services:
    """Both services with one memory.

    ``writes`` holds every body by its path, in the order of arrival; ``asked`` every request as ``METHOD path?query``.
    While ``down`` holds a service's name nobody answers there; ``refusals`` answers a path with a problem.
    """

    people: dict[str, Json] = field(default_factory=cast.people)
    teams: list[Json] = field(default_factory=cast.teams)
    behaviours: list[Json] = field(default_factory=cast.behaviours)
    walk: Json = field(default_factory=floor.walk)
    duties: list[Json] = field(default_factory=floor.duties)
    card: Json = field(default_factory=floor.card)
    coverage: Json = field(default_factory=figures.coverage)
    effectiveness: Json = field(default_factory=figures.effectiveness)
    timeline: list[Json] = field(default_factory=about_amara.timeline)
    earlier: str | None = None
    readers: list[Json] = field(default_factory=about_amara.readers)
    earlier_readers: str | None = None
    promises: list[Json] = field(
        default_factory=lambda: [about_amara.proposed(), *about_amara.promises(), *about_amara.kept()]
    )
    sessions: list[Json] = field(default_factory=about_sessions.sessions)
    agenda: Json = field(default_factory=about_sessions.agenda)
    alerts: list[Json] = field(default_factory=floor.alerts)
    trail: list[Json] = field(default_factory=floor.trail)
    reminders: list[Json] = field(default_factory=list)
    policy: Json = field(default_factory=alert_room.policy)
    silences: list[Json] = field(default_factory=alert_room.silences)
    lag: Json = field(default_factory=alert_room.lag)
    referrals: list[Json] = field(default_factory=counselling.referrals)
    counsellors: list[Json] = field(default_factory=counselling.counsellors)
    channels: list[Json] = field(default_factory=telling_room.channels)
    deliveries: list[Json] = field(default_factory=telling_room.deliveries)
    ways: Json = field(default_factory=telling_room.ways)
    phones: list[Json] = field(default_factory=telling_room.phones)
    calendar_made_at: str | None = None
    writes: dict[str, Json] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    refusals: dict[str, tuple[Kind, Json]] = field(default_factory=dict)
    purposes: list[str] = field(default_factory=list)
    callers: list[str] = field(default_factory=list)

    def observation(self) -> httpx.Client:
        return self._client("observation", {"GET": self._read_directory, "PUT": self._write, "DELETE": self._undo})

    def followup(self) -> httpx.Client:
        return self._client("followup", {"GET": self._read_followup, "PUT": self._write, "DELETE": self._undo})

    @property
    def position(self) -> int:
        return 1_000 + len(self.writes)

    def refuse(self, path: str, kind: Kind, **members: Any) -> None:
        """Answer writes to a path that ends so with a problem."""
        self.refusals[path] = (kind, members)

    def _client(self, name: str, methods: dict[str, Callable[[httpx.Request], httpx.Response]]) -> httpx.Client:
        def handle(request: httpx.Request) -> httpx.Response:
            if name in self.down:
                raise httpx.ConnectError("nobody answers", request=request)
            self.asked.append(f"{request.method} {request.url.raw_path.decode()}")
            self.purposes.append(request.headers.get("X-Purpose", ""))
            self.callers.append(request.headers.get("Authorization", ""))
            return methods[request.method](request)

        return httpx.Client(transport=httpx.MockTransport(handle), base_url=f"http://{name}.test")

    def _read_directory(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/v1/teams":
            return _list(request, self.teams)
        if path == "/v1/behaviours":
            return _list(request, self.behaviours)
        if path == "/v1/people":
            team = request.url.params.get("team")
            return _list(request, [person for person in self.people.values() if team in (None, person["team_id"])])
        if path == "/v1/referrals":
            state = request.url.params.get("state")
            return _list(request, [one for one in self.referrals if state in (None, one["state"])])
        if path == "/v1/referrals/readers":
            told = {"rep": self.people[request.url.params["rep_id"]], "counsellors": self.counsellors}
            return httpx.Response(200, json=told)
        person = self.people.get(path.removeprefix("/v1/people/"))
        return httpx.Response(200, json=person) if person else _problem(NOT_FOUND)

    def _read_followup(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.startswith("/v1/supervisors/"):
            return httpx.Response(200, json=self.walk if path.endswith("/walk") else {"items": self.duties})
        if path.startswith("/v1/reps/"):
            return self._read_rep(request)
        if path == "/v1/commitments":
            return httpx.Response(200, json={"items": self.promises, "next": None})
        if path.startswith("/v1/sessions"):
            return self._read_sessions(path)
        if path in {"/v1/coverage", "/v1/effectiveness"}:
            return httpx.Response(200, json=getattr(self, path.removeprefix("/v1/")))
        return self._read_telling(request) or self._read_watch(request)

    def _read_telling(self, request: httpx.Request) -> httpx.Response | None:
        path, asked = request.url.path, request.url.params
        if path == "/v1/deliveries":
            found = [one for one in self.deliveries if asked.get("state") in (None, one["state"])]
            found = [one for one in found if asked.get("channel") in (None, one["channel"]["id"])]
            return httpx.Response(200, json={"items": found, "next": None})
        if path == "/v1/channels":
            return httpx.Response(200, json={"items": self.channels, "next": None})
        if path.startswith("/v1/channels/"):
            one = next((one for one in self.channels if one["id"] in path), None)
            return httpx.Response(200, json=one) if one else _problem(NOT_FOUND)
        if path.endswith("/push_subscriptions"):
            return httpx.Response(200, json={"items": self.phones, "next": None})
        if path.endswith("/ways"):
            return httpx.Response(200, json=self.ways)
        if path.endswith("/calendar"):
            return httpx.Response(200, json={"made_at": self.calendar_made_at})
        if path == f"/v1/calendar/{telling_room.CALENDAR_SECRET}.ics":
            known = request.headers.get("If-None-Match") == '"1"'
            told = {"Content-Type": "text/calendar; charset=utf-8", "ETag": '"1"'}
            return httpx.Response(304 if known else 200, content=b"" if known else b"BEGIN:VCALENDAR", headers=told)
        return None

    def _read_rep(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith(tuple(filter(None, self.refusals))):
            return _problem(NOT_FOUND)
        if path.endswith("/readers"):
            return httpx.Response(200, json={"items": self.readers, "next": self.earlier_readers})
        if path.endswith("/card"):
            return httpx.Response(200, json=self.card) if cast.AMARA in path else _problem(NOT_FOUND)
        return httpx.Response(200, json={"items": self._timeline(request), "next": self.earlier})

    def _read_watch(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        reminded = self.reminders if request.url.params.get("level") == "0" else self.alerts
        lists = {"/v1/alerts": reminded, "/v1/silences": self.silences}
        if path in lists:
            return httpx.Response(200, json={"items": lists[path], "next": None})
        if path == "/v1/lag" or path.startswith("/v1/alert_policies/"):
            return httpx.Response(200, json=self.lag if path == "/v1/lag" else self.policy)
        alert = next((alert for alert in self.alerts if alert["id"] in path), None)
        return httpx.Response(200, json={**alert, "trail": self.trail}) if alert else _problem(NOT_FOUND)

    def _read_sessions(self, path: str) -> httpx.Response:
        if path == "/v1/sessions":
            return httpx.Response(200, json={"items": self.sessions, "next": None})
        if path.endswith("/agenda"):
            return httpx.Response(200, json=self.agenda)
        found = next((each for each in self.sessions if each["id"] in path), None)
        return httpx.Response(200, json=found) if found else _problem(NOT_FOUND)

    def _timeline(self, request: httpx.Request) -> list[Json]:
        wanted = request.url.params.get("kinds", "").replace("observation", "praise,correction")
        kinds = [kind for kind in wanted.split(",") if kind]
        return [item for item in self.timeline if not kinds or item["kind"] in kinds]

    def _write(self, request: httpx.Request) -> httpx.Response:
        path, body = request.url.path, json.loads(request.content)
        for end, (kind, members) in self.refusals.items():
            if path.endswith(end):
                return _problem(kind, **members)
        if path in self.writes:
            same = self.writes[path] == body
            return httpx.Response(200, json={"position": self.position}) if same else _problem(ID_IN_USE)
        self.writes[path] = body
        self._happen(path, body)
        if path.endswith(("/secret", "/calendar")):
            secret = telling_room.SECRET if path.endswith("/secret") else telling_room.CALENDAR_SECRET
            self.calendar_made_at = "2026-11-18T10:42:00Z"
            return httpx.Response(200, json={"secret": secret, "made_at": self.calendar_made_at})
        return httpx.Response(201, json={"id": path.split("/")[3], "position": self.position})

    def _undo(self, request: httpx.Request) -> httpx.Response:
        self.writes.pop(request.url.path, None)
        self.silences = [one for one in self.silences if one["id"] not in request.url.path]
        if request.url.path.endswith("/former_secret"):
            return httpx.Response(204)
        self.channels = [one for one in self.channels if one["id"] not in request.url.path]
        if "/push_subscriptions/" in request.url.path:
            self.phones = [one for one in self.phones if one["id"] not in request.url.path]
            return httpx.Response(204)
        if request.url.path.endswith("/calendar"):
            self.calendar_made_at = None
            return httpx.Response(204)
        return httpx.Response(200, json={"id": request.url.path.split("/")[3], "position": self.position})

    def _happen(self, path: str, body: Json) -> None:
        """What a read shows afterwards."""
        thing, thing_id, deed = [*path.removeprefix("/v1/").split("/"), ""][:3]
        if thing == "walks" and not deed:
            self.walk["walk"] = {"id": thing_id, "started_at": body["started_at"], "notes": 0, "promises": 0, "seen": 0}
        if thing == "walks" and deed == "end":
            self.walk["walk"] = None
        if thing == "observations" and not deed:
            self.card["recent"].insert(0, _note_of(thing_id, body))
        if thing == "observations" and deed == "acknowledgement":
            self._note(thing_id)["acknowledged_at"] = "2026-11-18T10:42:00Z"
        if thing == "observations" and deed == "replies":
            reply = {"id": path[-36:], "by": {"id": cast.AMARA, "name": "Amara Okafor"}, "text": body["text"]}
            self._note(thing_id)["replies"].append({**reply, "occurred_at": "2026-11-18T10:42:00Z"})
        if thing == "observations" and path.endswith("/clarification"):
            self._note(thing_id)["clarification"] = {"text": body["text"], "outcome": None, "answer": None}
        happens = {"sessions": self._session_happens, "commitments": self._promise_happens}.get(thing)
        if happens:
            happens(thing_id, deed, body)

    def _promise_happens(self, promise_id: str, deed: str, body: Json) -> None:
        if not deed:
            fresh = about_amara.promise(promise_id, body["practice"], body["due_on"], "proposed")
            self.card["open"].append({**fresh, "model_phrase": body.get("model_phrase")})
            self.promises.append({**fresh, "session_id": body.get("session_id")})
        for promise in (*self.promises, *self.card["open"]):
            if promise["id"] == promise_id and deed == "confirmation":
                promise["state"] = "open"
            if promise["id"] == promise_id and deed == "practice_reports":
                promise.update(
                    owed_by="supervisor", practised_at="2026-11-18T10:42:00Z", practice_text=body.get("text")
                )
        if deed in {"closure", "revisits"} and body["outcome"] in {"saw_it", "released", "not_kept"}:
            self.card["open"] = [promise for promise in self.card["open"] if promise["id"] != promise_id]

    def _session_happens(self, session_id: str, deed: str, body: Json) -> None:
        if not deed:
            self.sessions.append(about_sessions.session(session_id, body["starts_at"], *body["rep_ids"]))
        if deed == "agenda":
            self.agenda["reps"][0]["raised"].append(about_sessions.point(body["text"], "Amara Okafor"))
        if deed == "outcome":
            about_sessions.conclude(self._session(session_id), body)
        if deed == "schedule":
            self._session(session_id).update(starts_at=body["starts_at"], place=body.get("place"))
        if deed == "rating":
            self._session(session_id)["reps"][0].update(score=body["score"], rating=body.get("text"))

    def _session(self, session_id: str) -> Json:
        return next(each for each in self.sessions if each["id"] == session_id)

    def _note(self, note_id: str) -> Json:
        return next(item for item in (*self.timeline, *self.card["recent"]) if item["id"] == note_id)


def _list(request: httpx.Request, items: list[Json]) -> httpx.Response:
    etag = f'"{len(json.dumps(items))}"'
    if request.headers.get("If-None-Match") == etag:
        return httpx.Response(304, headers={"ETag": etag})
    return httpx.Response(200, json={"items": items, "next": None}, headers={"ETag": etag})


def _problem(kind: Kind, **members: Any) -> httpx.Response:
    body = {"type": f"/problems/{kind.slug}", "title": kind.title, "status": kind.status, **members}
    return httpx.Response(kind.status, json=body, headers={"Content-Type": "application/problem+json"})


def _note_of(note_id: str, body: Json) -> Json:
    label = next((one["label"] for one in cast.behaviours() if one["id"] == body.get("behaviour_id")), None)
    made = about_amara.note(note_id, body["kind"], label or "", body.get("quote") or "", body["occurred_at"])
    made["behaviour"] = {"id": body["behaviour_id"], "label": label} if label else None
    made["visible_from"] = body["occurred_at"].replace("T10:42", "T10:52")
    return {**made, "model_phrase": body.get("model_phrase"), "note": body.get("note")}
