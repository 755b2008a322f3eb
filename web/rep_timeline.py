"""All that happened to a rep, as a supervisor reads it, the newest first."""

from __future__ import annotations

from flask import Blueprint, Response, request

from web import hx
from web.addresses import position
from web.pledge import known
from web.rep import Card
from web.setting import setting
from web.teams import local_time
from web.timeline_days import FILTERS, by_day, read_entry
from web.visitor import for_roles, visitor

bp = Blueprint("rep_timeline", __name__, url_prefix="/walk/<id:rep_id>/timeline")


@bp.get("")
@for_roles("supervisor")
def timeline(rep_id: str) -> Response:
    wanted, before = request.args.get("show", "all"), request.args.get("before", "")[:200]
    show = wanted if wanted in FILTERS else "all"
    # The service says first whether the rep's timeline may be read; the name is then no secret either.
    page = setting().followup.timeline(visitor().caller, rep_id, FILTERS[show], before, position())
    rep = setting().observation.person(rep_id)
    local = local_time(rep.get("team_id"))
    entries = [read_entry(item, rep_id) for item in page["items"]]
    notes = [entry.note for entry in entries if entry.note]
    return hx.show(
        "rep_timeline/timeline.html",
        "main",
        card=Card(rep_id=rep_id, name=known(rep.get("name")), local=local, notes=notes),
        days=by_day(entries, local),
        next=page.get("next"),
        show=show,
        before=before,
        local=local,
        me=visitor().account.person_id,
        whole=True,
    )
