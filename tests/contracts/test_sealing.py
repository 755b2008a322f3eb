from __future__ import annotations

import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.sealing import Box, DataKey, UnsealError, person_of, seal, unseal

AMARA = DataKey("6a9e9a52-0000-5000-8000-000000000001", "coaching", 1, os.urandom(32))
EVENT = "019aa000-0000-7000-8000-000000000001"
TYPE = "floorwalk.observation.recorded"


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=4000), max_size=4))
def test_what_was_sealed_is_opened(texts: dict[str, str]) -> None:
    assert unseal(AMARA.secret, EVENT, TYPE, seal(AMARA, EVENT, TYPE, texts)) == texts


def test_the_same_words_never_look_the_same() -> None:
    first, second = (seal(AMARA, EVENT, TYPE, {"quote": "Hang on"}) for _ in range(2))
    assert first.box != second.box
    assert b"Hang on" not in base64.urlsafe_b64decode(first.box)


def test_a_box_cannot_be_moved_changed_or_opened_with_another_key() -> None:
    box = seal(AMARA, EVENT, TYPE, {"quote": "Hang on"})
    other_person = Box(box.key.replace("0001/", "0002/"), box.box)
    flipped = Box(box.key, ("B" if box.box[0] != "B" else "C") + box.box[1:])
    for secret, event_id, event_type, tried in (
        (os.urandom(32), EVENT, TYPE, box),
        (AMARA.secret, EVENT.replace("0001", "0002"), TYPE, box),
        (AMARA.secret, EVENT, "floorwalk.observation.amended", box),
        (AMARA.secret, EVENT, TYPE, other_person),
        (AMARA.secret, EVENT, TYPE, flipped),
        (AMARA.secret, EVENT, TYPE, Box(box.key, "not base64!")),
        (AMARA.secret, EVENT, TYPE, Box(box.key, "")),
    ):
        with pytest.raises(UnsealError):
            unseal(secret, event_id, event_type, tried)


def test_the_name_of_a_key_tells_whose_it_is() -> None:
    assert person_of(AMARA.name) == AMARA.person_id
