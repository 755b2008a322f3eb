"""The door that leads out of coaching, and what is behind it."""

from __future__ import annotations

import httpx
import pytest

from contracts.problems import ID_IN_USE, RULE_BROKEN
from tests.web.cast import AMARA, DEV, PASSWORD, SOFIA, named_id
from tests.web.conftest import SystemTime
from tests.web.counselling import SENT, TAKEN, referral
from tests.web.phone import Phone
from tests.web.services import Services

DOOR = f"/referrals/new?rep={AMARA}"
FIVE_MINUTES = 5 * 60


def sent_by(phone: Phone, services: Services, door: str, reason: str) -> dict[str, str]:
    phone.open(door)
    phone.submit("/referrals/new", reason=reason)
    assert ">Sent<" in phone.page
    (path,) = services.writes
    assert path.startswith("/v1/referrals/")
    return dict(services.writes[path])


def test_the_door_is_in_the_folded_end_of_the_card(ines: Phone) -> None:
    ines.open(f"/walk/{AMARA}")
    assert DOOR in ines.page


def test_it_says_who_will_read_it_before_anything_is_sent(ines: Phone) -> None:
    ines.open(DOOR)
    assert "Sofia Marin, who is the counsellor, and Amara Okafor." in ines.page
    assert "You will see that it was sent, and no more." in ines.page


def test_a_supervisor_sends_it_and_sees_only_that_it_was_sent(ines: Phone, services: Services) -> None:
    assert sent_by(ines, services, DOOR, "Late again") == {"rep_id": AMARA, "reason": "Late again"}
    assert "Amara" not in ines.page
    assert "Late again" not in ines.page
    assert ines.open("/referrals").status_code == 403


def test_a_rep_goes_through_the_door_from_the_own_page(amara: Phone, services: Services) -> None:
    amara.open("/me/account")
    assert "/referrals/new" in amara.page
    amara.open("/referrals/new")
    assert "Sofia Marin, who is your counsellor, and you." in amara.page
    assert sent_by(amara, services, "/referrals/new", "I need to talk") == {"rep_id": AMARA, "reason": "I need to talk"}


