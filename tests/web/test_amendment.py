"""The author changes a note, or takes it back, and the rep sees what became of it."""

from __future__ import annotations

import pytest

from contracts.problems import RULE_BROKEN
from tests.web import about_amara, floor
from tests.web.cast import AMARA, DEV, named_id
from tests.web.phone import Phone
from tests.web.services import Services

FORM = f"/walk/{AMARA}/notes/{about_amara.NOTE}/amendment"
PHRASE = "Please go on, I want to get this right."


def amendments(services: Services) -> list[dict[str, object]]:
    return [body for path, body in services.writes.items() if "/amendments/" in path]


def test_it_opens_with_the_note_as_it_is(ines: Phone) -> None:
    ines.open(f"/walk/{AMARA}")
    assert FORM in ines.page
    ines.open(FORM)
    fields = ines.form("").fields
    assert (fields["quote"], fields["model_phrase"]) == ("Hang on, let me stop you there", PHRASE)


def test_it_sends_the_note_as_it_is_to_be_with_the_reason(ines: Phone, services: Services) -> None:
    ines.open(FORM)
    ines.submit("", quote="Hold on", impact="", reason="I misheard")
    (body,) = amendments(services)
    assert body == {
        "kind": "correction",
        "quote": "Hold on",
        "model_phrase": PHRASE,
        "impact": None,
        "channel": "phone",
        "reason": "I misheard",
    }
    assert "Changed. Amara can see what it said before." in ines.page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "Because"}, "Nothing is different yet."),
        ({"quote": "Hold on"}, "Say why, in a few words."),
        ({"quote": "", "reason": "Because"}, "This can be changed here, not taken out."),
    ],
)
def test_it_says_what_is_missing(ines: Phone, services: Services, changes: dict[str, str], words: str) -> None:
    ines.open(FORM)
    assert ines.submit("", **changes).status_code == 422
    assert words in ines.page
    assert amendments(services) == []


def test_it_is_one_amendment_however_often_it_is_sent(ines: Phone, services: Services) -> None:
    ines.open(FORM)
    sent = {**ines.form("").fields, "quote": "Hold on", "reason": "I misheard"}
    assert ines.send(FORM, **sent).status_code == 303
    done = {"id": sent["entry"], "reason": "I misheard", "occurred_at": "2026-11-18T10:41:00Z", "was": {}}
    services.card["recent"][0] |= {"quote": "Hold on", "amendments": [done]}
    assert ines.send(FORM, **sent).status_code == 303
    assert len(amendments(services)) == 1


def test_nobody_changes_what_another_wrote(ines: Phone, services: Services) -> None:
    services.card["recent"][0]["by"] = {"id": DEV, "name": "Tom Ashworth"}
    ines.open(f"/walk/{AMARA}")
    assert FORM not in ines.page
    assert ines.open(FORM).status_code == 404


def test_what_was_not_so_is_answered_by_changing_it_in_one_go(ines: Phone, services: Services) -> None:
    services.duties[1] |= {"rep_id": AMARA, "rep_name": "Amara Okafor"}
    path = f"/walk/{AMARA}/notes/{floor.QUESTION}"
    ines.open(f"{path}/answer")
    assert f"{path}/amendment" in ines.page
    ines.open(f"{path}/amendment")
    assert "I had to, the line dropped" in ines.page
    entry = ines.form("").fields["entry"]
    ines.submit("", quote="The line dropped", reason="You are right")
    body = services.writes[f"/v1/observations/{floor.QUESTION}/clarification/answer"]
    assert (body["outcome"], body["text"]) == ("amended", "You are right")
    assert (body["amendment"]["id"], body["amendment"]["quote"]) == (entry, "The line dropped")


def test_it_takes_the_whole_note_back_with_a_reason(ines: Phone, services: Services) -> None:
    ines.open(FORM)
    ines.submit("/withdrawal", reason="It was another call")
    assert services.writes[f"/v1/observations/{about_amara.NOTE}/withdrawal"] == {"reason": "It was another call"}
    assert "Taken back. Amara can read why." in ines.page


def test_a_refusal_is_said(ines: Phone, services: Services) -> None:
    services.refuse("", RULE_BROKEN, detail="This note was withdrawn.")
    ines.open(FORM)
    assert ines.submit("", quote="Hold on", reason="I misheard").status_code == 409
    assert "This note was withdrawn." in ines.page


def test_the_rep_sees_what_it_said_before_and_why_it_was_changed(amara: Phone, services: Services) -> None:
    was = {"quote": "Stop talking", "behaviour": "Was rude", "channel": "chat"}
    changed = {"id": named_id("a"), "reason": "I misheard", "occurred_at": "2026-11-18T10:41:00Z", "was": was}
    services.timeline[0] |= {"amendments": [changed], "mode": "formal"}
    amara.open("/me")
    for words in ("I misheard", "<s>Stop talking</s>", "<s>Was rude</s>", "chat", "phone · in a session"):
        assert words in amara.page


def test_the_rep_is_told_that_it_was_changed_before_it_was_shown(amara: Phone, services: Services) -> None:
    early = {"id": named_id("a"), "reason": "I misheard", "occurred_at": "2026-11-18T10:31:00Z", "was": None}
    services.timeline[0] |= {"amendments": [early]}
    amara.open("/me")
    assert "Before it was shown." in amara.page


def test_the_rep_reads_why_a_note_was_taken_back(amara: Phone, services: Services) -> None:
    services.timeline[0] |= {"state": "withdrawn", "withdrawn_reason": "It was another call"}
    amara.open("/me")
    assert "It was another call" in amara.page


def test_two_notes_of_one_moment_are_shown_as_one(ines: Phone, amara: Phone, services: Services) -> None:
    tom = {"by": {"id": DEV, "name": "Tom Ashworth"}, "quote": "Let me stop you"}
    other = {**about_amara.notes()[0], **tom, "id": named_id("tom's note")}
    services.card["recent"].insert(0, other)
    ines.open(f"/walk/{AMARA}")
    ines.open(f"/walk/{AMARA}/notes/{about_amara.NOTE}/duplicate")
    ines.submit("")
    path = f"/v1/observations/{about_amara.NOTE}/duplicate_of"
    assert services.writes[path] == {"observation_id": other["id"]}
    assert "Shown as one note now." in ines.page

    services.card["recent"] = [{**services.card["recent"][1], "also_noted": [other]}]
    services.timeline[0] |= {"also_noted": [other]}
    amara.open("/me")
    assert "Also noted by Tom Ashworth: “Let me stop you”" in amara.page
    ines.open(f"/walk/{AMARA}")
    ines.submit(f"/notes/{other['id']}/duplicate/undo")
    assert f"DELETE /v1/observations/{other['id']}/duplicate_of" in services.asked
    assert "They stand by themselves again." in ines.page


def test_it_asks_whether_it_was_the_same_moment_only_of_what_another_noted_close_by(
    ines: Phone, services: Services
) -> None:
    ines.open(f"/walk/{AMARA}")
    assert "Same moment?" not in ines.page
    services.card["recent"][1] |= {"by": {"id": DEV, "name": "Tom Ashworth"}, "occurred_at": "2026-11-18T09:00:00Z"}
    ines.open(f"/walk/{AMARA}")
    assert "Same moment?" in ines.page
