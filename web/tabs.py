"""The tabs at the bottom of the page: those of the visitor's roles."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request, url_for

from web.languages import _
from web.visitor import is_signed_in, visitor


@dataclass(frozen=True, slots=True)
class Tab:
    """``count`` is what waits there, ``counted`` says what it counts."""

    url: str
    icon: str
    word: str
    is_here: bool
    count: int = 0
    counted: str = ""


def init_app(app: Flask) -> None:
    app.jinja_env.globals["tabs"] = tabs


def waiting(endpoint: str, count: int, counted: str) -> None:
    """Have the tab of ``endpoint`` show a number on this page."""
    g.setdefault("tab_counts", {})[endpoint] = (count, counted)


def tabs() -> list[Tab]:
    if not is_signed_in():
        return []
    return [_tab(*named) for role, named in _tabs() if not role or visitor().is_one_of(role)]


def _tabs() -> list[tuple[str, tuple[str, str, str]]]:
    return [
        ("supervisor", ("walk.walk", "walk", _("Walk"))),
        ("supervisor", ("due.due", "due", _("Due"))),
        ("supervisor", ("team.team", "team", _("Team"))),
        ("rep", ("timeline.timeline", "list", _("Timeline"))),
        ("rep", ("promises.promises", "seal", _("Promises"))),
        ("counsellor", ("referrals.inbox", "talk", _("Referrals"))),
        ("rep", ("my_sessions.sessions", "talk", _("Sessions"))),
        ("ops", ("alerts.alerts", "bell", _("Alerts"))),
        ("ops", ("coverage.coverage", "team", _("Coverage"))),
        ("ops", ("effectiveness.everywhere", "chart", _("Effect"))),
        ("ops", ("alert_policy.policy", "filter", _("Policy"))),
        ("admin", ("people.people", "grid", _("People"))),
        ("", ("me.account", "me", _("Me"))),
    ]


def _tab(endpoint: str, icon: str, word: str) -> Tab:
    count, counted = g.get("tab_counts", {}).get(endpoint, (0, ""))
    here = _WITHIN.get(request.blueprint or "", request.blueprint)
    return Tab(url_for(endpoint), icon, word, here == endpoint.split(".")[0], count, counted)


_WITHIN = {"channels": "alert_policy", "deliveries": "alert_policy", "notifications": "me", "phones": "me"}
"""Pages without a tab of their own, and under whose they stand."""
