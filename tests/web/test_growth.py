"""Training and mentors on the card: what a behaviour asks for, assigned, paired, ended."""

from __future__ import annotations

import pytest

from contracts.problems import INVALID
from tests.web.cast import AMARA, DEV, named_id
from tests.web.phone import Phone
from tests.web.services import Services

CARD = f"/walk/{AMARA}"
TRAINING, PAIR = named_id("returns"), named_id("amara and dev")


@pytest.fixture
def learning(services: Services) -> Services:
    services.card["trainings"] = [{"id": TRAINING, "title": "Returns and refunds", "due_on": "2026-11-20"}]
    mentor, rep = {"id": DEV, "name": "Dev Patel"}, {"id": AMARA, "name": "Amara Okafor"}
    services.card["mentorings"] = [{"id": PAIR, "mentor": mentor, "rep": rep}]
    return services


def test_it_assigns_a_training_once(ines: Phone, services: Services) -> None:
    ines.open(f"{CARD}/trainings/new")
    form = ines.form("/trainings/new")
    sent = {**form.fields, "title": " Returns and refunds ", "due_on": "2026-11-20"}
    for _ in range(2):
        assert ines.send(form.action, **sent).status_code == 303
    assert services.writes == {
        f"/v1/trainings/{form.fields['entry']}": {
            "rep_id": AMARA,
            "title": "Returns and refunds",
            "due_on": "2026-11-20",
        }
    }


def test_it_says_what_is_missing_of_a_training(ines: Phone, services: Services) -> None:
    ines.open(f"{CARD}/trainings/new")
    assert ines.submit("/trainings/new", title=" ").status_code == 422
    assert "What is it called?" in ines.page
    entry = ines.form("/trainings/new").fields["entry"]
    services.refuse(f"/v1/trainings/{entry}", INVALID, errors={"due_on": ["That day is over."]})
    assert ines.submit("/trainings/new", title="Returns", due_on="2026-11-01").status_code == 422
    assert "That day is over." in ines.page


@pytest.mark.parametrize(
    ("result", "path", "body", "words"),
    [
        ("passed", "completion", {"passed": True}, "Passed. It stands on the timeline."),
        ("not_passed", "completion", {"passed": False}, "Not passed yet."),
        ("cancelled", "cancellation", {}, "The training is cancelled."),
    ],
)
def test_it_says_how_a_training_ended(
    ines: Phone, learning: Services, result: str, path: str, body: dict[str, bool], words: str
) -> None:
    ines.open(CARD)
    assert "Returns and refunds" in ines.page
    ines.submit(f"/trainings/{TRAINING}/result", result=result)
    assert learning.writes[f"/v1/trainings/{TRAINING}/{path}"] == body
    assert words in ines.page


RESULT = f"{CARD}/trainings/{TRAINING}/result"


def test_a_result_may_have_a_score(ines: Phone, learning: Services) -> None:
    ines.open(CARD)
    assert f'href="{RESULT}"' in ines.page
    ines.open(RESULT)
    ines.submit("/result", result="not_passed", score="62,5")
    assert learning.writes[f"/v1/trainings/{TRAINING}/completion"] == {"passed": False, "score": 62.5}


@pytest.mark.parametrize("score", ["101", "-1", "most"])
def test_a_score_is_out_of_a_hundred(ines: Phone, learning: Services, score: str) -> None:
    ines.open(RESULT)
    assert ines.submit("/result", result="passed", score=score).status_code == 422
    assert "A score is a number from 0 to 100." in ines.page
    assert ines.form("/result").fields["score"] == score
    assert learning.writes == {}


def test_a_training_is_cancelled_with_a_reason(ines: Phone, learning: Services) -> None:
    ines.open(f"{RESULT}?result=cancelled")
    ines.submit("/result", reason="Booked twice")
    assert learning.writes[f"/v1/trainings/{TRAINING}/cancellation"] == {"reason": "Booked twice"}
    assert "The training is cancelled." in ines.page


def test_a_training_that_is_over_has_no_result_to_give(ines: Phone, learning: Services) -> None:
    assert ines.open(f"{CARD}/trainings/{PAIR}/result").status_code == 404


def test_a_moment_of_mentors_is_a_note_that_says_so(ines: Phone, learning: Services) -> None:
    ines.open(CARD)
    assert f'href="{CARD}?mode=mentoring#note"' in ines.page
    assert "mode" not in ines.form("/notes").fields
    ines.open(f"{CARD}?mode=mentoring")
    entry = ines.form("/notes").fields["entry"]
    ines.submit("/notes", kind="praise", quote="Dev heard me out")
    assert learning.writes[f"/v1/observations/{entry}"]["mode"] == "mentoring"


def test_it_pairs_a_mentor_of_the_team_with_the_rep(ines: Phone, services: Services) -> None:
    ines.open(f"{CARD}/mentorings/new")
    assert ines.page.index("Grace Oyelaran") < ines.page.index("Dev Patel"), "a star comes first"
    assert f'value="{AMARA}"' not in ines.page
    entry = ines.form("/mentorings/new").fields["entry"]
    ines.submit("/mentorings/new", mentor=DEV)
    assert services.writes[f"/v1/mentorings/{entry}"] == {"mentor_id": DEV, "rep_id": AMARA}
    assert "The two can see that they practise together." in ines.page


def test_it_ends_a_mentoring(ines: Phone, learning: Services) -> None:
    ines.open(CARD)
    assert "Practises with Dev Patel" in ines.page
    ines.submit(f"/mentorings/{PAIR}/end")
    assert learning.writes[f"/v1/mentorings/{PAIR}/end"] == {}


@pytest.mark.parametrize(
    ("dimension", "words"),
    [("knowledge", "a training helps more than a promise"), ("skill", "a mentor can help"), ("habit", "")],
)
def test_the_dimension_of_a_behaviour_proposes_the_method(
    ines: Phone, services: Services, dimension: str, words: str
) -> None:
    behaviour = next(each for each in services.behaviours if each["kind"] == "correction")
    behaviour["dimension"] = dimension
    ines.open(f"{CARD}/promise?behaviour={behaviour['id']}")
    if words:
        assert words in ines.page
    else:
        assert 'class="hint"' not in ines.page
    ines.open(CARD)
    ines.submit("/notes", behaviour=behaviour["id"], kind="correction", quote="Wait")
    strip = ines.page.split('class="strip"')[1]
    assert ("trainings/new" in strip, "mentorings/new" in strip) == (dimension == "knowledge", dimension == "skill")
