"""``floorwalk parked``: what the read side could not apply, and set aside with its rep."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from sqlalchemy import Engine

from floorwalk.command import WRONG
from floorwalk.commands.options import home_option, json_option
from floorwalk.installation import find_installation
from floorwalk.opened import opened
from floorwalk.terminal import facts, print_json
from services.eventlog.database import reading
from services.followup import parking
from services.followup.projection.live import LiveProjector
from services.followup.readmodel import generations


@click.group()
def command() -> None:
    """List or replay events that the read model could not take in.

    Such an event waits, with all that come after it for the same rep, until the program can apply it.
    """


@command.command("list")
@home_option
@json_option
def show(home: Path | None, as_json: bool) -> None:
    """What waits, in order, and why."""
    with _read_side(home) as engine:
        waiting = _listing(engine)
    if as_json:
        print_json([asdict(each) for each in waiting])
        return
    for each in waiting:
        line = f"{each.position} {each.partitionkey} {each.type}: {each.reason}"
        facts.print(line, markup=False, soft_wrap=True)
    facts.print(f"{len(waiting)} events wait" if waiting else "Nothing waits.")


@command.command("replay")
@click.argument("rep", type=click.UUID, required=False, metavar="[REP_ID]")
@home_option
@json_option
def replay(rep: str | None, home: Path | None, as_json: bool) -> None:
    """Apply what waits, for one rep or for all, in order; for each rep all of it or nothing.

    The exit code is 1 when something still cannot be applied.
    """
    with _read_side(home) as engine:
        waiting = {each.partitionkey for each in _listing(engine)}
        wanted = sorted(waiting if rep is None else waiting & {str(rep)})
        failed = {key: why for key in wanted if (why := _replayed(engine, key))}
    applied = [key for key in wanted if key not in failed]
    if as_json:
        print_json({"applied": applied, "failed": failed})
    else:
        for key, why in failed.items():
            facts.print(f"{key} still waits: {why}", markup=False, soft_wrap=True)
        facts.print(f"Applied what waited for {len(applied)} of {len(wanted)} reps.")
    sys.exit(WRONG if failed else 0)


@contextmanager
def _read_side(home: Path | None) -> Iterator[Engine]:
    with opened(find_installation(home, os.environ).settings, "followup") as engine:
        yield engine


def _listing(engine: Engine) -> list[parking.Parked]:
    with reading(engine) as connection:
        return parking.listing(connection, generations.live(connection).number)


def _replayed(engine: Engine, rep: str) -> str | None:
    """None, or what is still wrong."""
    try:
        LiveProjector(engine).replay_parked(rep)
    except Exception as err:
        # Whatever it is that an event does to the code, the other reps' events are to be tried.
        return f"{type(err).__name__}: {err}".splitlines()[0][:200]
    return None
