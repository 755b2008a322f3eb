"""Training and mentoring on the rep's timeline, each in a line."""

from __future__ import annotations

from typing import Any

from tests.web.cast import AMARA, DEV, INES, named_id
from tests.web.phone import Phone
from tests.web.services import Services


def test_it_has_training_and_mentoring_in_a_line_each(amara: Phone, services: Services) -> None:
    ines, dev, me = (
        {"id": who, "name": name} for who, name in ((INES, "Ines Carvalho"), (DEV, "Dev Patel"), (AMARA, ""))
    )
    about: dict[str, Any] = {"occurred_at": "2026-11-18T09:00:00Z", "by": ines, "state": "assigned"}
    training = {**about, "title": "Returns and refunds", "due_on": "2026-11-20"}
    lines = {
        "Ines Carvalho has a training for you: Returns and refunds. By Friday 20 November.": training,
        "Training passed: Returns and refunds · 82.5 of 100": {
            **training,
            "kind": "training_result",
            "outcome": "passed",
            "score": 82.5,
        },
        "Training cancelled": {**training, "kind": "training_result", "outcome": "cancelled", "reason": "Booked twice"},
        "You and Dev Patel practise together": {**about, "kind": "mentoring", "mentor": dev, "rep": me},
        "You and Dev Patel practise together no longer": {**about, "kind": "mentoring_end", "mentor": me, "rep": dev},
    }
    services.timeline = [{"kind": "training", **item, "id": named_id(words)} for words, item in lines.items()]
    amara.open("/me")
    plain = amara.page.replace("<b>", "").replace("</b>", "")
    for words in lines:
        assert words in plain
