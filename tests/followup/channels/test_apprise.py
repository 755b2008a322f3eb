from __future__ import annotations

import orjson

from services.followup.channels.apprise.notify import Notification, is_understood
from services.followup.channels.outcomes import Later, Refused, Sent
from tests.followup.channels.receivers import Letterbox
from tests.followup.channels.samples import message, notice


def notification(box: Letterbox) -> Notification:
    return Notification(f"json://127.0.0.1:{box.port}/", "en", 30)


def test_it_tells_in_words(box: Letterbox) -> None:
    assert notification(box).send(message(notice()), None) == Sent()
    [(_, body)] = box.requests
    told = orjson.loads(body)
    assert told["title"] == "A promise has been waiting to be practised since Friday 20 November (Harbour phones)"


def test_it_makes_one_attempt_only(box: Letterbox) -> None:
    box.answers = [(500, {}), (500, {})]
    assert notification(box).send(message(notice()), None) == Later("Apprise could not hand it over")
    assert len(box.requests) == 1


def test_it_knows_what_it_cannot_send_to() -> None:
    assert is_understood("json://localhost")
    assert not is_understood("carrier-pigeon://roof")
    assert Notification("carrier-pigeon://roof", "en", 30).send(message(notice()), None) == Refused(
        "Apprise does not understand the address"
    )
