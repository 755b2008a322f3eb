"""Public keys come from a document, a file or whoever publishes them, and are good while that one is away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from joserfc.jwk import KeySet

from contracts.problems import Problem
from contracts.tokens import Signer, Verifier, new_key
from floorwalk.keys import public_keys_of
from floorwalk.parts.public_keys import Renewed, public_keys
from floorwalk.settings import SettingsError
from tests.patience import LONG

KEY = new_key()
DOCUMENT = orjson.dumps(public_keys_of(KEY).as_dict()).decode()


def test_a_document_is_as_good_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "jwks.json"
    file.write_text(DOCUMENT)
    token = Signer(KEY, "floorwalk-web").sign("svc:web", "observation")
    for source in (DOCUMENT, str(file)):
        assert Verifier(public_keys(source), "observation").verify(token).subject == "svc:web"


@pytest.mark.parametrize(
    "source",
    [
        "{}",
        '{"keys": []}',
        '{"keys": "none"}',
        "/there/is/no/such/file",
        orjson.dumps({"keys": [KEY.as_dict(private=True)]}).decode(),
    ],
)
def test_what_is_no_set_of_public_keys_stops_the_start(source: str) -> None:
    with pytest.raises(SettingsError, match=r"^FLOORWALK_JWKS:"):
        public_keys(source)


def test_whoever_publishes_them_may_come_later_and_go_again() -> None:
    answers: Iterator[bool] = iter([False, True, False])
    asked = threading.Semaphore(0)

    def read() -> KeySet:
        asked.release()
        if not next(answers, False):
            raise SettingsError("FLOORWALK_JWKS: nobody answers")
        return public_keys_of(KEY)

    keys = Renewed(read, patience=LONG)
    assert keys().keys[0].kid == KEY.kid
    assert asked.acquire(timeout=LONG)
    assert asked.acquire(timeout=LONG)
    assert keys().keys[0].kid == KEY.kid


def test_without_any_nobody_is_turned_away_for_good() -> None:
    def read() -> KeySet:
        raise SettingsError("FLOORWALK_JWKS: nobody answers")

    with pytest.raises(Problem) as raised:
        Renewed(read, patience=0.01)()
    assert raised.value.kind.status == 503
