"""The product as one process per job, on databases and queues of its own; each process may be killed and replaced."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import kombu
import psycopg

from contracts.routing import EXCHANGE, FOLLOWUP_QUEUE
from stack import members
from stack.topology import DATABASES, PROGRAM, Backing, Member, everything
from stack.topology import members as all_members
from tests.floor_loading import load_floor_into
from tests.patience import LONG
from tests.ports import free_ports
from tests.product import wait_until
from tests.scaled.proxy import Proxy
from tests.scaled.servers import AMQP, POSTGRES, fresh_database
from tests.speaking import HTTP

READY_SECONDS = LONG
_PORTS = 30


class ScaledProduct:
    """
    Args:
        folder: for keys and logs.
        postgres, amqp: the servers it works with.
        settings: for all processes, without the prefix.
    """

    def __init__(self, folder: Path, postgres: str = POSTGRES, amqp: str = AMQP, **settings: str) -> None:
        self._folder = folder
        self._postgres, self._amqp = postgres, amqp
        self._settings = settings
        self._open = ExitStack()
        self._prefix = f"test.{uuid4()}."
        self._processes: dict[str, int] = {}
        self._started: list[members.Process] = []
        self.home = folder / "home"

    def __enter__(self) -> ScaledProduct:
        with ExitStack() as opening:
            self.databases = {name: opening.enter_context(fresh_database(self._postgres)) for name in DATABASES}
            opening.callback(self._delete_queues)
            broker = urlsplit(self._amqp)
            self.broker = opening.enter_context(Proxy(broker.hostname or "127.0.0.1", broker.port or 5672))
            opening.callback(self._stop_all)
            self._begin(self._amqp.replace(broker.netloc.rpartition("@")[2], f"127.0.0.1:{self.broker.port}"))
            self._open = opening.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _begin(self, bus: str) -> None:
        keys = self._folder / "keys"
        subprocess.run([*PROGRAM, "keys", "make", str(keys)], check=True, stdout=subprocess.DEVNULL)
        (self.home / "keys").mkdir(parents=True)
        (self.home / "keys" / "signing.json").write_bytes((keys / "signing-web.json").read_bytes())
        backing = Backing(self.databases, bus, keys, {"BUS_PREFIX": self._prefix, **self._settings})
        port = free_ports(_PORTS)
        self.web, self.observation, self.followup = (f"http://127.0.0.1:{port + number}" for number in range(3))
        self._environment = everything(backing, port)
        assert self.run("migrate").returncode == 0
        self.members = {member.name: member for member in all_members(backing, port)}
        for name in self.members:
            self.start(name)
        for name in self.members:
            self.wait_ready(name)

    def start(self, name: str) -> None:
        member = self.members[name]
        started = members.start(member.command, member.environment, self._folder / f"{name}.log")
        self._started.append(started)
        self._processes[name] = started.pid

    def wait_ready(self, name: str) -> None:
        member: Member = self.members[name]
        wait_until(member.is_ready, READY_SECONDS, lambda: f"{name}: {self.tell()}")

    def kill(self, name: str) -> None:
        """End the process that was started by this name at once; not those that it started itself."""
        os.kill(self._processes[name], signal.SIGKILL)
        wait_until(lambda: not members.is_running(self._processes[name]), LONG)

    def stop(self, name: str) -> None:
        """Ask it to stop."""
        os.kill(self._processes[name], signal.SIGTERM)

    def is_running(self, name: str) -> bool:
        return members.is_running(self._processes[name])

    def kill_worker(self, name: str) -> None:
        """End one of the processes that serve an app."""
        children = Path(f"/proc/{self._processes[name]}/task/{self._processes[name]}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)

    def holder(self, kind: str) -> str:
        """The name of the relay, or watch, whose turn it is."""
        database, lease = {"relay": ("observation", "bus"), "watch": ("followup", "watch")}[kind]
        (found,) = self._query(database, f"SELECT holder FROM relays WHERE name = '{lease}'")
        process = int(str(found).split(":")[1])
        return next((name for name, number in self._processes.items() if number == process), "")

    def published(self) -> int:
        """How far the bus has the log."""
        (position,) = self._query("observation", "SELECT position FROM relays WHERE name = 'bus'")
        return int(position)

    def head(self) -> int:
        (position,) = self._query("observation", "SELECT position FROM log_head")
        return int(position)

    def run(self, *arguments: str, timeout: float = 4 * LONG) -> subprocess.CompletedProcess[str]:
        """A sub-command beside them."""
        command = [*PROGRAM, *arguments]
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=timeout)

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """The same, without waiting for its end."""
        command = [*PROGRAM, *arguments]
        return subprocess.Popen(
            command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def load(self, kind: str, file: Path) -> None:
        done = self.run("load", kind, str(file))
        assert done.returncode == 0, done.stderr + done.stdout

    def load_floor(self) -> None:
        load_floor_into(self.home, self.observation)

    def tell(self) -> str:
        return "\n".join(f"{file.name}: {file.read_text()[-800:]}" for file in sorted(self._folder.glob("*.log")))

    def said(self, name: str) -> str:
        """All that a process has logged."""
        return (self._folder / f"{name}.log").read_text()

    def told(self, name: str) -> dict[str, str]:
        """What a process tells machines of itself."""
        at = f"http://127.0.0.1:{self.members[name].port}/readyz"
        states: dict[str, str] = HTTP.get(at).json()
        return states

    def _query(self, database: str, statement: str) -> tuple[object, ...]:
        with psycopg.connect(self.databases[database]) as connection:
            row = connection.execute(statement.encode()).fetchone()
        return row or ("",)

    def _stop_all(self) -> None:
        members.stop_all(self._processes.values())
        for started in self._started:
            started.wait()

    def _delete_queues(self) -> None:
        with kombu.Connection(self._amqp) as connection:
            connection.default_channel.queue_delete(self._prefix + FOLLOWUP_QUEUE)
            connection.default_channel.exchange_delete(self._prefix + EXCHANGE)
