"""Signals on the screens: a line a day, where they stand on the card, what a promise is measured by."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.cast import AMARA, named_id
from tests.web.phone import Phone
from tests.web.services import Services


def a_line(**changed: Any) -> dict[str, Any]:
    said = {"id": named_id("said"), "occurred_at": "2026-11-17T13:00:00Z", "value": 2, "text": "Nobody told me"}
    return {
        "id": named_id("line"),
        "kind": "signals",
        "occurred_at": "2026-11-17T00:00:00Z",
        "recorded_at": "2026-11-17T13:00:01Z",
        "state": "recorded",
        "name": "csat",
        "day": "2026-11-17",
        "count": 4,
        "average": 3.756,
        "comments": [said],
        "comments_count": 3,
        **changed,
    }


def test_a_day_of_a_signal_is_a_line_with_the_customers_words_under_it(amara: Phone, services: Services) -> None:
    services.timeline.append(a_line())
    amara.open("/me?show=signals")
    assert "CSAT 3.76" in amara.page
    assert "average of 4" in amara.page
    assert "3 customers said" in amara.page
    assert "“Nobody told me” <b>2</b>" in amara.page
    assert "no longer needed" not in amara.page


def test_a_line_without_words_does_not_open(amara: Phone, services: Services) -> None:
    services.timeline[:] = [a_line(name="first_reply", count=1, average=35, comments=[], comments_count=0)]
    amara.open("/me?show=signals")
    assert "First reply 35" in amara.page
    assert "<details" not in amara.page


def test_a_day_with_nothing_but_signals_takes_little_room(amara: Phone, services: Services) -> None:
    services.timeline[:] = [a_line(), *services.timeline]
    amara.open("/me")
    days = re.findall(r'<section class="day([^"]*)"><h2>([^<]*)', amara.page)
    assert [day.strip() for quiet, day in days if quiet] == ["Yesterday"]
    assert len(days) > 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("met", "CSAT at least 4.5 · met: 4.2 over 12"),
        ("not_met", "CSAT at least 4.5 · not met: 4.2 over 12"),
        ("so_far_met", "CSAT at least 4.5 · so far 4.2 over 12"),
        ("none_yet", "CSAT at least 4.5 · nothing has come in yet"),
        ("no_signals", "CSAT at least 4.5 · nothing came in to tell"),
    ],
)
def test_a_promise_says_how_its_measure_stands(amara: Phone, services: Services, state: str, words: str) -> None:
    measure = {"signal": "csat", "comparison": "at_least", "target": 4.5, "n": 12, "mean": 4.2, "state": state}
    services.promises[1]["measure"] = measure
    amara.open("/me/promises")
    assert words in amara.page


def test_the_card_says_where_a_signal_stands_and_which_way_it_goes(ines: Phone, services: Services) -> None:
    services.card["signals"] = [
        {"name": "csat", "last_value": 4, "n": 9, "mean": 4.1, "days": 14, "trend": "down"},
        {"name": "aht", "last_value": 1312.5, "n": 0, "mean": None, "days": 14, "trend": "too_few"},
    ]
    ines.open(f"/walk/{AMARA}")
    assert "<b>CSAT 4.1</b><small>9 in 14 days · falling</small>" in ines.page
    assert "<b>AHT 1,312.5</b><small>not lately</small>" in ines.page
