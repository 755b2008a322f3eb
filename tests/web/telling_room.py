"""What the follow-up service tells of channels, deliveries and a person's own ways."""

from __future__ import annotations

from typing import Any

from tests.web import floor
from tests.web.cast import HARBOUR, QUAY, named_id

Json = dict[str, Any]

MAIL, HOOK, CHAT = named_id("mail"), named_id("hook"), named_id("chat")
DEAD = named_id("dead delivery")
SECRET = "whsec_" + "bmV3bmV3" * 5
CALENDAR_SECRET = "c2VjcmV0LWNhbGVuZGFyLXNlY3JldC1jYWxlbmRhcg"


def channels() -> list[Json]:
    return [
        _channel(MAIL, "email", "E-mail to people", {}, levels=[0, 1, 2, 3]),
        _channel(HOOK, "webhook", "Night desk", {"url": "https://hooks.example/…"}, team_ids=[HARBOUR]),
        {
            **_channel(CHAT, "apprise", "Team chat of the contact centre at the harbour", {"url": "slack://…"}),
            "on": False,
            "off_because": "answered 410",
        },
    ]


def _channel(channel_id: str, kind: str, label: str, settings: Json, **more: Any) -> Json:
    made = {"id": channel_id, "kind": kind, "label": label, "language": "en", "levels": [1, 2, 3], "team_ids": []}
    return {**made, "on": True, "off_because": None, "settings": settings, "version": 3, **more}


def deliveries() -> list[Json]:
    return [
        _delivery("test", "pending", MAIL, None, to_name="Dana Whitlock", next_at="2026-11-18T10:43:00Z"),
        _delivery("sent", "sent", MAIL, floor.ALERT, to_name="Ines Carvalho", sent_at="2026-11-18T08:00:05Z"),
        _delivery("tried", "failed", HOOK, floor.ALERT, why="answered 503", next_at="2026-11-18T12:42:00Z", attempts=4),
        {**_delivery("x", "dead", HOOK, floor.ALERT, why="answered 404", attempts=1), "id": DEAD},
        _delivery(
            "mailbox", "dead", MAIL, floor.ALERT, why="the mail server said 550 no such mailbox", to_name="Amara"
        ),
        _delivery("settled", "withdrawn", MAIL, floor.ALERT, why="somebody has it in hand", to_name="Ines Carvalho"),
    ]


def _delivery(name: str, state: str, channel_id: str, alert_id: str | None, **more: Any) -> Json:
    channel = next(one for one in channels() if one["id"] == channel_id)
    about = {"alert_id": alert_id, "reason": "rep_owes", "team_id": QUAY, "level": 2} if alert_id else {}
    return {
        "id": named_id(name),
        "state": state,
        "channel": {name: channel[name] for name in ("id", "label", "kind")},
        "to": None,
        "to_name": None,
        "alert_id": None,
        "reason": None,
        "team_id": None,
        "level": None,
        **about,
        "attempts": 1,
        "why": None,
        "made_at": "2026-11-18T08:00:00Z",
        "next_at": None,
        "sent_at": None,
        **more,
    }


def ways() -> Json:
    return {"email": True, "web_push": True, "web_push_key": "BA" + "c" * 85}


PHONE = named_id("phone")


def phones() -> list[Json]:
    return [{"id": PHONE, "device": "Chrome · Android", "made_at": "2026-11-10T10:42:00Z"}]
