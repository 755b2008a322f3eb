"""What the processes of the scaled set-up share: turns, patience with a bus that is away, a word for machines."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine
from werkzeug.test import Client

from contracts.clock import system_clock
from floorwalk.commands.keys import command
from floorwalk.insecurity import refuse_makeshift
from floorwalk.installation import given_installation, start_domain_clock
from floorwalk.parts.consuming import Arrivals
from floorwalk.parts.servers import PortInUse
from floorwalk.parts.turns import Turn
from floorwalk.processes.apps import check
from floorwalk.processes.beginning import await_schemas
from floorwalk.processes.draining import Draining
from floorwalk.processes.health import health
from floorwalk.processes.holder import holder
from floorwalk.processes.serving import Place, await_port
from floorwalk.revisions import migrate_all
from floorwalk.schemas import NotMigrated
from floorwalk.settings import Settings, SettingsError, settings_from
from services.eventlog.bus import Delivery, Subscription
from services.eventlog.database import open_database, writing
from services.eventlog.errors import BusError
from services.eventlog.tables import create_tables
from tests.ports import free_port

PUBLIC = {"FLOORWALK_PUBLIC_ORIGIN": "https://floor.example.com"}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/log.db")
    with writing(engine) as connection:
        create_tables(connection)
    yield engine
    engine.dispose()


def test_it_is_one_ones_turn_until_that_one_is_gone(engine: Engine) -> None:
    now = [1_000.0]
    first, second = (Turn(engine, "watch", name, lambda: now[0]) for name in ("first", "second"))
    assert first.is_mine()
    for _ in range(10):
        now[0] += 3
        assert first.is_mine()
        assert not second.is_mine()
    now[0] += 9
    assert second.is_mine()
    assert not first.is_mine()


def test_whoever_gives_up_a_turn_leaves_it_to_others_at_once(engine: Engine) -> None:
    first, second = (Turn(engine, "watch", name, lambda: 1_000.0) for name in ("first", "second"))
    assert first.is_mine()
    first.give_up()
    assert second.is_mine()


def test_no_two_processes_have_one_name() -> None:
    assert holder() != holder()


class Shaky(Subscription):
    """A subscription to a broker that is away, until it is not."""

    def __init__(self) -> None:
        self.is_away = True
        self.asked = 0

    def receive(self, limit: int, timeout: float) -> list[Delivery]:
        self.asked += 1
        if self.is_away:
            raise BusError("nobody answers")
        return []


def test_a_bus_that_failed_is_left_in_peace_for_a_while() -> None:
    now = [0.0]
    shaky = Shaky()
    arrivals = Arrivals(shaky, lambda: now[0])
    for _ in range(3):
        with pytest.raises(BusError):
            arrivals.receive(1, 0.0)
    assert shaky.asked == 1
    assert arrivals.state == "away: nobody answers"
    shaky.is_away = False
    now[0] += 10
    assert arrivals.receive(1, 0.0) == []
    assert arrivals.state == "ok"


def test_machines_are_told_how_it_does() -> None:
    states = {"relay": "ok"}
    asked = Client(health(lambda: states, CollectorRegistry()))
    assert asked.get("/livez").status_code == 200
    assert asked.get("/readyz").status_code == 200
    states["relay"] = "failing: BusError"
    answer = asked.get("/readyz")
    assert (answer.status_code, orjson.loads(answer.data)) == (503, states)
    assert asked.get("/metrics").status_code == 200
    assert asked.get("/").status_code == 404


def test_a_server_that_stops_sends_callers_away_with_their_answer() -> None:
    app = Draining(health(lambda: {"log": "ok"}, CollectorRegistry()))
    asked = Client(app)
    assert "Connection" not in asked.get("/livez").headers
    app.leave()
    answer = asked.get("/livez")
    assert (answer.status_code, answer.headers["Connection"]) == (200, "close")
    assert asked.get("/readyz").status_code == 503


def test_no_port_is_shared_with_another_server() -> None:
    """Though the other one would share it."""
    place = Place("127.0.0.1", free_port(), workers=1, threads=1)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind((place.host, place.port))
        other.listen()
        pauses: list[float] = []
        with pytest.raises(PortInUse, match=f"port {place.port} of 127.0.0.1 cannot be had"):
            await_port(place, pauses.append)
        assert sum(pauses) > 5
        await_port(place, lambda _: other.close())


def test_it_starts_on_no_schema_that_is_behind(tmp_path: Path) -> None:
    settings = settings_from({"FLOORWALK_HOME": str(tmp_path)})
    with pytest.raises(NotMigrated, match="floorwalk migrate"):
        await_schemas(settings, {"observation"})
    migrate_all(settings)
    await_schemas(settings, {"observation", "keyring"})


def test_a_database_that_is_away_is_waited_for() -> None:
    away = "postgresql://nobody@127.0.0.1:9/none"
    settings = settings_from({"FLOORWALK_FOLLOWUP_DB": away})
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 6:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        await_schemas(settings, {"followup"}, pause)
    assert pauses == sorted(pauses)
    assert pauses[-1] == 5.0


@pytest.mark.parametrize(
    ("app", "given", "blamed"),
    [
        ("web", {}, "FLOORWALK_WEB_DB"),
        ("web", {"FLOORWALK_WEB_DB": "postgresql://db/web"}, "FLOORWALK_SIGNING_KEY"),
        ("observation", {"FLOORWALK_OBSERVATION_DB": "postgresql://db/observation"}, "FLOORWALK_KEYRING_DB"),
        ("followup", {"FLOORWALK_FOLLOWUP_DB": "postgresql://db/followup"}, "FLOORWALK_SIGNING_KEY"),
    ],
)
def test_on_https_nothing_makeshift_will_do(app: str, given: dict[str, str], blamed: str, tmp_path: Path) -> None:
    installation = given_installation(tmp_path, {**PUBLIC, **given}, 8000)
    with pytest.raises(SettingsError, match=rf"^{blamed}: "):
        check(app, installation)


def test_a_bus_inside_the_process_will_never_do() -> None:
    with pytest.raises(SettingsError, match=r"^FLOORWALK_BUS: "):
        refuse_makeshift(settings_from({}), {"FLOORWALK_BUS": "memory://"})


def settings(**values: str) -> Settings:
    return settings_from({f"FLOORWALK_{name}": value for name, value in values.items()})


def test_private_hosts_may_be_called_without_tls() -> None:
    inside = {"OBSERVATION_URL": "http://observation:8000", "JWKS": "http://web:8000/.well-known/jwks.json"}
    public = {"PUBLIC_ORIGIN": "https://floor.example.com", **inside}
    with pytest.raises(SettingsError, match=r"^FLOORWALK_OBSERVATION_URL: "):
        settings(**public)
    with pytest.raises(SettingsError, match=r"^FLOORWALK_JWKS: "):
        settings(**public, PRIVATE_HOSTS="observation")
    assert settings(**public, PRIVATE_HOSTS="observation, web").is_public


@pytest.mark.parametrize("proxies", ["-1", "two", "9"])
def test_how_many_proxies_is_a_small_number(proxies: str) -> None:
    with pytest.raises(SettingsError, match=r"^FLOORWALK_PROXIES: "):
        settings(PROXIES=proxies)


def test_processes_without_a_home_in_common_reckon_the_same_clock(tmp_path: Path) -> None:
    given = {"FLOORWALK_CLOCK": "2026-11-30T08:00:00Z@2026-11-21T22:00:00Z"}
    moved = datetime(2026, 11, 30, 8, tzinfo=UTC) - datetime(2026, 11, 21, 22, tzinfo=UTC)
    for home in ("one", "other"):
        clock = start_domain_clock(given_installation(tmp_path / home, given, 8000))
        before, told, after = system_clock(), clock(), system_clock()
        assert before + moved <= told <= after + moved
        assert not (tmp_path / home).exists()


def test_keys_are_made_in_no_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = CliRunner().invoke(command, ["make", str(tmp_path / "file" / "keys")])
    assert done.exit_code == 1
    assert "cannot make" in done.stderr


def test_the_keys_for_many_processes_are_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert CliRunner().invoke(command, ["make", str(folder)]).exit_code == 0
    made: Sequence[str] = sorted(file.name for file in folder.iterdir())
    assert made == ["channels", "jwks.json", "kek", "signing-followup.json", "signing-web.json"]
    assert CliRunner().invoke(command, ["make", str(folder)]).exit_code == 1
