"""The rhythm of a rep's sessions: every so many weeks, on a weekday, at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import number, position
from web.cadence_words import every_words, weekday_word
from web.languages import _
from web.rep import read_card
from web.session_plan import LENGTHS
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("cadence", __name__, url_prefix="/walk/<id:rep_id>/cadence")

EVERY = (1, 2, 3, 4, 6, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """``weekday`` 1 is Monday, ``at`` a time at the site."""

    every_weeks: int = 2
    weekday: int = 1
    at: str = "10:00"
    minutes: int = 30


@bp.get("")
@for_roles("supervisor")
def form(rep_id: str) -> Response:
    card = read_card(rep_id)
    found = setting().followup.card(visitor().caller, rep_id, position()).get("cadence")
    return hx.show(
        "cadence/form.html",
        "main",
        card=card,
        cadence=read_cadence(found) or Cadence(),
        is_set=bool(found),
        every={weeks: every_words(weeks) for weeks in EVERY},
        weekdays={number: weekday_word(number, card.local) for number in range(1, 8)},
        lengths=LENGTHS,
    )


@bp.post("")
@for_roles("supervisor")
def set_cadence(rep_id: str) -> Response:
    sent = request.form
    wanted = {
        "every_weeks": number(sent.get("every_weeks", "")),
        "weekday": number(sent.get("weekday", "")),
        "at": sent.get("at", "")[:5],
        "minutes": number(sent.get("minutes", "")) or 30,
    }
    if not wanted["every_weeks"] or not wanted["weekday"] or not wanted["at"]:
        abort(422, _("Choose how often, on which day and at what time."))
    written = setting().observation.set_cadence(visitor().caller, rep_id, wanted)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did="rhythm"))


@bp.post("/end")
@for_roles("supervisor")
def end(rep_id: str) -> Response:
    written = setting().observation.end_cadence(visitor().caller, rep_id)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did="no_rhythm"))


def read_cadence(wire: Mapping[str, Any] | None) -> Cadence | None:
    return Cadence(**{name: wire[name] for name in ("every_weeks", "weekday", "at", "minutes")}) if wire else None
