"""Did it work, and who was seen: figures with their numbers, for ops and for supervisors."""

from __future__ import annotations

from tests.web import figures
from tests.web.phone import Phone
from tests.web.services import Services


def test_ops_read_the_four_levels_with_their_numbers(dana: Phone) -> None:
    dana.open("/ops/effectiveness")
    order = ["Was it a good conversation?", "<b>4.3</b> of 5", "Was it learnt?", "6</b> of 9 trainings"]
    order += [
        "Was it seen again?",
        "<b>74 %</b> of promises",
        "16</b> <small>of 21",
        "4</b> <small>of 6, too few to say",
    ]
    places = [dana.page.index(words) for words in [*order, "Did customers notice?", "Choose a team"]]
    assert places == sorted(places)
    assert 'aria-label="On time: 20, Late: 0, Not kept: 7, Overdue: 0, Released: 1"' in dana.page
    assert "about 3 h" in dana.page


def test_what_became_of_signals_is_told_with_how_little_there_was(ines: Phone, services: Services) -> None:
    services.effectiveness["results"] = figures.results()
    ines.open("/team/effectiveness")
    assert "Better: 14 days before, 13 after, against 7 of the team." in ines.page
    assert "Too few to say: 4 days before, 2 after." in ines.page


def test_before_anything_has_happened_it_says_what_will_be_there(dana: Phone, services: Services) -> None:
    services.effectiveness = figures.nothing()
    services.coverage = {"items": [], "teams": [], "all": {**services.coverage["all"], "reps": 0}}
    dana.open("/ops/effectiveness")
    assert "Nothing to tell yet" in dana.page
    dana.open("/ops/coverage")
    assert "No reps yet" in dana.page


def test_coverage_is_told_by_level_and_team(dana: Phone, ines: Phone) -> None:
    dana.open("/ops/coverage")
    assert "New: 2 seen within 7 days, 2 within 14, 3 within 30, of 4" in dana.page
    assert "Harbour phones" in dana.page
    ines.open("/team")
    assert "No level: 1 seen within 7 days" in ines.page


def test_it_is_for_ops_and_supervisors_alone(amara: Phone, ines: Phone) -> None:
    for phone, path in ((amara, "/ops/effectiveness"), (amara, "/team/effectiveness"), (ines, "/ops/coverage")):
        assert phone.open(path).status_code == 403
