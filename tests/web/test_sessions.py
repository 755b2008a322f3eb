"""The session screen, planning one, and the rhythm of sessions."""

from __future__ import annotations

import pytest

from contracts.problems import INVALID, RULE_BROKEN
from tests.web import about_amara, about_sessions
from tests.web.about_sessions import LAST, MISSED, NEXT
from tests.web.cast import AMARA, BEN, DEV
from tests.web.phone import Phone
from tests.web.services import Services

PAGE = f"/sessions/{NEXT}"
OUTCOME = f"/v1/sessions/{NEXT}/outcome"


def test_it_shows_the_agenda_as_it_was_drawn(ines: Phone) -> None:
    ines.open(PAGE)
    order = ["Amara Okafor", "Friday, 20 November, 10:00 · 30 min · Room 2", "since the last session, 14 days ago"]
    order += ["To talk about", "The new returns script", "Progress", "Practised: Say sorry first", "What slipped"]
    order += ["Overdue: Say sorry and move", "Hang on, let me stop you there", "What customers said", "CSAT 2"]
    order += ["I had to say it twice", "Strengths", "Named the feeling"]
    order += ["Promised", "What was said", "It did not take place", "Complete"]
    places = [ines.page.index(words) for words in order]
    assert places == sorted(places)


def test_it_says_so_when_nothing_happened_since(ines: Phone, services: Services) -> None:
    empty = {name: [] for name in ("progress", "slips", "customer_feedback", "strengths", "raised")}
    services.agenda["reps"] = [{**services.agenda["reps"][0], **empty}]
    services.agenda["since"] = None
    ines.open(PAGE)
    assert "Nothing has happened since the last session." in ines.page
    assert "your first session" in ines.page
    assert "What customers said" not in ines.page, "nothing to say is not said"


def test_it_is_completed_with_what_both_said_and_a_promise(ines: Phone, services: Services) -> None:
    ines.open(PAGE)
    said = {"supervisor_notes": "Calmer", f"rep_notes.{AMARA}": "I listen", "commitment": about_amara.OFFER}
    ines.submit("/outcome", **said)
    assert services.writes[OUTCOME] == {
        "outcome": "held",
        "supervisor_notes": "Calmer",
        "rep_notes": {AMARA: "I listen"},
        "commitment_ids": [about_amara.OFFER],
    }
    assert "Complete. Both of you can read it." in ines.page
    assert "I listen" in ines.page


def test_it_stays_shut_without_a_promise_or_a_reason_and_keeps_what_was_written(
    ines: Phone, services: Services
) -> None:
    ines.open(PAGE)
    assert "Opens when a promise is ticked, or you say why none is needed" in ines.page
    refused = ines.submit("/outcome", supervisor_notes="Calmer", **{f"rep_notes.{AMARA}": "I listen"})
    assert refused.status_code == 422
    assert "It needs a promise that was said yes to, or a reason for none." in ines.page
    assert ">Calmer</textarea>" in ines.page
    assert ">I listen</textarea>" in ines.page
    assert services.writes == {}
    ines.submit("/outcome", none_needed_reason="All is well")
    assert services.writes[OUTCOME]["none_needed_reason"] == "All is well"


@pytest.mark.parametrize(
    ("left_out", "words"),
    [("supervisor_notes", "Write down what you said."), (f"rep_notes.{AMARA}", "Write down what was said to it.")],
)
def test_it_needs_what_both_said(ines: Phone, services: Services, left_out: str, words: str) -> None:
    ines.open(PAGE)
    said = {"supervisor_notes": "Calmer", f"rep_notes.{AMARA}": "I listen", "none_needed_reason": "Well", left_out: " "}
    assert ines.submit("/outcome", **said).status_code == 422
    assert words in ines.page
    assert services.writes == {}


def test_it_shows_why_the_service_said_no(ines: Phone, services: Services) -> None:
    services.refuse("/outcome", RULE_BROKEN, detail="a session needs a confirmed commitment, or a reason for none")
    ines.open(PAGE)
    said = {"supervisor_notes": "Calmer", f"rep_notes.{AMARA}": "I listen", "none_needed_reason": "Well"}
    assert ines.submit("/outcome", **said).status_code == 422
    assert "It needs a promise that was said yes to, or a reason for none." in ines.page
    assert ">Calmer</textarea>" in ines.page


def test_a_promise_is_made_and_said_yes_to_within_the_session(ines: Phone, services: Services) -> None:
    ines.open(PAGE)
    entry = ines.form("/promises").fields["entry"]
    ines.submit(f"{NEXT}/promises", practice="Say what you look up", due="2026-11-25")
    assert services.writes[f"/v1/commitments/{entry}"] == {
        "rep_id": AMARA,
        "practice": "Say what you look up",
        "due_on": "2026-11-25",
        "session_id": NEXT,
    }
    assert "Asked. It counts once the answer is yes." in ines.page
    ines.submit(f"/promises/{entry}/confirmation")
    assert services.writes[f"/v1/commitments/{entry}/confirmation"]["via"] == "supervisor_device"
    ticked = f'value="{entry}" checked'
    assert ticked in ines.page, "what came of this session is ticked"


def test_a_promise_needs_words_and_the_fold_stays_open(ines: Phone, services: Services) -> None:
    ines.open(PAGE)
    assert ines.submit(f"{NEXT}/promises", practice=" ").status_code == 422
    assert "Write down what will be practised." in ines.page
    assert services.writes == {}


