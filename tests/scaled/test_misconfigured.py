"""What cannot work says why, by the name of its setting, without a password and without a traceback; and what may yet
come is waited for."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from services.eventlog.database import open_database
from services.eventlog.log import EventLog
from stack.postgresql import make_databases
from tests.commands import invoked
from tests.eventlog.cast import INTERRUPTED, SteppingClock, append
from tests.floorwalk.test_run import floorwalk
from tests.patience import LONG
from tests.product import PROGRAM, clean_environment, wait_until
from tests.scaled.own_servers import OwnServers, own_servers
from tests.scaled.servers import AMQP

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("misconfigured")]

NOBODY = "127.0.0.1:1"
SECRET = "open-sesame"


@pytest.fixture(scope="module")
def servers() -> Iterator[OwnServers]:
    """A PostgreSQL that asks for the password."""
    with own_servers(broker=False) as servers:
        yield servers


@pytest.fixture(scope="module")
def databases(servers: OwnServers) -> dict[str, str]:
    """Migrated."""
    names = ("observation", "followup", "keyring", "web")
    made = make_databases(servers.postgres.url, names)
    urls = {f"{name.upper()}_DB": made[name] for name in names}
    assert floorwalk("migrate", **urls).returncode == 0
    return urls


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("OBSERVATION_DB", f"mysql://ines:{SECRET}@db/floor"),
        ("FOLLOWUP_DB", f"postgresql://ines:{SECRET}@[db/floor"),
        ("WEB_DB", f"postgresql://ines:{SECRET}@db:port/floor"),
        ("KEYRING_DB", SECRET),
        ("BUS", f"kafka://ines:{SECRET}@broker"),
        ("BUS", SECRET),
    ],
)
def test_a_url_that_is_none_is_told(setting: str, value: str, tmp_path: Path) -> None:
    done = invoked("migrate", HOME=str(tmp_path), **{setting: value})
    assert done.exit_code == 2
    assert f"FLOORWALK_{setting}: must look like" in done.stderr
    hold_civil(done.output)


@pytest.mark.parametrize("command", [["migrate"], ["watch"], ["serve", "web"]])
def test_a_url_that_is_none_stops_every_start(command: list[str], tmp_path: Path) -> None:
    done = floorwalk(*command, HOME=str(tmp_path), WEB_DB=SECRET)
    assert done.returncode == 2
    assert "FLOORWALK_WEB_DB: must look like" in done.stderr
    hold_civil(done.stderr + done.stdout)


def test_a_server_that_is_not_there_is_told(databases: dict[str, str]) -> None:
    urls = {**databases, "FOLLOWUP_DB": f"postgresql://ines:{SECRET}@{NOBODY}/floor"}
    for command in ("migrate", "check", "rebuild", "doctor"):
        done = floorwalk(command, **urls)
        assert done.returncode == 1
        told = in_a_line(done)
        assert "followup database" in told
        assert "set FLOORWALK_FOLLOWUP_DB to where it is" in told


@pytest.mark.parametrize(
    ("was", "becomes", "helps"),
    [
        ("//postgres:{password}@", "//postgres:wrong@", "set user and password in FLOORWALK_OBSERVATION_DB"),
        ("//postgres:", "//nobody:", "set user and password in FLOORWALK_OBSERVATION_DB"),
        ("/observation", "/elsewhere", "createdb"),
    ],
)
def test_a_server_that_refuses_us_says_why(
    databases: dict[str, str], servers: OwnServers, was: str, becomes: str, helps: str
) -> None:
    password = servers.postgres.url.partition("@")[0].rpartition(":")[2]
    url = databases["OBSERVATION_DB"].replace(was.format(password=password), becomes)
    for command in ("migrate", "doctor", "check"):
        done = floorwalk(command, **{**databases, "OBSERVATION_DB": url})
        assert done.returncode == 1
        told = in_a_line(done)
        assert helps in told
        assert password not in told


def test_an_older_schema_is_told_and_not_touched(servers: OwnServers) -> None:
    empty = make_databases(servers.postgres.url, ["empty"])["empty"]
    for command in ("check", "watch"):
        done = floorwalk(command, FOLLOWUP_DB=empty, OBSERVATION_DB=empty)
        assert done.returncode == 1
        assert "run `floorwalk migrate`" in in_a_line(done)
    with psycopg.connect(empty) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_a_newer_schema_is_told_and_not_touched(databases: dict[str, str], servers: OwnServers) -> None:
    newer = make_databases(servers.postgres.url, ["newer"])["newer"]
    assert floorwalk("migrate", **{**databases, "WEB_DB": newer}).returncode == 0
    with psycopg.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'web_9999'")
    for command in ("migrate", "doctor"):
        done = floorwalk(command, **{**databases, "WEB_DB": newer})
        assert done.returncode == 1
        assert "the web database is at web_9999, which this version does not know" in in_a_line(done)


def test_a_loop_waits_for_its_database_and_says_for_what(databases: dict[str, str], tmp_path: Path) -> None:
    away = databases["FOLLOWUP_DB"].rpartition("@")[0] + f"@{NOBODY}/followup"
    hold_waiting(["watch"], "set FLOORWALK_FOLLOWUP_DB to where it is", tmp_path, FOLLOWUP_DB=away)


@pytest.mark.parametrize(
    "bus", [f"amqp://floorwalk:{SECRET}@{NOBODY}//", AMQP.replace("guest:guest", f"guest:{SECRET}")]
)
def test_a_relay_waits_for_its_broker_and_says_for_what(databases: dict[str, str], bus: str, tmp_path: Path) -> None:
    put_something_into_the_log(databases["OBSERVATION_DB"])
    hold_waiting(["relay"], "FLOORWALK_BUS: the broker failed", tmp_path, BUS=bus, **databases)


def put_something_into_the_log(url: str) -> None:
    """So that the relay has a reason to connect."""
    engine = open_database(url)
    log = EventLog(engine, "/observation", SteppingClock())
    log.append(append(INTERRUPTED))
    log.close()
    engine.dispose()


def hold_waiting(command: list[str], reason: str, folder: Path, **settings: str) -> None:
    """It goes on trying, says why in one line, and ends when asked."""
    log = folder / "log"
    with log.open("wb") as said:
        process = subprocess.Popen([*PROGRAM, *command], env=clean_environment(**settings), stdout=said, stderr=said)
    try:
        wait_until(lambda: reason in log.read_text(), LONG, log.read_text)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        process.wait(LONG)
    finally:
        process.kill()
        process.wait()
    hold_civil(log.read_text())


def in_a_line(done: subprocess.CompletedProcess[str]) -> str:
    """All that was said, as if the terminal had no edge."""
    said = " ".join((done.stdout + done.stderr).split())
    hold_civil(said)
    return said


def hold_civil(said: str) -> None:
    assert "Traceback" not in said
    assert SECRET not in said
