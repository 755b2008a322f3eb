"""Having an alert in hand, or letting it rest for a while and a reason."""

from __future__ import annotations

import pytest

from contracts.problems import INVALID
from tests.web import floor
from tests.web.phone import Phone
from tests.web.services import Services

PAGE = f"/ops/alerts/{floor.ALERT}"


def written(services: Services) -> tuple[str, dict[str, str]]:
    """The last write: its path without the id that is new each time, and its body."""
    path, body = list(services.writes.items())[-1]
    return path.rpartition("/")[0], body


def test_it_takes_an_alert_in_hand_and_says_so(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    dana.submit("/acknowledgement")
    assert written(services) == (f"/v1/alerts/{floor.ALERT}/acknowledgements", {})
    assert "It is in your hands" in dana.page


def test_the_same_form_sent_twice_is_one_acknowledgement(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    entry = dana.form("/acknowledgement").fields["entry"]
    for _ in range(2):
        assert dana.send(f"{PAGE}/acknowledgement", entry=entry).status_code == 303
    assert len(services.writes) == 1


@pytest.mark.parametrize(
    ("chosen", "until"),
    [
        ({"for": "hour"}, "2026-11-18T11:42:00Z"),
        ({"for": "four"}, "2026-11-18T14:42:00Z"),
        ({"for": "tomorrow"}, "2026-11-19T09:00:00Z"),
        ({"for": "pick", "picked": "2026-11-20T08:30"}, "2026-11-20T08:30:00Z"),
    ],
)
def test_it_rests_as_long_as_was_asked_for(dana: Phone, services: Services, chosen: dict[str, str], until: str) -> None:
    dana.open(PAGE)
    dana.submit("/snooze", reason="Isla is in training", **chosen)
    assert written(services) == (
        f"/v1/alerts/{floor.ALERT}/snoozes",
        {"until": until, "reason": "Isla is in training"},
    )
    assert "It rests" in dana.page


def test_tomorrow_at_nine_is_nine_where_the_team_sits(dana: Phone, services: Services) -> None:
    services.alerts[0]["team_id"] = services.teams[2]["id"]
    dana.open(PAGE)
    dana.submit("/snooze", reason="Isla is in training", **{"for": "tomorrow"})
    assert written(services)[1]["until"] == "2026-11-19T16:00:00Z"


def test_it_asks_for_a_reason_and_keeps_what_was_chosen(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    answer = dana.submit("/snooze", reason=" ", **{"for": "four"})
    assert answer.status_code == 422
    assert "Say why, in a few words." in dana.page
    assert dana.form("/snooze").fields["for"] == "four"
    assert services.writes == {}


def test_it_says_that_three_days_are_the_most(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    said = {"until": ["That is more than 72 hours."]}
    services.refuse("/snoozes/" + dana.form("/snooze").fields["entry"], INVALID, errors=said)
    answer = dana.submit("/snooze", reason="Holiday", **{"for": "pick", "picked": "2026-12-24T08:30"})
    assert answer.status_code == 422
    assert "It can rest for 72 hours at most." in dana.page


def test_it_asks_until_when(dana: Phone) -> None:
    dana.open(PAGE)
    assert dana.submit("/snooze", reason="Holiday", **{"for": "pick", "picked": ""}).status_code == 422
    assert "Say until when." in dana.page


def test_it_shows_what_is_in_hand_and_what_rests(dana: Phone, services: Services) -> None:
    services.alerts[0].update(state="acknowledged", acknowledged_until="2026-11-19T10:00:00Z")
    services.alerts[1].update(state="snoozed", snoozed_until="2026-11-18T14:00:00Z")
    dana.open(PAGE)
    assert "in hand until Thu 19, 10:00" in dana.page
    assert "rests until Wed 18, 14:00" in dana.page
    assert "I have it in hand" not in dana.page


def test_there_is_nothing_to_do_about_what_is_resolved(dana: Phone, services: Services) -> None:
    services.alerts[0]["state"] = "resolved"
    dana.open(PAGE)
    assert "/snooze" not in dana.page


def test_it_tells_when_the_watch_sleeps_or_sees_an_old_state(dana: Phone, services: Services) -> None:
    dana.open("/ops/alerts")
    assert 'role="alert"' not in dana.page
    services.lag["watch_seconds"] = 185.0
    dana.open("/ops/alerts")
    assert "Nobody has looked for what is late for 3 min." in dana.page
    services.lag.update(watch_seconds=1.0, as_of="2026-11-18T10:20:00Z")
    dana.open("/ops/alerts")
    assert "This is how things stood at 10:20 today." in dana.page


def test_a_supervisor_has_it_in_hand_too(ines: Phone, services: Services) -> None:
    ines.open("/due")
    assert "Alerts of your teams" in ines.page
    ines.open(PAGE)
    assert "late in your teams" in ines.page
    assert "with you" not in ines.page
    ines.submit(f"{PAGE}/acknowledgement")
    assert written(services) == (f"/v1/alerts/{floor.ALERT}/acknowledgements", {})
    assert "It is in your hands." in ines.page


def test_a_rep_may_not(amara: Phone) -> None:
    assert amara.open(PAGE).status_code == 403
    assert amara.send(f"{PAGE}/acknowledgement", entry=floor.ALERT).status_code == 403


def test_the_trail_says_why_it_was_snoozed_and_until_when(dana: Phone, services: Services) -> None:
    snoozed = {"what": "alert.snoozed", "at": "2026-11-18T09:00:00Z", "by": {"id": floor.ALERT, "name": "Dana"}}
    services.trail.append({**snoozed, "until": "2026-11-19T09:00:00Z", "why": "They train today"})
    dana.open(PAGE)
    assert "They train today" in dana.page
    assert "until Thu 19, 09:00" in dana.page