def test_a_promise_that_is_not_right_yet_keeps_what_was_typed(ines: Phone, services: Services) -> None:
    ines.open(PAGE)
    ines.submit(f"{NEXT}/promises", practice="Ask first", due="pick", picked="")
    assert "Choose a day." in ines.page
    assert "Write down what will be practised." not in ines.page
    entry = ines.form(f"{NEXT}/promises").fields["entry"]
    services.refuse(entry, INVALID, errors={"due_on": ["That day is over; it was 2026-11-18 at the rep's site."]})
    ines.submit(f"{NEXT}/promises", due="pick", picked="2026-11-01")
    assert "That day is over." in ines.page
    fields = ines.form(f"{NEXT}/promises").fields
    assert fields["entry"] == entry
    assert (fields["practice"], fields["due"], fields["picked"]) == ("Ask first", "pick", "2026-11-01")


def test_the_supervisor_raises_a_point(ines: Phone, services: Services) -> None:
    ines.open(PAGE)
    entry = ines.form(f"{NEXT}/points").fields["entry"]
    ines.submit(f"{NEXT}/points", text="Chat pilot")
    assert services.writes == {f"/v1/sessions/{NEXT}/agenda/{entry}": {"text": "Chat pilot"}}
    assert "Chat pilot" in ines.page


def test_a_session_to_come_can_be_cancelled_and_only_a_begun_one_was_missed(ines: Phone, services: Services) -> None:
    ines.open(PAGE)
    assert "It was missed" not in ines.page
    services.sessions[-1]["starts_at"] = "2026-11-18T10:00:00Z"
    ines.open(PAGE)
    assert "It was missed" in ines.page
    ines.send(f"{PAGE}/outcome", outcome="missed", supervisor_notes="Fire alarm")
    assert services.writes[OUTCOME] == {"outcome": "missed", "supervisor_notes": "Fire alarm"}


def test_what_is_over_is_read_and_not_written(ines: Phone) -> None:
    ines.open(f"/sessions/{LAST}")
    assert "I count one breath now. It helps." in ines.page
    assert "Two promises are open already" in ines.page
    assert "Complete" not in ines.page
    ines.open(f"/sessions/{MISSED}")
    assert "The floor was too full." in ines.page


def test_it_is_moved_at_the_clock_of_the_site(ines: Phone, services: Services) -> None:
    ines.open(f"{PAGE}/schedule")
    assert 'value="2026-11-20"' in ines.page
    assert 'value="10:00"' in ines.page
    ines.submit("/schedule", day="2027-06-21", at="14:30", place="")
    assert services.writes[f"/v1/sessions/{NEXT}/schedule"] == {"starts_at": "2027-06-21T13:30:00Z", "minutes": 30}
    assert "Moved." in ines.page


def test_a_session_is_planned_with_one_or_a_few(ines: Phone, services: Services) -> None:
    ines.open(f"/sessions/new?rep={AMARA}")
    form = ines.form("/sessions/new")
    assert (form.fields["rep"], form.fields["day"]) == (AMARA, "2026-11-19")
    ines.submit("/sessions/new", rep=[AMARA, BEN], day="2026-11-23", at="09:15", minutes="45", place="Garden")
    assert services.writes[f"/v1/sessions/{form.fields['entry']}"] == {
        "rep_ids": [AMARA, BEN],
        "starts_at": "2026-11-23T09:15:00Z",
        "minutes": 45,
        "place": "Garden",
    }
    assert "Planned." in ines.page
    assert "All of the group can read it" in ines.page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "soon"}, "Choose a day."),
        ({"at": ""}, "Choose a time."),
        ({"rep": []}, "Choose with whom."),
        ({"rep": [about_sessions.named_id(str(number)) for number in range(7)]}, "At most six"),
    ],
)
def test_a_plan_says_what_is_missing(ines: Phone, services: Services, changes: dict[str, object], words: str) -> None:
    ines.open(f"/sessions/new?rep={AMARA}")
    wanted = {"rep": [AMARA], "day": "2026-11-23", "at": "10:00", **changes}
    assert ines.submit("/sessions/new", **wanted).status_code == 422
    assert words in ines.page
    assert services.writes == {}


def test_the_rhythm_is_set_and_ended_from_the_card(ines: Phone, services: Services) -> None:
    ines.open(f"/walk/{AMARA}")
    assert "no rhythm" in ines.page
    ines.open(f"/walk/{AMARA}/cadence")
    assert "No more rhythm" not in ines.page
    ines.submit("/cadence", every_weeks="3", weekday="4", at="14:00")
    wanted = {"every_weeks": 3, "weekday": 4, "at": "14:00", "minutes": 30}
    assert services.writes == {f"/v1/reps/{AMARA}/cadence": wanted}
    services.card["cadence"] = {**wanted, "set_by": DEV}
    ines.open(f"/walk/{AMARA}")
    assert "Every 3 weeks, Thursday 14:00" in ines.page
    ines.open(f"/walk/{AMARA}/cadence")
    ines.submit("/cadence/end")
    assert f"DELETE /v1/reps/{AMARA}/cadence" in services.asked
    assert "What it had planned is cancelled." in ines.page


def test_the_card_and_due_lead_to_the_session(ines: Phone, services: Services) -> None:
    planned = services.sessions[-1]
    services.card["sessions"] = [planned]
    waiting = {"rep_id": AMARA, "rep_name": "Amara Okafor", "since": planned["starts_at"]}
    services.duties.append({**planned, **waiting, "kind": "session_missed"})
    for page in (f"/walk/{AMARA}", "/due"):
        ines.open(page)
        assert PAGE in ines.page
        assert "How did it go?" in ines.page or page != "/due"


def test_only_supervisors_open_it(amara: Phone, dana: Phone) -> None:
    for phone in (amara, dana):
        assert phone.open(PAGE).status_code in {403, 404}