def test_the_same_form_sent_twice_is_one_referral(ines: Phone, services: Services) -> None:
    ines.open(DOOR)
    form = ines.form("/referrals/new")
    answers = [ines.send(form.action, **{**form.fields, "reason": "Late"}).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert len(services.writes) == 1


def test_it_asks_what_it_is_about_and_keeps_what_was_written(ines: Phone, services: Services) -> None:
    ines.open(DOOR)
    assert ines.submit("/referrals/new", reason=" ").status_code == 422
    assert "Say what it is about" in ines.page
    services.down.add("observation")
    ines.open(DOOR)
    services.down.clear()
    ines.open(DOOR)
    services.down.add("observation")
    assert ines.submit("/referrals/new", reason="What was written").status_code == 503
    assert "What was written" in ines.page


def test_it_says_so_when_the_form_was_sent_before_with_other_words(ines: Phone, services: Services) -> None:
    services.refuse(named_id("the entry"), ID_IN_USE)
    answer = ines.send("/referrals/new", rep=AMARA, entry=named_id("the entry"), reason="Other words")
    assert answer.status_code == 422
    assert "was sent already" in ines.page
    assert ines.form("/referrals/new").fields["entry"] != named_id("the entry")
    assert "Other words" in ines.page


def test_it_passes_on_what_the_service_finds_too_long(ines: Phone, services: Services) -> None:
    from contracts.problems import INVALID

    services.refuse(named_id("the entry"), INVALID, errors={"reason": ["At most 4,000 characters."]})
    answer = ines.send("/referrals/new", rep=AMARA, entry=named_id("the entry"), reason="Long")
    assert answer.status_code == 422
    assert "At most 4,000 characters." in ines.page


def test_without_a_counsellor_there_is_nothing_to_send(ines: Phone, services: Services) -> None:
    services.counsellors = []
    ines.open(DOOR)
    assert "There is no counsellor here yet" in ines.page
    assert "<textarea" not in ines.page


def test_it_leads_nowhere_without_a_rep(ines: Phone) -> None:
    assert ines.open("/referrals/new").status_code == 404
    assert ines.open("/referrals/new?rep=amara").status_code == 404
    assert ines.send("/referrals/new", rep=AMARA, entry="x", reason="y").status_code == 400


@pytest.mark.parametrize("name", ["dana", "glen"])
def test_operations_and_admin_have_no_such_pages(name: str, request: pytest.FixtureRequest) -> None:
    phone: Phone = request.getfixturevalue(name)
    for path in (DOOR, "/referrals", "/referrals/closed"):
        assert phone.open(path).status_code == 403
    phone.open("/me/account")
    assert "/referrals" not in phone.page


def test_a_counsellor_begins_in_the_inbox(sofia: Phone) -> None:
    sofia.open("/")
    assert sofia.here == "/referrals"
    for words in ("Amara Okafor", "From Ines Carvalho", "Late four times since Monday.", "Came by themselves"):
        assert words in sofia.page
    assert "Nights without sleep." not in sofia.page, "what is over is read when it is looked for"


def test_a_counsellor_takes_one_and_closes_one(sofia: Phone, services: Services) -> None:
    sofia.open("/referrals")
    sofia.submit(f"/referrals/{SENT}/taking")
    sofia.submit(f"/referrals/{TAKEN}/closure", text="We found other shifts.")
    assert services.writes == {
        f"/v1/referrals/{SENT}/taking": {},
        f"/v1/referrals/{TAKEN}/closure": {"text": "We found other shifts."},
    }


def test_a_counsellor_is_told_that_somebody_was_quicker(sofia: Phone, services: Services) -> None:
    services.refuse("/taking", RULE_BROKEN, detail="A counsellor has taken this referral already.")
    sofia.open("/referrals")
    assert sofia.submit(f"/referrals/{SENT}/taking").status_code == 409
    assert "A counsellor has taken this referral already." in sofia.page


def test_what_is_about_the_counsellor_is_anothers(sofia: Phone, services: Services) -> None:
    about_her = {"id": SOFIA, "name": "Sofia Marin"}
    services.referrals = [referral(SENT, about_her, {"id": DEV, "name": "Dev Patel"}, "x", "2026-11-18T09:10:00Z")]
    sofia.open("/referrals")
    assert "another counsellor looks after it" in sofia.page
    assert "/taking" not in sofia.page


def test_an_empty_inbox_and_an_empty_shelf_say_so(sofia: Phone, services: Services) -> None:
    services.referrals = []
    sofia.open("/referrals")
    assert "Nothing waits for you" in sofia.page
    sofia.open("/referrals/closed")
    assert "None is closed yet" in sofia.page


def test_words_that_cannot_be_opened_say_so(sofia: Phone, services: Services) -> None:
    services.referrals[0] |= {"reason": None, "rep": {"id": AMARA, "name": None}}
    sofia.open("/referrals")
    assert "The words cannot be shown right now" in sofia.page
    assert "somebody who is no longer here" in sofia.page


def test_the_rep_reads_the_own_ones_and_who_read_them(amara: Phone) -> None:
    amara.open("/referrals")
    for words in ("Late four times", "A counsellor will take it", "Two talks, and other shifts", "Sofia Marin (17 Nov"):
        assert words in amara.page
    assert "I would rather say it in person." not in amara.page, "that one is about Dev"


def test_after_five_minutes_it_asks_for_the_password_again(sofia: Phone, system_time: SystemTime) -> None:
    system_time.pass_by(FIVE_MINUTES)
    sofia.open("/referrals")
    assert "Late four times" in sofia.page
    system_time.pass_by(1)
    sofia.open("/referrals/closed")
    assert sofia.here == "/signin/again"
    assert "Nights without sleep." not in sofia.page
    assert sofia.submit("/signin/again", password="not this one").status_code == 422
    sofia.submit("/signin/again", password=PASSWORD)
    assert sofia.here == "/referrals/closed"
    assert "Nights without sleep." in sofia.page


def test_asking_again_begins_a_new_session_and_ends_the_old_one(sofia: Phone, system_time: SystemTime) -> None:
    cookie = sofia.client.get_cookie("sid")
    assert cookie is not None
    system_time.pass_by(FIVE_MINUTES + 1)
    sofia.open("/referrals")
    sofia.submit("/signin/again", password=PASSWORD)
    renewed = sofia.client.get_cookie("sid")
    assert renewed is not None
    assert renewed.value != cookie.value
    sofia.client.set_cookie("sid", cookie.value)
    assert sofia.open("/referrals").request.path == "/signin"


def test_guessing_the_password_is_slowed_down(sofia: Phone, system_time: SystemTime) -> None:
    system_time.pass_by(FIVE_MINUTES + 1)
    answers = [sofia.send("/signin/again", password=f"guess {number}") for number in range(11)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_what_a_counsellor_wrote_is_taken_after_five_minutes_too(
    sofia: Phone, services: Services, system_time: SystemTime
) -> None:
    sofia.open("/referrals")
    system_time.pass_by(FIVE_MINUTES + 1)
    sofia.submit(f"/referrals/{TAKEN}/closure", text="Long thought over.")
    assert services.writes[f"/v1/referrals/{TAKEN}/closure"] == {"text": "Long thought over."}
    assert sofia.here == "/signin/again"


def test_nothing_of_it_is_kept_on_the_phone(ines: Phone, sofia: Phone) -> None:
    for phone, path in ((ines, DOOR), (ines, "/referrals/new/sent"), (sofia, "/referrals"), (sofia, "/signin/again")):
        assert phone.open(path).headers["Cache-Control"] == "no-store"


def test_its_pages_leave_no_figure_and_run_no_errand(
    ines: Phone, sofia: Phone, amara: Phone, services: Services, system_time: SystemTime
) -> None:
    ines.open("/metrics")
    services.asked.clear()
    system_time.pass_by(120)
    before = ines.page
    ines.open(DOOR)
    ines.submit("/referrals/new", reason="Late")
    amara.open("/referrals")
    sofia.open("/referrals")
    sofia.submit(f"/referrals/{SENT}/taking")
    assert all(httpx.URL(asked.split()[1]).path.startswith("/v1/referrals") for asked in services.asked)
    ines.open("/metrics")
    assert without_itself(ines.page) == without_itself(before)


def without_itself(metrics: str) -> list[str]:
    return [line for line in metrics.splitlines() if 'route="/metrics"' not in line]


def test_no_form_of_it_waits_in_an_outbox(ines: Phone, sofia: Phone, amara: Phone) -> None:
    for phone, path in ((ines, DOOR), (amara, "/referrals/new"), (sofia, "/referrals"), (sofia, "/signin/again")):
        phone.open(path)
        assert phone.page.count('<form method="post"') == phone.page.count('<form method="post" data-direct') > 0
