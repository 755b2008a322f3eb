"""How tests speak HTTP to a running product: a client in httpx's own way loads all certificates of the machine, which
takes the time of many requests, so there is one; no connection outlives its request, since products are killed."""

from __future__ import annotations

import httpx

from tests.patience import LONG

HTTP = httpx.Client(timeout=LONG, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
