"""What Lighthouse says of the screens on a phone: `make lighthouse`, with Node.js, npm and a Chromium.

Each screen has three tries at most, for another program on the machine costs it points, and it fails when the best of
them is not 100 in everything.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx
import orjson

from tests.product import RunningProduct, wait_until

LIGHTHOUSE = "lighthouse@12.8.2"
ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench" / "results" / "lighthouse.json"
TUESDAY = "2026-11-24T10:00:00Z"
TRIES = 3
SCREENS = (
    ("walk", "ines.carvalho", "/walk"),
    ("rep", "ines.carvalho", "/walk/"),
    ("timeline", "ben.sutcliffe", "/me"),
    ("alerts", "dana.whitlock", "/ops/alerts"),
)
"""A path that ends with a slash stands for the first link of the first page that begins so."""
FIGURES = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "total-byte-weight",
)

Said = dict[str, Any]


def main() -> None:
    """Look at every screen, keep what was said, and fail where something is missing."""
    said = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "var"
        with RunningProduct(home, "--demo", CLOCK=TUESDAY) as product:
            wait_until(lambda: "Ctrl-C" in product.tell(), 120, product.tell)
            password = orjson.loads((home / "demo.json").read_bytes())["password"]
            for name, who, path in SCREENS:
                with httpx.Client(base_url=product.web, timeout=30, trust_env=False) as phone:
                    _sign_in(phone, who, password)
                    said[name] = _best(phone, path, Path(folder))
                print(name, said[name])
    RESULTS.write_bytes(orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    if any(score < 100 for one in said.values() for score in one["scores"].values()):
        sys.exit("a score is below 100")


def _sign_in(phone: httpx.Client, who: str, password: str) -> None:
    form = {"email": f"{who}@example.com", "password": password, "next": ""}
    phone.post("/signin", data=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert phone.cookies, "nobody is signed in"


def _best(phone: httpx.Client, path: str, folder: Path) -> Said:
    if path.endswith("/"):
        link = re.search(rf'href="({path}[0-9a-f-]{{36}})"', phone.get(path.rstrip("/")).text)
        assert link is not None, path
        path = link[1]
    found: list[Said] = []
    while len(found) < TRIES and not (found and min(found[-1]["scores"].values()) == 100):
        found.append(_look(phone, path, folder))
    return max(found, key=lambda said: sum(said["scores"].values()))


def _look(phone: httpx.Client, path: str, folder: Path) -> Said:
    headers, report = folder / "headers.json", folder / "report.json"
    cookies = "; ".join(f"{name}={value}" for name, value in phone.cookies.items())
    headers.write_bytes(orjson.dumps({"Cookie": cookies}))
    chromium = subprocess.run([ROOT / "bin" / "find-chromium"], capture_output=True, text=True, check=True).stdout
    flags = "--headless=new --no-sandbox --disable-dev-shm-usage"
    command = ["npx", "--yes", LIGHTHOUSE, str(phone.base_url.join(path)), "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--extra-headers={headers}", f"--chrome-flags={flags}"]
    subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium.strip()}, check=True, stderr=subprocess.DEVNULL)
    read = orjson.loads(report.read_bytes())
    return {
        "scores": {name: round(100 * found["score"]) for name, found in read["categories"].items()},
        "figures": {name: read["audits"][name]["numericValue"] for name in FIGURES},
        "amiss": [
            name for name, audit in read["audits"].items() if audit["score"] is not None and audit["score"] < 0.9
        ],
    }


if __name__ == "__main__":
    main()
