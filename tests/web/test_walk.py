"""The walk: who needs a look first, who was seen, and its end."""

from __future__ import annotations

from tests.web import about_amara, floor
from tests.web.cast import AMARA, DEV, INES
from tests.web.floor import WALK
from tests.web.phone import Phone
from tests.web.services import Services


def test_it_shows_first_who_has_a_promise_to_look_for(ines: Phone) -> None:
    ines.open("/walk")
    titles = [
        "Promises to look for",
        "Amara Okafor",
        "Longest unseen",
        "Grace Oyelaran",
        "Seen on this walk",
        "Farid Aziz",
    ]
    places = [ines.page.index(title) for title in titles]
    assert places == sorted(places)


def test_it_says_in_words_what_is_late_and_since_when_nobody_was_seen(ines: Phone) -> None:
    ines.open("/walk")
    for words in ("Overdue 2 d", "Due today", "Due Friday", "Seen 9 days ago", "Wednesday 18 November", "Praised"):
        assert words in ines.page


def test_it_counts_the_walk(ines: Phone) -> None:
    ines.open("/walk")
    assert "Seen 3 of 8" in ines.page
    assert "4 notes" in ines.page
    assert "1 promise" in ines.page


def test_it_keeps_the_count_up_to_date_on_a_page_that_stays_open(ines: Phone, services: Services) -> None:
    poll = {"X-Poll": "1"}
    tag = ines.swap("/walk", "main#main", **poll).headers["ETag"]
    services.walk["walk"]["seen"] += 1
    answer = ines.swap("/walk", "main#main", **poll, **{"If-None-Match": tag})
    assert 'hx-target="#tally"' in answer.text
    assert "Seen 4 of 8" in answer.text
    services.walk["walk"] = None
    begins = ines.swap("/walk", "main#main", **poll, **{"If-None-Match": answer.headers["ETag"]})
    assert "A walk begins by itself" in begins.text
    assert "End walk" not in begins.text


def test_it_shows_what_is_owed_on_the_tab(ines: Phone) -> None:
    ines.open("/walk")
    assert '3<span class="hide"> owed</span>' in ines.page


def test_it_finds_a_rep_by_a_part_of_the_name_whatever_its_accents(ines: Phone, services: Services) -> None:
    services.walk["items"][0]["name"] = "Zoë Šimić"
    ines.open("/walk?q=simic")
    assert "Zoë Šimić" in ines.page
    assert "Dev Patel" not in ines.page


def test_it_says_that_nobody_is_called_so(ines: Phone) -> None:
    ines.open("/walk?q=<b>nobody</b>")
    assert "Nobody here is called “&lt;b&gt;nobody&lt;/b&gt;”" in ines.page


def test_it_shows_only_those_with_a_promise_when_asked(ines: Phone) -> None:
    ines.open("/walk?show=promises")
    assert "Amara Okafor" in ines.page
    assert "Grace Oyelaran" not in ines.page
    ines.open("/walk?show=unseen")
    assert "Amara Okafor" not in ines.page
    assert "Grace Oyelaran" in ines.page


def test_it_answers_a_search_with_the_list_alone(ines: Phone) -> None:
    answer = ines.swap("/walk?q=amara", "main#main")
    assert "Amara Okafor" in answer.get_data(as_text=True)
    assert "<html" not in answer.get_data(as_text=True)


def test_it_ends_with_a_line_of_what_was_done(ines: Phone, services: Services) -> None:
    ines.open("/walk")
    ines.submit(f"/walk/{WALK}/end")
    assert services.writes[f"/v1/walks/{WALK}/end"] == {"ended_at": "2026-11-18T10:42:00Z"}
    assert "Walk ended. Seen 3 of 8 · 4 notes · 1 promise" in ines.page
    assert "End walk" not in ines.page


def test_it_waits_until_its_own_write_can_be_read(ines: Phone, services: Services) -> None:
    ines.open("/walk")
    ines.submit(f"/walk/{WALK}/end")
    assert any("/walk?limit=200&at_position=1001" in asked for asked in services.asked)


def test_it_teaches_what_will_be_here(ines: Phone, services: Services) -> None:
    services.walk.update(items=[], walk=None)
    ines.open("/walk")
    assert "Nobody is in your team yet" in ines.page


def test_it_begins_by_itself(ines: Phone, services: Services) -> None:
    services.walk["walk"] = None
    ines.open("/walk")
    assert "A walk begins by itself with the first note." in ines.page


def test_it_shows_the_team_with_who_was_unseen_longest_first(ines: Phone, services: Services) -> None:
    services.walk["items"][4]["last_seen"] = None
    ines.open("/team")
    places = [ines.page.index(name) for name in ("Chloe Tran", "Grace Oyelaran", "Amara Okafor", "Farid Aziz")]
    assert places == sorted(places)
    assert "6 of 8 seen within a week" not in ines.page
    assert "5 of 8 seen within a week" in ines.page
    assert "Not seen yet" in ines.page


def test_it_shows_what_is_owed_by_kind(ines: Phone) -> None:
    ines.open("/due")
    for words in (
        "3 things wait for you",
        "You owe a look",
        "Practised yesterday",
        "They say it was not so",
        "2 d late",
    ):
        assert words in ines.page
    assert f'href="/walk/{AMARA}?about={about_amara.SORRY}"' in ines.page
    assert f'href="/walk/{DEV}/notes/{floor.QUESTION}/answer"' in ines.page


def test_it_says_that_nothing_is_owed(ines: Phone, services: Services) -> None:
    services.duties.clear()
    ines.open("/due")
    assert "You owe nobody anything" in ines.page


def test_it_tells_a_manager_who_walks(ines: Phone, services: Services) -> None:
    services.walk.update(items=[], walk=None)
    services.teams[1]["manager_id"] = INES
    ines.open("/walk")
    assert "Your teams are walked by their supervisors" in ines.page
    assert "Quay chat, Leeds" in ines.page
