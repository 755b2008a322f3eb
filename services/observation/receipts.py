"""By what a repetition is known for one, and answered as the first time."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import orjson

from contracts.problems import ID_IN_USE, Problem
from contracts.sealing import Box, DataKey, seal, unseal
from services.eventlog.appending import Receipt

_TYPE = "floorwalk.receipt"


def receipt_of(key: DataKey, name: str, digest: bytes, told: Mapping[str, Any]) -> Receipt:
    """What is kept under this name of what was answered, sealed."""
    box = seal(key, name, _TYPE, {"answer": orjson.dumps(told).decode()})
    return Receipt(name, digest, orjson.dumps(box))


def digest_of(key: DataKey, actor_id: str, body: Mapping[str, Any]) -> bytes:
    """Tells a repetition from another content without keeping either in the clear."""
    said = orjson.dumps([actor_id, dict(body)], option=orjson.OPT_SORT_KEYS)
    return hmac.digest(key.secret, said, hashlib.sha256)


def told_before(key: DataKey, digest: bytes, receipt: Receipt) -> dict[str, Any]:
    """What was answered the first time.

    Raises:
        Problem: 422, the same id was used for something else.
    """
    if not hmac.compare_digest(receipt.digest, digest):
        raise Problem(ID_IN_USE)
    box = Box(**orjson.loads(receipt.answer))
    told: dict[str, Any] = orjson.loads(unseal(key.secret, receipt.key, _TYPE, box)["answer"])
    return told
