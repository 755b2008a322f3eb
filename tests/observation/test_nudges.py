"""What a note is asked for: judged against notes that people judged, and against any text at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.observations import NoteKind
from services.observation.nudges.asking import Nudge, nudges
from tests.observation.noted import judged_notes, share_right

WANTED_SHARE = 0.95
"""More than is wanted of unknown notes (0.85): those who wrote the rules wrote most of these notes too."""

NOTES = judged_notes()


def codes(asked: list[Nudge]) -> list[str]:
    return [nudge.code for nudge in asked]


def asks_what_was_said(note: str) -> bool:
    return "judgement_without_quote" in codes(nudges("correction", note=note))


@pytest.mark.parametrize("part", ["given", "training", "held_out", "later", "unseen"])
def test_it_judges_notes_as_people_do(part: str) -> None:
    assert share_right([noted for noted in NOTES if noted.part == part]) >= WANTED_SHARE


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_judges_notes_as_people_do_in_either_language(language: str) -> None:
    assert share_right([noted for noted in NOTES if noted.language == language]) >= WANTED_SHARE


@pytest.mark.parametrize(
    ("judges", "tells"),
    [
        ("Was rude", 'Was rude: said "not my problem"'),
        ("Was rude", "Was rude, told him to learn to read"),
        ("Never listens", "Never asked for the order number"),
        ("Handled it badly", "Handled it badly, hung up on her"),
        ("Great call", "Great call, she recapped the booking"),
        ("Took far too long", "Took 12 minutes to find the order"),
        ("Rude on two calls", "Rude on two calls: interrupted, hung up"),
        ("Came across as bored", "Yawned into the microphone"),
        ("Bad call, the customer hung up", "The customer hung up after nine minutes of silence"),
        ("Sarcastic at 10:15", "Opened the mail at 10:15"),
        ("Rude to a man who couldn't find his order", "Rude to a man, couldn't find his order"),
        ("The customer said that he was rude", "He said that the customer was rude"),
        ("We talked about his attitude", "He talked about football, bad attitude"),
        ("Gave a poor explanation on the phone", "Gave the wrong date on the phone"),
        ("Doesnt care", "Doesnt say goodbye"),
        ("Fue grosero", "Fue grosero: le dijo que leyera la web"),
        ("Ha estado fatal", "Ha colgado a un cliente"),
        ("Le faltan ganas", "Le solto una carcajada"),
        ("Muy buen trato", "Muy buen trato: repitió el número de pedido"),
        ("Perdió la paciencia", "Levantó la voz cuando pidió un supervisor"),
    ],
)
def test_it_asks_for_what_was_said_or_done_until_the_note_tells(judges: str, tells: str) -> None:
    assert asks_what_was_said(judges)
    assert not asks_what_was_said(tells)


@pytest.mark.parametrize("marks", ['"{}"', "“{}”", "«{}»", "‘{}’", "'{}'", "„{}“"])  # noqa: RUF001
def test_words_between_any_quotation_marks_are_evidence(marks: str) -> None:
    assert not asks_what_was_said("Sounded rude, " + marks.format("just wait"))


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert asks_what_was_said("Didn't care, wasn't nice")
    assert asks_what_was_said("Didn’t care, wasn’t nice")  # noqa: RUF001


def test_a_judgement_in_quotes_is_still_a_judgement() -> None:
    assert asks_what_was_said('Always "difficult"')


def test_a_quote_says_it_so_the_note_may_judge() -> None:
    assert "judgement_without_quote" not in codes(nudges("correction", quote="Just wait", note="Was rude"))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (nudges("correction", note="Was rude"), ["judgement_without_quote", "no_model_phrase"]),
        (nudges("correction", quote="Just wait"), ["no_model_phrase", "no_impact"]),
        (nudges("correction", quote="Just wait", model_phrase="One moment, please"), ["no_impact"]),
        (nudges("correction", quote="Just wait", model_phrase="One moment", impact="She rang off"), []),
        (nudges("correction"), ["no_model_phrase", "no_impact"]),
        (nudges("praise", note="Great call"), ["judgement_without_quote", "no_impact"]),
        (nudges("praise", quote="I hear you"), ["no_impact"]),
        (nudges(None, note="Great call"), ["judgement_without_quote", "no_impact"]),
        (nudges(None), []),
        (nudges(None, model_phrase="One moment"), []),
        (nudges("praise", note="  \n "), ["no_impact"]),
    ],
)
def test_it_asks_at_most_two_questions_the_most_useful_first(asked: list[Nudge], expected: list[str]) -> None:
    assert codes(asked) == expected


def test_each_question_names_the_field_that_would_answer_it() -> None:
    asked = nudges("correction", note="Was rude") + nudges("correction", quote="Just wait")
    assert [nudge.field for nudge in asked] == ["quote", "model_phrase", "model_phrase", "impact"]


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("Was rude to the customer", "What exactly did they say or do?"),
        ("Rude", "What exactly did they say or do?"),
        ("Fue maleducado con la clienta", "¿Qué dijo o hizo exactamente?"),
        ("Pésima atención", "¿Qué dijo o hizo exactamente?"),
        ("No escucha", "¿Qué dijo o hizo exactamente?"),
        ("Excelente atencion", "¿Qué dijo o hizo exactamente?"),
        ("Señora Gómez was treated badly by you", "What exactly did they say or do?"),
    ],
)
def test_it_asks_in_the_language_of_the_note(note: str, message: str) -> None:
    assert nudges("correction", note=note)[0].message == message


any_text = st.text(max_size=400) | st.lists(
    st.sampled_from([*"\"'“”«»,.:;!?\n", *(word for noted in NOTES for word in noted.note.split())]), max_size=60
).map(" ".join)
kinds: st.SearchStrategy[NoteKind | None] = st.sampled_from(["praise", "correction", None])


@given(kinds, any_text, any_text, any_text, any_text)
@example("correction", "", "\ud800", "", "")
@example("praise", "", "²½", "", "")
def test_any_text_gets_at_most_two_different_questions(
    kind: NoteKind | None, quote: str, note: str, model_phrase: str, impact: str
) -> None:
    asked = nudges(kind, quote, note, model_phrase, impact)
    assert len(asked) <= 2
    assert len(set(codes(asked))) == len(asked)
    assert "no_model_phrase" not in codes(asked) or kind == "correction"
    assert "judgement_without_quote" not in codes(asked) or not quote.strip()


@given(any_text)
def test_capitals_and_space_around_change_nothing(note: str) -> None:
    if note.upper().lower() == note.lower():
        assert asks_what_was_said(note) == asks_what_was_said(f" {note.upper()}\n")


@pytest.mark.parametrize(
    "long",
    [
        "rude " * 2_000,
        "'" * 10_000,
        "' " * 5_000,
        '"' * 10_001,
        "said a a a a " * 800,
        "made a b c d " * 800,
        "like a " * 1_500,
        "9" * 10_000,
        "1.2" * 3_400,
        "ó" * 10_000,
        "can't" * 2_000,
    ],
)
@pytest.mark.parametrize("before", ["", "fue "])
def test_a_long_note_is_no_trap(long: str, before: str) -> None:
    assert len(nudges("correction", note=before + long)) == 2


def test_what_a_note_says_at_its_beginning_decides() -> None:
    assert not asks_what_was_said("rude " + "very " * 100 + 'said "wait"')
    assert asks_what_was_said("rude " + "very " * 1_000 + 'said "wait"')
