"""``floorwalk run``: everything in one process."""

from __future__ import annotations

import os
import signal
import socket
import threading
from pathlib import Path

import click

from floorwalk.commands.options import home_option
from floorwalk.demo.floor import first_moment
from floorwalk.demo.loading import load_floor
from floorwalk.demo.memory import Demonstration, recall
from floorwalk.demo.moving import weeks_to_last
from floorwalk.demo.welcome import show_cast, show_troubles
from floorwalk.embedded.product import Product, open_doors
from floorwalk.home import Running
from floorwalk.installation import Installation, given_installation, start_domain_clock
from floorwalk.keys import Keys, load_keys, make_missing_keys
from floorwalk.load.loading import Loader
from floorwalk.logs import set_up_logs
from floorwalk.parts.memory import give_memory_back
from floorwalk.read_model import make_readable
from floorwalk.revisions import migrate_all
from floorwalk.settings import DEFAULT_PORT, HIGHEST_PORT, SettingsError
from floorwalk.terminal import facts, progress


@click.command()
@click.option("--demo", is_flag=True, help="Load the sample floor first, so moved that its week ended last week.")
@click.option(
    "--port",
    type=click.IntRange(1, HIGHEST_PORT),
    default=DEFAULT_PORT,
    show_default=True,
    help="Of the web; the two services take the next two.",
)
@home_option
def command(demo: bool, port: int, home: Path | None) -> None:
    """Run everything in one process, on localhost, on SQLite and a bus inside the process.

    The first start makes the home folder, its keys and its databases.
    """
    set_up_logs()
    give_memory_back()
    installation = given_installation(home, os.environ, port)
    if demo and installation.settings.is_public:
        raise SettingsError("FLOORWALK_PUBLIC_ORIGIN: there is no demonstration on https, its password is shown to all")
    installation.home.make()
    with installation.home.held():
        _run(installation, port, demo)


def _run(installation: Installation, port: int, demo: bool) -> None:
    doors = open_doors(port)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    clock = start_domain_clock(installation)
    make_missing_keys(installation.home)
    keys = load_keys(installation.settings, installation.home)
    migrate_all(installation.settings)
    _make_readable(installation)
    demonstration = recall(installation.home.demo, weeks_to_last(first_moment(), clock())) if demo else None
    product = Product(installation, doors, keys, clock, demonstration)
    product.start()
    installation.home.announce(Running(os.getpid(), port, installation.values))
    try:
        _welcome(installation, keys, demonstration, stop)
        stop.wait()
    finally:
        installation.home.withdraw()
        product.stop()


def _make_readable(installation: Installation) -> None:
    """A home that an older version filled. Nobody else is here: what was begun was left behind."""
    with progress() as bar:
        task = bar.add_task("reading the log anew", total=None)
        holder = f"{socket.gethostname()}:{installation.home.path}"
        make_readable(installation.settings, holder, lambda done, total: bar.update(task, completed=done, total=total))


def _welcome(
    installation: Installation, keys: Keys, demonstration: Demonstration | None, stop: threading.Event
) -> None:
    settings = installation.settings
    if demonstration is None:
        facts.print(f"Floorwalk runs at {settings.public_origin}")
        return
    with Loader(lambda: settings.observation_url, lambda: keys.signing) as loader:
        reports = load_floor(loader, demonstration, installation.home.demo, lambda: not stop.is_set())
    show_troubles(reports)
    show_cast(settings.public_origin, demonstration)
