"""The product in this process, as ``floorwalk run`` starts it, at a domain time that stands still until it is moved."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime
from pathlib import Path

from floorwalk.embedded.product import Product, open_doors
from floorwalk.installation import given_installation
from floorwalk.keys import load_keys
from tests.patience import LONG
from tests.ports import free_port
from tests.product import wait_until


class EmbeddedProduct:
    """In a home that the product has been run in before."""

    def __init__(self, home: Path, now: datetime) -> None:
        self.home = home
        self._now = now
        self._looks: Counter[datetime] = Counter()
        port = free_port()
        self.observation = f"http://127.0.0.1:{port + 1}"
        self.followup = f"http://127.0.0.1:{port + 2}"
        installation = given_installation(home, {}, port)
        keys = load_keys(installation.settings, installation.home)
        self._product = Product(installation, open_doors(port), keys, self._clock, None)

    def __enter__(self) -> EmbeddedProduct:
        self._product.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._product.stop()

    def move_to(self, now: datetime) -> None:
        """Set the clock, and have the watch look by it to the end."""
        self._now = now
        # When it looks for the second time, its first look is over.
        wait_until(lambda: self._looks[now] > 1, LONG, self.tell)

    def tell(self) -> str:
        return f"at {self._now} the watch looked {self._looks[self._now]} times"

    def _clock(self) -> datetime:
        now = self._now
        self._looks[now] += threading.current_thread().name == "watch"
        return now
