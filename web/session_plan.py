"""Planning a session: with one rep or a few, on a day, at a time, in a place; and moving it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from flask import Blueprint, Response, request, url_for

from contracts.instants import wire_instant
from web import hx
from web.addresses import is_id, number, position
from web.dates import LocalTime
from web.field_words import field_words
from web.languages import _
from web.service_errors import ServiceError
from web.session_card import CoachingSession, read_session
from web.setting import setting
from web.teams import local_time
from web.visitor import for_roles, visitor
from web.walk_rows import Row, read_row

bp = Blueprint("session_plan", __name__, url_prefix="/sessions")

LENGTHS = (15, 30, 45, 60)
MOST_REPS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """``id`` is the session's, made with the form; the texts are as they were typed."""

    id: str
    rep_ids: tuple[str, ...] = ()
    day: str = ""
    at: str = "10:00"
    minutes: int = 30
    place: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@bp.get("/new")
@for_roles("supervisor")
def form() -> Response:
    rep_id = request.args.get("rep", "")
    chosen = (rep_id.lower(),) if is_id(rep_id) else ()
    day = _next_working_day(local_time()).isoformat()
    return _show(PlanForm(id=setting().new_id(), rep_ids=chosen, day=day))


@bp.post("/new")
@for_roles("supervisor")
def plan() -> Response:
    sent = _read_form(tuple(dict.fromkeys(each.lower() for each in request.form.getlist("rep") if is_id(each))))
    if not sent.rep_ids:
        sent = replace(sent, errors={**sent.errors, "rep_ids": _("Choose with whom.")})
    if len(sent.rep_ids) > MOST_REPS:
        sent = replace(sent, errors={**sent.errors, "rep_ids": _("At most six; more are a meeting.")})
    if sent.errors:
        return _show(sent, 422)
    try:
        wanted = {"rep_ids": list(sent.rep_ids), **_schedule(sent, local_time())}
        written = setting().observation.plan_session(visitor().caller, sent.id, wanted)
    except ServiceError as err:
        return _show(_refused(sent, err), 422)
    return hx.leave_to(url_for("sessions.session", session_id=sent.id, at=written.position, did="planned"))


@bp.get("/<id:session_id>/schedule")
@for_roles("supervisor")
def move_form(session_id: str) -> Response:
    found, local = _found(session_id)
    starts = found.starts_at.astimezone(local.zone)
    day, at = starts.date().isoformat(), starts.strftime("%H:%M")
    return _show_move(found, PlanForm(id=found.id, day=day, at=at, minutes=found.minutes, place=found.place))


@bp.post("/<id:session_id>/schedule")
@for_roles("supervisor")
def move(session_id: str) -> Response:
    found, local = _found(session_id)
    sent = replace(_read_form(()), id=session_id)
    if sent.errors:
        return _show_move(found, sent, 422)
    try:
        written = setting().observation.move_session(visitor().caller, session_id, _schedule(sent, local))
    except ServiceError as err:
        return _show_move(found, _refused(sent, err), 422)
    return hx.leave_to(url_for("sessions.session", session_id=session_id, at=written.position, did="moved"))


def _found(session_id: str) -> tuple[CoachingSession, LocalTime]:
    found = read_session(setting().followup.session(visitor().caller, session_id, position()))
    return found, local_time(found.team_id)


def _show(sent: PlanForm, status: int = 200) -> Response:
    team: list[Row] = [read_row(item) for item in setting().followup.walk(visitor().caller)["items"]]
    rows = sorted(team, key=lambda row: (row.rep_id not in sent.rep_ids, row.name.casefold()))
    return hx.show("sessions/plan.html", "main", status=status, form=sent, rows=rows, lengths=LENGTHS)


def _show_move(found: CoachingSession, sent: PlanForm, status: int = 200) -> Response:
    return hx.show("sessions/move.html", "main", status=status, coaching=found, form=sent, lengths=LENGTHS)


def _read_form(rep_ids: tuple[str, ...]) -> PlanForm:
    sent = request.form
    form = PlanForm(
        id=sent["entry"].lower() if is_id(sent.get("entry", "")) else setting().new_id(),
        rep_ids=rep_ids,
        day=sent.get("day", ""),
        at=sent.get("at", ""),
        minutes=number(sent.get("minutes", "")) or 30,
        place=sent.get("place", "").strip()[:200],
    )
    words = {"day": _("Choose a day."), "at": _("Choose a time.")}
    parsed = {"day": _day(form.day), "at": _time(form.at)}
    return replace(form, errors={name: words[name] for name, value in parsed.items() if value is None})


def _schedule(sent: PlanForm, local: LocalTime) -> dict[str, object]:
    """The instant at which the site's clock shows it."""
    day, at = _day(sent.day) or local.today, _time(sent.at) or time(10)
    starts_at = datetime.combine(day, at, local.zone).astimezone(UTC)
    return {"starts_at": wire_instant(starts_at), "minutes": sent.minutes, "place": sent.place}


def _refused(sent: PlanForm, err: ServiceError) -> PlanForm:
    """
    Raises:
        ServiceError: it is not about a field.
    """
    if err.status != 422 or not err.errors:
        raise err
    names = {"starts_at": "day"}
    return replace(sent, errors={names.get(name, name): words for name, words in field_words(err).items()})


def _next_working_day(local: LocalTime) -> date:
    day = local.today + timedelta(days=1)
    return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
