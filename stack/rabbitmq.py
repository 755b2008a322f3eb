"""A RabbitMQ node of the stack's own, from the programs that are installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

from stack import members
from stack.folder import Folder

_DEBIAN = Path("/usr/lib/rabbitmq/bin")
_START_SECONDS = 60
_GREETING = b"AMQP\x00\x00\x09\x01"


class RabbitMissing(Exception):
    """There is no RabbitMQ here to start."""


class PrivateRabbit:
    """
    Args:
        port: for its clients; the two that follow are for its own use.
    """

    def __init__(self, folder: Folder, port: int) -> None:
        self._folder = folder
        self._port = port
        self._user = members.service_user("rabbitmq") if _program("rabbitmq-server") else None
        self._room = folder.path / "rabbitmq"
        self.url = f"amqp://floorwalk:{folder.secret('rabbitmq')}@127.0.0.1:{port}//"

    def start(self) -> members.Process:
        """Returns when it answers.

        Raises:
            RabbitMissing, NotReady
        """
        program = _program("rabbitmq-server")
        if program is None:
            raise RabbitMissing("no RabbitMQ is installed; give a server's URL in FLOORWALK_STACK_AMQP")
        self._folder.room("rabbitmq", self._user)
        self._configure()
        process = members.start([program], self._environment(), self._folder.log("rabbitmq"), self._user)
        members.wait_until(self._answers, _START_SECONDS, "RabbitMQ")
        return process

    def stop(self, process: int) -> None:
        """The node, and the small server by which nodes find one another."""
        members.stop(process)
        self.end_epmd()

    def end_epmd(self) -> None:
        """End the small server by which nodes find one another. It ends by itself never."""
        epmd = shutil.which("epmd")
        if epmd:
            subprocess.run([epmd, "-kill"], env=self._environment(), capture_output=True, cwd="/")

    def control(self, *arguments: str) -> None:
        """What an administrator does by `rabbitmqctl`.

        Raises:
            NotReady: it failed.
        """
        program = _program("rabbitmqctl") or "rabbitmqctl"
        members.run([program, *arguments], self._environment(), self._folder.log("rabbitmqctl"), self._user)

    def _configure(self) -> None:
        settings = [
            f"listeners.tcp.1 = 127.0.0.1:{self._port}",
            "default_user = floorwalk",
            f"default_pass = {self._folder.secret('rabbitmq')}",
            "loopback_users = none",
        ]
        self._folder.hand_over("rabbitmq/rabbitmq.conf", "\n".join(settings), self._user)
        self._folder.hand_over("rabbitmq/plugins", "[].", self._user)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RABBITMQ_", "ERL_"))}
        return kept | {
            "HOME": str(self._room),
            "RABBITMQ_NODENAME": f"floorwalk{self._port}@localhost",
            "RABBITMQ_DIST_PORT": str(self._port + 1),
            "ERL_EPMD_PORT": str(self._port + 2),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "RABBITMQ_CONFIG_FILE": str(self._room / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(self._room / "none"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._room / "plugins"),
            "RABBITMQ_MNESIA_BASE": str(self._room / "data"),
            "RABBITMQ_LOG_BASE": str(self._room / "logs"),
            "RABBITMQ_PID_FILE": str(self._room / "pid"),
            "RABBITMQ_LOGS": "-",
        }

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=2) as line:
                line.sendall(_GREETING)
                return len(line.recv(8)) > 0
        except OSError:
            return False


def _program(name: str) -> str | None:
    """Debian's own on the path insist on a user and a folder."""
    return str(_DEBIAN / name) if (_DEBIAN / name).exists() else shutil.which(name)
