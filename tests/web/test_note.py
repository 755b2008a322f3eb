"""Saving a note: two taps, once, undone within ten minutes, and never lost."""

from __future__ import annotations

from contracts.problems import INVALID, RULE_BROKEN
from tests.web import floor
from tests.web.cast import AMARA, FAULT, INTERRUPTED, NAMED_FEELING, named_id
from tests.web.phone import SWAP, Phone
from tests.web.services import Services

CARD = f"/walk/{AMARA}"
SAVE = f"{CARD}/notes"


def test_it_takes_a_chip_and_save(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    note_id = ines.form(SAVE).fields["entry"]
    ines.submit(SAVE, behaviour=NAMED_FEELING)
    assert services.writes == {
        f"/v1/observations/{note_id}": {
            "rep_id": AMARA,
            "kind": "praise",
            "occurred_at": "2026-11-18T10:42:00Z",
            "behaviour_id": NAMED_FEELING,
            "walk_id": floor.WALK,
        }
    }
    assert "Saved. Amara sees it at 10:52" in ines.page
    assert "Add a promise" in ines.page


def test_it_takes_words_without_a_chip(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    ines.submit(SAVE, kind="correction", quote="  Hang on  ", channel="phone", share="now", impact="She waited")
    (body,) = services.writes.values()
    expected = {"quote": "Hang on", "channel": "phone", "share": "now", "impact": "She waited", "kind": "correction"}
    assert expected.items() <= body.items()
    assert "behaviour_id" not in body


def test_it_gives_a_correction_the_phrase_of_the_catalogue(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    ines.submit(SAVE, behaviour=INTERRUPTED)
    (body,) = services.writes.values()
    assert body["model_phrase"] == "Please go on, I want to get this right."


def test_it_prefers_the_phrase_that_was_written(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    ines.submit(SAVE, behaviour=INTERRUPTED, model_phrase="Do go on")
    (body,) = services.writes.values()
    assert body["model_phrase"] == "Do go on"


def test_it_drops_a_chip_that_the_switch_has_hidden(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    ines.submit(SAVE, kind="praise", behaviour=INTERRUPTED, quote="Take your time")
    (body,) = services.writes.values()
    assert body["kind"] == "praise"
    assert "behaviour_id" not in body


def test_it_begins_a_walk_with_the_first_note(ines: Phone, services: Services) -> None:
    services.walk["walk"] = None
    ines.open(CARD)
    form = ines.form(SAVE)
    ines.submit(SAVE, behaviour=INTERRUPTED)
    walk_id = form.fields["walk"]
    assert list(services.writes) == [f"/v1/walks/{walk_id}", f"/v1/observations/{form.fields['entry']}"]
    assert services.writes[f"/v1/observations/{form.fields['entry']}"]["walk_id"] == walk_id
    assert ines.form(SAVE).fields["walk"] == walk_id, "the next note is on the same walk"
    assert "walk_is_new" not in ines.form(SAVE).fields


def test_it_saves_the_note_also_when_the_walk_is_refused(ines: Phone, services: Services) -> None:
    services.walk["walk"] = None
    ines.open(CARD)
    services.refuse(f"/v1/walks/{ines.form(SAVE).fields['walk']}", RULE_BROKEN)
    ines.submit(SAVE, behaviour=INTERRUPTED)
    (body,) = services.writes.values()
    assert "walk_id" not in body


def test_it_is_one_note_however_often_it_is_sent(ines: Phone, services: Services) -> None:
    services.walk["walk"] = None
    ines.open(CARD)
    form = ines.form(SAVE)
    answers = [ines.send(form.action, **form.fields, behaviour=INTERRUPTED) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert len(services.writes) == 2, "the walk and the note"


def test_it_shows_what_it_has_just_written(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    ines.submit(SAVE, behaviour=INTERRUPTED)
    assert any(f"/v1/reps/{AMARA}/card?at_position=1001" in asked for asked in services.asked)


def test_it_is_taken_back_with_a_reason(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    note_id = ines.form(SAVE).fields["entry"]
    ines.submit(SAVE, behaviour=INTERRUPTED)
    ines.submit(f"/notes/{note_id}/withdrawal")
    assert services.writes[f"/v1/observations/{note_id}/withdrawal"]["reason"]
    assert "Taken back. Amara never sees it." in ines.page


def test_it_asks_for_what_is_missing_and_keeps_what_is_there(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    note_id = ines.form(SAVE).fields["entry"]
    answer = ines.submit(SAVE, quote="Hang on")
    assert answer.status_code == 422
    assert services.writes == {}
    assert "Was it praise or a correction?" in ines.page
    assert ines.form(SAVE).fields["quote"] == "Hang on"
    assert ines.form(SAVE).fields["entry"] == note_id


def test_it_says_beside_the_field_what_the_service_says_of_it(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    services.refuse(f"/v1/observations/{ines.form(SAVE).fields['entry']}", INVALID, errors={"quote": ["Too long."]})
    answer = ines.submit(SAVE, kind="praise", quote="x" * 10)
    assert answer.status_code == 422
    assert '<span class="trouble" id="quote-trouble">Too long.</span>' in ines.page
    assert 'aria-invalid="true" aria-describedby="quote-trouble" autofocus' in ines.page


def test_it_offers_to_save_another_note_when_the_form_was_used(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    form = ines.form(SAVE)
    ines.submit(SAVE, behaviour=INTERRUPTED)
    answer = ines.send(form.action, **{**form.fields, "behaviour": FAULT, "quote": "Not our fault"})
    assert answer.status_code == 422
    ines.page = answer.get_data(as_text=True)
    assert "saved already" in ines.page
    assert ines.form(SAVE).fields["entry"] != form.fields["entry"]
    ines.submit(SAVE)
    assert len(services.writes) == 2


def test_it_keeps_what_was_written_while_the_service_is_away(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    form = ines.form(SAVE)
    services.down |= {"observation", "followup"}
    answer = ines.send(form.action, **{**form.fields, "behaviour": INTERRUPTED, "quote": "Hang <on>"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    ines.page = answer.get_data(as_text=True)
    assert "Nothing is lost" in ines.page
    assert "Hang &lt;on&gt;" in ines.page
    services.down.clear()
    ines.submit("")
    (path,) = services.writes
    assert path == f"/v1/observations/{form.fields['entry']}"
    assert services.writes[path]["quote"] == "Hang <on>"


def test_it_keeps_what_was_written_when_the_session_is_over(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    form = ines.form(SAVE)
    ines.send("/signout")
    answer = ines.send(form.action, **{**form.fields, "behaviour": INTERRUPTED, "quote": "Hang on"})
    assert answer.status_code == 401
    assert "Sign in again in a new tab" in answer.get_data(as_text=True)
    assert "Hang on" in answer.get_data(as_text=True)
    assert services.writes == {}


def test_it_swaps_the_ids_of_the_next_note_the_lately_list_and_the_strip(ines: Phone) -> None:
    ines.open(CARD)
    form = ines.form(SAVE)
    saved = ines.send(form.action, **form.fields, behaviour=INTERRUPTED)
    answer = ines.swap(saved.headers["Location"], "div#fresh").get_data(as_text=True)
    assert answer.lstrip().startswith('<div id="fresh" hidden><input type="hidden" name="entry"')
    assert f'value="{form.fields["entry"]}"' not in answer
    assert '<hx-partial hx-target="#recent" hx-swap="outerHTML">' in answer
    assert "Saved. Amara sees it at 10:52" in answer
    assert "<html" not in answer


def test_it_swaps_the_whole_form_when_something_is_missing(ines: Phone) -> None:
    ines.open(CARD)
    ours = {**SWAP, "HX-Target": "div#fresh", "Sec-Fetch-Site": "same-origin"}
    answer = ines.client.post(SAVE, data=ines.form(SAVE).fields, headers=ours)
    assert (answer.status_code, answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == (
        422,
        "#note",
        "outerHTML",
    )
    assert answer.get_data(as_text=True).lstrip().startswith('<form class="group" id="note"')


def test_it_leaves_the_form_alone_when_a_swap_fails(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    form = ines.form(SAVE)
    services.down.add("observation")
    ours = {**SWAP, "HX-Target": "form#note", "Sec-Fetch-Site": "same-origin"}
    answer = ines.client.post(form.action, data=form.fields | {"quote": "Hang on", "kind": "praise"}, headers=ours)
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (503, "none")
    assert "<form" not in answer.get_data(as_text=True)


def test_it_takes_an_id_that_is_none_for_a_new_one(ines: Phone, services: Services) -> None:
    ines.send(SAVE, entry="../../x", walk="y", kind="praise", quote="Well said")
    (path,) = services.writes
    assert len(path) == len(f"/v1/observations/{named_id('x')}")


def test_it_sends_the_person_and_the_roles_to_the_service(ines: Phone, services: Services) -> None:
    ines.open(CARD)
    ines.submit(SAVE, behaviour=INTERRUPTED)
    assert len(set(services.callers)) == 3, "one token a service for Ines, one for the web itself"
