"""The rep's timeline: what was seen and said, the newest first, and the rep's answers to it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id, position
from web.promises import read_promises, show_waiting
from web.service_calls import Written
from web.setting import setting
from web.teams import local_time, own_team
from web.timeline_days import FILTERS, by_day, find_note, read_entry
from web.visitor import for_roles, visitor

bp = Blueprint("timeline", __name__, url_prefix="/me")


@bp.get("")
@for_roles("rep")
def timeline() -> Response:
    wanted = request.args.get("show", "all")
    show = wanted if wanted in FILTERS else "all"
    before = request.args.get("before", "")[:200]
    me = visitor().account.person_id
    page = setting().followup.timeline(visitor().caller, me, FILTERS[show], before, position())
    entries = [read_entry(item, me) for item in page["items"]]
    about = request.args.get("about", "")
    note = find_note(entries, about)
    if not hx.wants_fragment():
        show_waiting(read_promises(position()))
    elif about and note is None:
        return hx.leave_to(url_for("timeline.timeline"))  # newer notes have pushed it off this page
    return hx.show(
        "timeline/timeline.html",
        "main",
        "note",
        days=by_day(entries, local_time()),
        note=note,
        next=page.get("next"),
        show=show,
        before=before,
        local=local_time(),
        team=own_team() or {},
        me=visitor().account,
        new_id=setting().new_id,
        did=request.args.get("did", ""),
    )


@bp.post("/notes/<id:note_id>/acknowledgement")
@for_roles("rep")
def acknowledge(note_id: str) -> Response:
    return _done("seen", note_id, setting().observation.acknowledge(visitor().caller, note_id))


@bp.post("/notes/<id:note_id>/replies")
@for_roles("rep")
def reply(note_id: str) -> Response:
    reply_id = request.form.get("entry", "")
    if not is_id(reply_id):
        abort(400)
    text = request.form.get("text", "").strip()
    return _done("replied", note_id, setting().observation.reply(visitor().caller, note_id, reply_id.lower(), text))


@bp.post("/notes/<id:note_id>/clarification")
@for_roles("rep")
def ask_clarification(note_id: str) -> Response:
    text = request.form.get("text", "").strip()
    return _done("questioned", note_id, setting().observation.ask_clarification(visitor().caller, note_id, text))


def _done(did: str, note_id: str, written: Written) -> Response:
    """Back to the same place of the same list, where the note is."""
    show, before = (request.form.get(name) or None for name in ("show", "before"))
    here = url_for("timeline.timeline", at=written.position, did=did, about=note_id, show=show, before=before)
    return hx.see_other(f"{here}#note-{note_id}")
