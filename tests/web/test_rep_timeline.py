"""All that happened to a rep, as the supervisor reads it; and what can still be done about an old note there."""

from __future__ import annotations

import pytest

from contracts.problems import NOT_FOUND
from tests.web import about_amara
from tests.web.cast import AMARA, DEV, INES, named_id
from tests.web.phone import Phone
from tests.web.services import Services

CARD = f"/walk/{AMARA}"
PAGE = f"{CARD}/timeline"
OLD = named_id("an old note")


@pytest.fixture
def older(services: Services) -> Services:
    """A note of Ines that her card shows no more."""
    services.timeline.append(
        about_amara.note(OLD, "correction", "Interrupted the customer", "One moment!", "2026-10-01T09:00:00Z")
    )
    return services


def test_it_is_found_on_the_reps_screen(ines: Phone) -> None:
    ines.open(CARD)
    assert f'href="{PAGE}"' in ines.page


def test_it_shows_the_newest_first_and_speaks_of_the_rep(ines: Phone) -> None:
    ines.open(PAGE)
    order = ["Today", "Hang on, let me stop you there", "Yesterday", "Amara practised", "Saturday", "Amara promised"]
    places = [ines.page.index(words) for words in order]
    assert places == sorted(places)
    assert "You practised" not in ines.page
    assert "Please go on, I want to get this right." in ines.page, "with what could be said next time"
    assert "/acknowledgement" not in ines.page, "only the rep can have seen it"


def test_it_names_who_practises_with_whom_and_links_to_sessions(ines: Phone, services: Services) -> None:
    session = named_id("a session")
    pair = {"mentor": {"id": DEV, "name": "Dev Patel"}, "rep": {"id": AMARA, "name": "Amara Okafor"}}
    about = {"occurred_at": "2026-11-18T09:00:00Z", "by": {"id": INES, "name": "Ines Carvalho"}, "state": "held"}
    services.timeline = [
        {**about, **pair, "id": named_id("pair"), "kind": "mentoring"},
        {**about, "id": session, "kind": "session_outcome", "outcome": "held", "starts_at": "2026-11-17T10:00:00Z"},
    ]
    ines.open(PAGE)
    assert "Amara and Dev Patel practise together" in ines.page
    assert "A session was held" in ines.page
    assert f'href="/sessions/{session}"' in ines.page


def test_it_filters_and_pages_back(ines: Phone, services: Services) -> None:
    services.earlier = "older"
    ines.open(f"{PAGE}?show=praise")
    assert f'href="{PAGE}?before=older&amp;show=praise"' in ines.page
    ines.open(f"{PAGE}?before=older&show=praise")
    assert f"GET /v1/reps/{AMARA}/timeline?kinds=praise&before=older&limit=30" in services.asked
    assert "Hang on" not in ines.page


def test_an_old_note_can_be_changed_from_there(ines: Phone, older: Services) -> None:
    ines.open(PAGE)
    assert f"{CARD}/notes/{OLD}/amendment" in ines.page
    ines.open(f"{CARD}/notes/{OLD}/amendment?before=older")
    assert "before=older" in ines.form("/amendment?before=older").action
    assert "GET /v1/reps/" + AMARA + "/timeline?kinds=observation&before=older&limit=30" in older.asked


def test_it_teaches_where_nothing_has_happened(ines: Phone, services: Services) -> None:
    services.timeline.clear()
    ines.open(PAGE)
    assert "The first note takes two taps." in ines.page
    ines.open(f"{PAGE}?show=signals")
    assert "Nothing of that kind" in ines.page


def test_whoever_may_not_read_it_learns_no_name(ines: Phone, amara: Phone, services: Services) -> None:
    assert amara.open(PAGE).status_code == 403
    services.refuse("/timeline", NOT_FOUND)
    assert ines.open(PAGE).status_code == 404
    assert "Amara" not in ines.page
