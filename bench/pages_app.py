"""The follow-up service as granian loads it, on what `bench.pages` has filled."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import orjson
from joserfc.jwk import KeySet, OKPKey

from bench.reading_service import serving

_told = os.environ["BENCH_PLACE"]
_keys = KeySet([OKPKey.import_key(orjson.loads(os.environ["BENCH_KEY"]))])

app = ExitStack().enter_context(serving(_told if "://" in _told else Path(_told), _keys))
