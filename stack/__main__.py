"""``python -m stack up`` and ``down``."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from stack import members
from stack.folder import Folder
from stack.postgresql import STOP, PostgresMissing, PrivatePostgres, make_databases
from stack.rabbitmq import PrivateRabbit, RabbitMissing
from stack.topology import DATABASES, PROGRAM, Backing, everything
from stack.topology import members as all_members

DEFAULT_PORT = 8800
_POSTGRES_PORT, _AMQP_PORT = 30, 31
"""Above the first port."""

_READY_SECONDS = 60


def main() -> int:
    parser = argparse.ArgumentParser(prog="stack", description="The scaled set-up on this machine.")
    parser.add_argument("deed", choices=["up", "down"])
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("FLOORWALK_STACK_HOME", "var/stack")))
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="of the web; others follow it")
    asked = parser.parse_args()
    folder = Folder(asked.folder.absolute())
    try:
        _up(folder, asked.port) if asked.deed == "up" else _down(folder, asked.port)
    except (members.NotReady, PostgresMissing, RabbitMissing) as err:
        _say(f"{err}; what was started is ended by `make stack-down`", sys.stderr)
        return 1
    return 0


def _up(folder: Folder, port: int) -> None:
    if any(map(members.is_running, folder.noted().values())):
        raise members.NotReady(f"a stack runs in {folder.path} already")
    folder.make()
    started: dict[str, int] = {}
    backing = _backing(folder, port, started)
    beside = everything(backing, port)
    members.run([*PROGRAM, "migrate"], beside, folder.log("migrate"))
    every = all_members(backing, port)
    for member in every:
        log = folder.log(member.name)
        started[member.name] = members.start(member.command, member.environment, log).pid
        folder.note(started)
    for member in every:
        members.wait_until(member.is_ready, _READY_SECONDS, member.name)
    ours = {name: value for name, value in beside.items() if name.startswith("FLOORWALK_")}
    file = folder.path / "environment"
    file.touch(0o600)
    file.write_text("".join(f"export {name}={shlex.quote(value)}\n" for name, value in ours.items()))
    _say(f"Floorwalk runs at http://localhost:{port}, in {len(every)} processes.")
    _say(f"Logs: {folder.path}/*.log. For sub-commands beside it: . {file}")


def _backing(folder: Folder, port: int, started: dict[str, int]) -> Backing:
    """The servers, ours or those that are given, with databases and keys."""
    server, bus = os.environ.get("FLOORWALK_STACK_POSTGRES"), os.environ.get("FLOORWALK_STACK_AMQP")
    if not server:
        postgres = PrivatePostgres(folder, port + _POSTGRES_PORT)
        server = postgres.url
        started["postgresql"] = postgres.start().pid
        folder.note(started)
    if not bus:
        rabbit = PrivateRabbit(folder, port + _AMQP_PORT)
        bus = rabbit.url
        started["rabbitmq"] = rabbit.start().pid
        folder.note(started)
    urls = make_databases(server, [f"floorwalk_{name}" for name in DATABASES])
    if not folder.keys.exists():
        members.run([*PROGRAM, "keys", "make", str(folder.keys)], os.environ, folder.log("keys"))
    return Backing({name: urls[f"floorwalk_{name}"] for name in DATABASES}, bus, folder.keys, _moved_clock(folder))


def _moved_clock(folder: Folder) -> dict[str, str]:
    """``FLOORWALK_CLOCK``, with the instant at which it was first given here; kept until another one is."""
    wanted, file = os.environ.get("FLOORWALK_CLOCK"), folder.path / "clock"
    if not wanted:
        return {}
    kept = file.read_text() if file.exists() else ""
    if kept.partition("@")[0] != wanted.partition("@")[0]:
        kept = wanted if "@" in wanted else f"{wanted}@{datetime.now(UTC).isoformat()}"
        file.write_text(kept)
    return {"CLOCK": kept}


def _down(folder: Folder, port: int) -> None:
    """The processes first, all at once, then what they work with."""
    started = folder.noted()
    ours = {name: process for name, process in started.items() if name not in {"postgresql", "rabbitmq"}}
    members.stop_all(ours.values())
    if "rabbitmq" in started:
        PrivateRabbit(folder, port + _AMQP_PORT).stop(started["rabbitmq"])
    if "postgresql" in started:
        members.stop(started["postgresql"], STOP)
    folder.started.unlink(missing_ok=True)
    _say(f"Stopped. The data stays in {folder.path}.")


def _say(what: str, where: TextIO = sys.stdout) -> None:
    where.write(f"{what}\n")


if __name__ == "__main__":
    sys.exit(main())
