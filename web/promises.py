"""The rep's promises: what is asked, what is to be practised, what the supervisor owes, what was kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, request, url_for

from contracts.smart import MOST_OPEN
from web import hx, tabs
from web.addresses import is_id, number, position
from web.due_choice import offer_days, read_day
from web.languages import _
from web.pledge import Pledge, first_name, read_pledge
from web.service_calls import Written
from web.setting import setting
from web.teams import local_time, own_team
from web.visitor import for_roles, visitor

bp = Blueprint("promises", __name__, url_prefix="/me/promises")


@dataclass(frozen=True, slots=True)
class Promises:
    asked: list[Pledge]
    to_practise: list[Pledge]
    to_be_seen: list[Pledge]
    kept: list[Pledge]
    ended: list[Pledge]

    @property
    def open_count(self) -> int:
        return len(self.to_practise) + len(self.to_be_seen)


@bp.get("")
@for_roles("rep")
def promises() -> Response:
    mine = read_promises(position())
    show_waiting(mine)
    return hx.show(
        "promises/promises.html",
        "main",
        mine=mine,
        local=local_time(),
        team=own_team() or {},
        me=visitor().account,
        most_open=MOST_OPEN,
        new_id=setting().new_id,
        offer_days=offer_days,
        first_name=first_name,
        did=request.args.get("did", ""),
    )


@bp.post("/<id:promise_id>/confirmation")
@for_roles("rep")
def confirm(promise_id: str) -> Response:
    revision = number(request.form.get("revision", "")) or None
    return _done("confirmed", setting().observation.confirm(visitor().caller, promise_id, "own_device", revision))


@bp.post("/<id:promise_id>/decline")
@for_roles("rep")
def decline(promise_id: str) -> Response:
    revision = number(request.form.get("revision", "")) or None
    reason = request.form.get("reason", "").strip()
    return _done("declined", setting().observation.decline(visitor().caller, promise_id, reason, revision))


@bp.post("/<id:promise_id>/practice")
@for_roles("rep")
def report_practice(promise_id: str) -> Response:
    text = request.form.get("text", "").strip()
    return _done("practised", setting().observation.report_practice(visitor().caller, promise_id, _entry(), text))


@bp.post("/<id:promise_id>/move")
@for_roles("rep")
def ask_to_move(promise_id: str) -> Response:
    due_on, reason = read_day(request.form), request.form.get("reason", "").strip()
    if due_on is None:
        abort(422, _("Choose a day."))
    written = setting().observation.ask_renewal(visitor().caller, promise_id, _entry(), due_on.isoformat(), reason)
    return _done("asked", written)


def read_promises(at: int = 0) -> Promises:
    """The visitor's own, in the order of their due days."""
    found = setting().followup.promises(visitor().caller, visitor().account.person_id, at)
    return sort_promises(read_pledge(item) for item in found)


def sort_promises(pledges: Iterable[Pledge]) -> Promises:
    by_day = sorted(pledges, key=lambda pledge: pledge.due_day)
    opened = [pledge for pledge in by_day if pledge.is_open]
    return Promises(
        asked=[pledge for pledge in by_day if pledge.is_proposed],
        to_practise=[pledge for pledge in opened if pledge.owed_by != "supervisor"],
        to_be_seen=[pledge for pledge in opened if pledge.owed_by == "supervisor"],
        kept=sorted((pledge for pledge in by_day if pledge.is_kept), key=_kept_on, reverse=True),
        ended=[pledge for pledge in reversed(by_day) if pledge.state in {"declined", "not_kept", "released"}],
    )


def show_waiting(mine: Promises) -> None:
    """The number on the Promises tab: those that ask something of the rep now."""
    due = [pledge for pledge in mine.to_practise if pledge.state != "open"]
    tabs.waiting("promises.promises", len(mine.asked) + len(due), _("waiting for you"))


def _kept_on(pledge: Pledge) -> str:
    return (pledge.kept_on or pledge.due_day).isoformat()


def _entry() -> str:
    entry_id = request.form.get("entry", "")
    return entry_id.lower() if is_id(entry_id) else abort(400)


def _done(did: str, written: Written) -> Response:
    return hx.see_other(url_for("promises.promises", at=written.position, did=did))
