"""Alerts for operations: by team and by who owes, with what happened and no word of what was said."""

from __future__ import annotations

import pytest

from tests.web import floor
from tests.web.cast import AMARA
from tests.web.phone import Phone
from tests.web.services import Services

LIST = "/ops/alerts"


def test_it_groups_by_team_then_by_who_owes(dana: Phone) -> None:
    dana.open(LIST)
    order = ["Mesa phones", "Rep owes practice", "Zara Malik", "Quay chat", "Supervisor owes a look"]
    order += ["Tom Ashworth to Isla Morton", "Niamh Byrne", "Harbour phones", "Ines Carvalho to", "No answer yet"]
    places = [dana.page.index(words) for words in order]
    assert places == sorted(places)


def test_it_counts_what_has_climbed(dana: Phone) -> None:
    dana.open(LIST)
    assert "2 have climbed to you. 3 are still with their teams." in dana.page
    assert '2<span class="hide"> with you</span>' in dana.page


def test_it_tells_what_happened_in_order(dana: Phone) -> None:
    dana.open(f"{LIST}/{floor.ALERT}")
    order = ["Tom Ashworth owes Isla Morton a look", "Friday 13 November", "The rep said yes", "it was practised"]
    order += ["Overdue", "Alert raised", "Resolves by itself"]
    places = [dana.page.index(words) for words in order]
    assert places == sorted(places)


def test_it_shows_times_as_they_were_at_the_teams_site(dana: Phone, services: Services) -> None:
    dana.open(f"{LIST}/{floor.ALERT}")
    assert "Fri 6, 14:10" in dana.page
    services.alerts[0]["team_id"] = services.teams[2]["id"]
    dana.open(f"{LIST}/{floor.ALERT}")
    assert "Fri 6, 07:10" in dana.page


def test_it_never_shows_a_word_of_a_note_or_a_promise(dana: Phone, services: Services) -> None:
    services.alerts[0].update(practice="Say sorry", quote="Hang on", reason_text="He is lazy")
    services.trail[0].update(practice="Say sorry", text="Hang on", outcome="saw_it")
    dana.open(f"{LIST}/{floor.ALERT}")
    assert not [words for words in ("Say sorry", "Hang on", "lazy") if words in dana.page]


def test_it_asks_only_for_what_is_not_resolved(dana: Phone, services: Services) -> None:
    dana.open(LIST)
    assert any("/v1/alerts?state=raised" in asked for asked in services.asked)


def test_it_says_that_an_alert_is_resolved(dana: Phone, services: Services) -> None:
    services.alerts[0]["state"] = "resolved"
    dana.open(f"{LIST}/{floor.ALERT}")
    assert "Resolved" in dana.page
    assert "Resolves by itself" not in dana.page


def test_it_finds_no_alert_that_there_is_not(dana: Phone) -> None:
    assert dana.open(f"{LIST}/{AMARA}").status_code == 404


def test_it_is_glad_when_nothing_is_late(dana: Phone, services: Services) -> None:
    services.alerts.clear()
    dana.open(LIST)
    assert "Nothing is late anywhere." in dana.page


@pytest.mark.parametrize("page", [LIST, "/ops/coverage", "/ops/effectiveness"])
def test_whoever_is_at_no_site_is_told_by_whose_clock_the_times_are(dana: Phone, page: str) -> None:
    dana.open(page)
    assert dana.page.count("Times as in London") == 1


def test_whoever_has_a_team_reads_its_clock(ines: Phone) -> None:
    ines.open("/team")
    assert "Times as in" not in ines.page


def test_a_phone_that_has_no_rail_is_told_by_whose_clock_the_alerts_are(dana: Phone) -> None:
    dana.open(LIST)
    assert "Times as in London" in dana.page.partition("<header")[2].partition("</header>")[0]
