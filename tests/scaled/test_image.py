"""The image's content, made as the Dockerfile says, starts every service of docker-compose.yml with the settings and
secrets that are given there, and nothing else, on servers that are found."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import pytest
import yaml

from stack import members
from stack.postgresql import make_databases
from tests.patience import LONG
from tests.ports import free_ports
from tests.product import wait_until
from tests.scaled.image import ROOT, Image
from tests.scaled.own_servers import OwnServers, own_servers
from tests.speaking import HTTP

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("image")]

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = {name: each for name, each in COMPOSE["services"].items() if each["image"].startswith("floorwalk:")}
HOST = "floor.invalid"
"""Where nobody answers."""

APPS = ("web", "observation", "followup")


@pytest.fixture(scope="module")
def servers() -> Iterator[OwnServers]:
    with own_servers() as servers:
        yield servers


class Composed:
    """The services of the compose file, as processes of this machine."""

    def __init__(self, folder: Path, image: Image, servers: OwnServers) -> None:
        self._folder, self._image, self._servers = folder, image, servers
        self.ports = {name: free_ports(1) for name in SERVICES}
        self._make_secrets()

    def _make_secrets(self) -> None:
        """By the program that makes them, with our servers in place of the containers'."""
        (self._folder / "bin").mkdir()
        shutil.copy(ROOT / "bin" / "make-secrets", self._folder / "bin")
        environment = {**os.environ, "PROGRAM": self._image.entrypoint[0]}
        subprocess.run([self._folder / "bin" / "make-secrets"], env=environment, check=True, capture_output=True)
        names = [urlsplit(file.read_text()).path[1:] for file in (self._folder / "secrets").glob("*_db")]
        urls = make_databases(self._servers.postgres.url, names)
        for file in (self._folder / "secrets").glob("*_db"):
            file.write_text(urls[urlsplit(file.read_text()).path[1:]])
        (self._folder / "secrets" / "bus").write_text(self._servers.rabbit.url)

    def start(self, name: str) -> members.Process:
        command = [part if part != "8000" else str(self.ports[name]) for part in SERVICES[name]["command"]]
        return members.start([*self._image.entrypoint, *command], self._environment(name), self.log(name))

    def ask(self, name: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Run one that ends by itself."""
        command = [*self._image.entrypoint, *SERVICES[name]["command"], *options]
        return subprocess.run(command, env=self._environment(name), capture_output=True, text=True, timeout=LONG)

    def is_ready(self, name: str) -> bool:
        try:
            return HTTP.get(f"http://127.0.0.1:{self.ports[name]}/readyz").status_code == 200
        except httpx.HTTPError:
            return False

    def log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def _environment(self, name: str) -> dict[str, str]:
        given = {key: self._found(str(value)) for key, value in SERVICES[name]["environment"].items()}
        return {"PATH": os.environ["PATH"], "FLOORWALK_HOME": str(self._folder / "none"), **given}

    def _found(self, value: str) -> str:
        """Where it is here, of what the containers know by a name."""
        value = value.replace("${SITE_HOST:?say the host that people type}", HOST)
        for app in APPS:
            value = value.replace(f"//{app}:8000", f"//127.0.0.1:{self.ports[app]}")
        secret = value.removeprefix("/run/secrets/")
        return value if secret == value else str(self._folder / COMPOSE["secrets"][secret]["file"])


def test_what_the_dockerfile_makes_runs_every_service(tmp_path: Path, servers: OwnServers) -> None:
    image = Image(make(tmp_path / "image"))
    image.build()
    composed = Composed(make(tmp_path / "beside"), image, servers)
    assert composed.ask("migrate").returncode == 0
    lasting = [name for name in SERVICES if "profiles" not in SERVICES[name] and name != "migrate"]
    started = {name: composed.start(name) for name in lasting}
    try:
        for name in lasting:
            wait_until(lambda name=name: composed.is_ready(name), LONG, composed.log(name).read_text)  # type: ignore[misc]
        assert "/static/" in HTTP.get(f"http://127.0.0.1:{composed.ports['web']}/signin").text
        found = orjson.loads(composed.ask("tools", "--json").stdout)
        assert [each["part"] for each in found if not each["ok"]] == ["web server"], found
        for process in started.values():
            process.send_signal(signal.SIGTERM)
        assert {name: process.wait(LONG) for name, process in started.items()} == dict.fromkeys(lasting, 0)
    finally:
        for process in started.values():
            members.stop(process.pid, signal.SIGKILL)
            process.wait()


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder
