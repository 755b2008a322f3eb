"""The rep's timeline: what was seen and said, and the three ways to answer it."""

from __future__ import annotations

from contracts.problems import RULE_BROKEN
from tests.web import about_amara
from tests.web.cast import AMARA
from tests.web.phone import Phone
from tests.web.services import Services


def test_it_shows_the_newest_first_day_by_day(amara: Phone) -> None:
    amara.open("/me")
    order = ["Today", "Hang on, let me stop you there", "Yesterday", "You practised", "9 November", "a whole Saturday"]
    places = [amara.page.index(words) for words in order]
    assert places == sorted(places)


def test_it_shows_how_it_could_be_said_and_why_it_matters(amara: Phone) -> None:
    amara.open("/me")
    for words in ("Next time", "Please go on, I want to get this right.", "The customer had to tell her story twice."):
        assert words in amara.page
    assert "Ines Carvalho · phone" in amara.page


def test_it_says_i_have_seen_it_once(amara: Phone, services: Services) -> None:
    amara.open("/me")
    amara.submit(f"/notes/{about_amara.NOTE}/acknowledgement")
    assert services.writes == {f"/v1/observations/{about_amara.NOTE}/acknowledgement": {}}
    assert "Your supervisor knows that you have seen it." in amara.page
    assert f"/notes/{about_amara.NOTE}/acknowledgement" not in amara.page


def test_it_replies(amara: Phone, services: Services) -> None:
    amara.open("/me")
    amara.submit(f"/notes/{about_amara.NOTE}/replies", text=" Thanks, I had not noticed ")
    (path,) = services.writes
    assert path.startswith(f"/v1/observations/{about_amara.NOTE}/replies/")
    assert services.writes[path] == {"text": "Thanks, I had not noticed"}
    assert "Thanks, I had not noticed" in amara.page


def test_it_is_one_reply_however_often_it_is_sent(amara: Phone, services: Services) -> None:
    amara.open("/me")
    form = amara.form(f"/notes/{about_amara.NOTE}/replies")
    for _ in range(2):
        assert amara.send(form.action, **{**form.fields, "text": "Thanks"}).status_code == 303
    assert len(services.writes) == 1


def test_it_says_it_was_not_so(amara: Phone, services: Services) -> None:
    amara.open("/me")
    amara.submit(f"/notes/{about_amara.NOTE}/clarification", text="She asked me to stop her")
    body = services.writes[f"/v1/observations/{about_amara.NOTE}/clarification"]
    assert body == {"text": "She asked me to stop her"}
    assert "You said it was not so · waiting for an answer" in amara.page


def test_it_shows_the_answer_to_that(amara: Phone, services: Services) -> None:
    services.timeline[0]["clarification"] = {"text": "No", "outcome": "stands", "answer": "I heard it twice"}
    amara.open("/me")
    assert "I heard it twice" in amara.page
    assert "it stands" in amara.page


def test_it_shows_that_a_note_was_taken_back_and_nothing_of_it(amara: Phone, services: Services) -> None:
    services.timeline[0]["state"] = "withdrawn"
    amara.open("/me")
    assert "Ines Carvalho took this note back." in amara.page
    assert "let me stop you there" not in amara.page


def test_it_shows_one_kind_when_asked(amara: Phone) -> None:
    amara.open("/me?show=praise")
    assert "a whole Saturday" in amara.page
    assert "let me stop you there" not in amara.page
    amara.open("/me?show=promises")
    assert "You promised" in amara.page
    assert "a whole Saturday" not in amara.page


def test_it_comes_back_to_the_same_place_of_the_list(amara: Phone) -> None:
    amara.open("/me?show=correction")
    form = amara.form(f"/notes/{about_amara.NOTE}/acknowledgement")
    there = amara.send(form.action, **form.fields).headers["Location"]
    assert "show=correction" in there
    assert there.endswith(f"#note-{about_amara.NOTE}")


def test_it_swaps_one_note(amara: Phone) -> None:
    answer = amara.swap(f"/me?about={about_amara.NOTE}&did=seen", f"article#note-{about_amara.NOTE}").get_data(
        as_text=True
    )
    assert answer.lstrip().startswith('<article class="sheet card')
    assert "a whole Saturday" not in answer


def test_it_has_each_step_of_a_promise_in_a_line(amara: Phone, services: Services) -> None:
    step = {"occurred_at": "2026-11-18T09:00:00Z", "by": {"id": "x", "name": "Ines Carvalho"}, "practice": "Ask first"}
    kinds = {
        "revisit": ("Ines Carvalho saw it", {"outcome": "saw_it"}),
        "decline": ("You said no", {"reason": "Too soon"}),
        "renewal_request": ("You asked to move it to Friday 20 November", {"due_on": "2026-11-20", "reason": "x"}),
        "renewal": ("Ines Carvalho gave it a new day, Friday 20 November", {"due_on": "2026-11-20"}),
        "closure": ("Closed, as not kept", {"outcome": "not_kept"}),
        "commitment": ("Ines Carvalho asks for a promise", {"state": "proposed", "due_on": "2026-11-20"}),
    }
    services.timeline = [{**step, **more, "id": AMARA, "kind": kind} for kind, (_words, more) in kinds.items()]
    amara.open("/me")
    plain = amara.page.replace("<b>", "").replace("</b>", "")
    for words, _more in kinds.values():
        assert words in plain


def test_it_teaches_what_will_be_here(amara: Phone, services: Services) -> None:
    services.timeline.clear()
    amara.open("/me")
    assert "Nothing here yet" in amara.page
    assert "You can answer every note." in amara.page


def test_it_says_when_something_changed_meanwhile(amara: Phone, services: Services) -> None:
    services.refuse("/acknowledgement", RULE_BROKEN, detail="This note was withdrawn.")
    amara.open("/me")
    assert amara.submit(f"/notes/{about_amara.NOTE}/acknowledgement").status_code == 409
    assert "This note was withdrawn." in amara.page


def test_it_names_a_word_where_a_name_cannot_be_shown(amara: Phone, services: Services) -> None:
    services.timeline[0]["by"] = {"id": AMARA, "name": None}
    amara.open("/me")
    assert "Somebody · phone" in amara.page


def test_it_reads_the_list_anew_when_the_note_is_not_on_this_page_any_more(amara: Phone) -> None:
    answer = amara.swap(f"/me?about={AMARA}&did=seen", f"article#note-{AMARA}")
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/me")


def test_a_note_that_arrived_long_after_it_happened_says_so(amara: Phone, ines: Phone, services: Services) -> None:
    amara.open("/me")
    assert "arrived" not in amara.page
    note = next(item for item in services.timeline if item["id"] == about_amara.NOTE)
    note["occurred_at"], note["recorded_at"] = "2026-11-17T08:00:00Z", "2026-11-18T10:20:00Z"
    step = next(item for item in services.timeline if item["kind"] == "practice_report")
    step["recorded_at"] = "2026-11-18T10:25:00Z"
    for phone, page in ((amara, "/me"), (ines, f"/walk/{AMARA}/timeline")):
        phone.open(page)
        assert "arrived 10:20 today" in phone.page
        assert "arrived 10:25 today" in phone.page
