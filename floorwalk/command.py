"""The program ``floorwalk``: a module per sub-command, loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
import signal
from types import FrameType
from typing import Any

import click

from floorwalk.database_trouble import DatabaseTrouble
from floorwalk.domain_clock import ClockError
from floorwalk.home import HomeError
from floorwalk.parts.servers import PortInUse
from floorwalk.schemas import NotMigrated
from floorwalk.settings import SettingsError

SUB_COMMANDS = (
    "run",
    "serve",
    "relay",
    "consume",
    "watch",
    "deliver",
    "load",
    "rebuild",
    "check",
    "parked",
    "token",
    "enrol",
    "keys",
    "doctor",
    "migrate",
)

WRONG, MISUSED = 1, 2
"""Exit codes: it was done and something is wrong, or it could not be begun as asked."""


class _Failed(click.ClickException):
    exit_code = WRONG


class _Misused(click.ClickException):
    exit_code = MISUSED


class _Program(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUB_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUB_COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"floorwalk.commands.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SettingsError as err:
            raise _Misused(str(err)) from err
        except (HomeError, ClockError, DatabaseTrouble, NotMigrated, PortInUse) as err:
            raise _Failed(str(err)) from err


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="floorwalk")
def program() -> None:
    """Coaching for customer-service floors: a note in two taps, a promise that is not forgotten."""


def main() -> None:
    """Run the program; a SIGTERM ends it like Ctrl-C, so that it tidies up. What it writes is its owner's alone."""
    signal.signal(signal.SIGTERM, _interrupt)
    os.umask(0o077)
    program(prog_name="floorwalk")


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
