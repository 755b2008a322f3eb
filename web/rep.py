"""The rep's card: what was promised first, then what you see now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, abort, request

from web import hx
from web.addresses import position
from web.cadence_words import every_words, weekday_word
from web.dates import LocalTime
from web.growth import Pair, Training, advice_of, proposed_method, read_pair, read_training
from web.note_card import KINDS, NoteCard, read_note
from web.note_form import MODES, NoteForm, find_behaviour
from web.pledge import Pledge, first_name, instant_of, known, read_pledge
from web.session_card import CoachingSession, read_session
from web.setting import setting
from web.signals import Standing, read_standing
from web.teams import local_time
from web.visitor import for_roles, visitor

bp = Blueprint("rep", __name__)

CLOSE_BY = timedelta(hours=4)
"""Two who note the same moment do so within that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a supervisor needs in front of the rep."""

    rep_id: str
    name: str
    local: LocalTime
    notes: list[NoteCard]
    pledges: list[Pledge] = field(default_factory=list)
    signals: list[Standing] = field(default_factory=list)
    level: str = ""
    last_seen: datetime | None = None
    sessions: list[CoachingSession] = field(default_factory=list)
    rhythm: str = ""
    team_id: str = ""
    trainings: list[Training] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    @property
    def first_name(self) -> str:
        return first_name(self.name)

    def pledge(self, promise_id: str) -> Pledge:
        """The promise of that id, while it waits or is open; else the page is not found."""
        found = next((pledge for pledge in self.pledges if pledge.id == promise_id), None)
        return found or abort(404)

    def may_be_the_same(self, note: NoteCard) -> bool:
        """Whether somebody else noted something about the rep close by."""
        return any(
            other.by_id != note.by_id
            and not other.is_withdrawn
            and abs(other.occurred_at - note.occurred_at) < CLOSE_BY
            for other in self.notes
        )

    @property
    def open_count(self) -> int:
        return sum(pledge.is_open for pledge in self.pledges)


@bp.get("/walk/<id:rep_id>")
@for_roles("supervisor")
def card(rep_id: str) -> Response:
    return show_card(rep_id)


def show_card(rep_id: str, form: NoteForm | None = None, status: int = 200) -> Response:
    """The card; with a ``form`` that was sent and is not right yet, with that."""
    behaviours = setting().observation.behaviours()
    return hx.show(
        "rep/card.html",
        "main",
        "promised",
        "fresh",
        "recent",
        "note",
        also=("recent",),
        refused="note",
        status=status,
        card=read_card(rep_id),
        form=form or new_form(),
        behaviours=behaviours,
        method_of=lambda behaviour_id: proposed_method(find_behaviour(behaviours, behaviour_id)),
        advice_of=advice_of,
        laid_out="all" in request.args,
        did=request.args.get("did", ""),
        about=request.args.get("about", ""),
        at=position(),
        new_id=setting().new_id,
        me=visitor().account.person_id,
    )


def read_card(rep_id: str) -> Card:
    found = setting().followup.card(visitor().caller, rep_id, position())
    rep: dict[str, Any] = found["rep"]
    local = local_time(rep.get("team_id"))
    return Card(
        rep_id=rep_id,
        name=known(rep.get("name")),
        level=rep.get("level") or "",
        last_seen=instant_of(found.get("last_seen")),
        sessions=[read_session(item) for item in found.get("sessions") or ()],
        team_id=rep.get("team_id") or "",
        trainings=[read_training(item) for item in found.get("trainings") or ()],
        pairs=[read_pair(item, rep_id) for item in found.get("mentorings") or ()],
        rhythm=_rhythm(found.get("cadence"), local),
        pledges=sorted((read_pledge(item) for item in found["open"]), key=_waits_for_an_answer),
        signals=[read_standing(item) for item in found.get("signals") or ()],
        notes=[read_note(item) for item in found["recent"] if item.get("kind") in KINDS],
        local=local,
    )


def _rhythm(wire: dict[str, Any] | None, local: LocalTime) -> str:
    """``Every 2 weeks, Monday 10:00``; empty where there is none."""
    return f"{every_words(wire['every_weeks'])}, {weekday_word(wire['weekday'], local)} {wire['at']}" if wire else ""


def _waits_for_an_answer(pledge: Pledge) -> bool:
    """What the rep has not said yes to comes after what was promised."""
    return pledge.is_proposed and not pledge.is_renewal


def new_form() -> NoteForm:
    """An empty form with the ids of what it will write. The first note begins a walk; a link may say how it is made."""
    walk = setting().followup.walk(visitor().caller, position()).get("walk")
    walk_id = walk["id"] if walk else setting().new_id()
    mode = request.args.get("mode", "")
    return NoteForm(id=setting().new_id(), walk_id=walk_id, walk_is_new=not walk, mode=mode if mode in MODES else "")
