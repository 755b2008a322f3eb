"""The container files say only what the program knows, and give no process more than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from floorwalk.command import SUB_COMMANDS, program
from floorwalk.settings import NAMES, read_values, settings_from
from stack.topology import DATABASES

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("floorwalk:")}
ONE_SHOT = {"migrate", "tools"}
SIGNERS = {"web", "followup", "consume", "deliver", "tools"}

SECRETS = {
    "FLOORWALK_BUS_FILE": "amqp://floorwalk:secret@rabbitmq:5672//",
    "FLOORWALK_JWKS_FILE": "{}",
    "FLOORWALK_SIGNING_KEY_FILE": "{}",
    "FLOORWALK_KEK_FILE": "secret",
    "FLOORWALK_CHANNEL_KEY_FILE": "secret",
    "FLOORWALK_SMTP_URL_FILE": "",
}


def settings_named(service: dict[str, Any]) -> set[str]:
    return {name for name in service.get("environment", {}) if name.startswith("FLOORWALK_")}


def test_there_is_a_service_for_every_process() -> None:
    assert set(OURS) == {"web", "observation", "followup", "relay", "consume", "watch", "deliver", *ONE_SHOT}


@pytest.mark.parametrize("name", OURS)
def test_each_command_is_one_of_the_programs(name: str) -> None:
    command = OURS[name]["command"]
    assert command[0] in SUB_COMMANDS
    context = program.make_context("floorwalk", list(command[:0]) or ["--help"], resilient_parsing=True)
    sub_command = program.get_command(context, command[0])
    assert sub_command is not None
    sub_command.make_context(command[0], list(command[1:]))


@pytest.mark.parametrize("name", SERVICES)
def test_each_setting_is_one_of_the_programs(name: str) -> None:
    for setting in settings_named(SERVICES[name]):
        assert setting in NAMES or setting.removesuffix("_FILE") in NAMES


@pytest.mark.parametrize("name", SERVICES)
def test_each_is_confined(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"]
    assert service["restart"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", SERVICES)
def test_each_is_asked_how_it_does(name: str) -> None:
    healthcheck = SERVICES[name]["healthcheck"]
    assert healthcheck == {"disable": True} if name in ONE_SHOT else healthcheck["test"]


def test_what_holds_every_secret_runs_only_when_asked_for() -> None:
    assert SERVICES["tools"]["profiles"]
    assert not any("profiles" in SERVICES[name] for name in OURS if name != "tools")


@pytest.mark.parametrize("name", sorted(ONE_SHOT))
def test_one_that_fails_is_not_tried_for_ever(name: str) -> None:
    assert SERVICES[name]["restart"] == "no"


@pytest.mark.parametrize("kind", ["configs", "secrets"])
def test_what_is_shown_to_containers_is_a_file(kind: str) -> None:
    """An engine cannot write into a container whose root is read-only, and shows files alone there."""
    for name, shown in COMPOSE[kind].items():
        assert set(shown) == {"file"}, name
        is_ours = not shown["file"].startswith("./secrets/")
        assert not is_ours or (ROOT / shown["file"]).is_file(), name


def test_every_database_that_is_named_is_made() -> None:
    made = re.findall(r"CREATE DATABASE floorwalk_(\w+);", (ROOT / "databases.sql").read_text())
    named = {secret.removesuffix("_db") for secret in COMPOSE["secrets"] if secret.endswith("_db")}
    assert set(made) == named == set(DATABASES)


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    assert all(COMPOSE["networks"][name]["internal"] for name in ("inside", "edge"))


def test_keys_go_to_whom_they_concern() -> None:
    holders = {name for name, service in OURS.items() if "FLOORWALK_SIGNING_KEY_FILE" in settings_named(service)}
    assert holders == SIGNERS
    openers = {name for name, service in OURS.items() if "FLOORWALK_KEK_FILE" in settings_named(service)}
    assert openers == {"observation", "tools"}
    for service in OURS.values():
        for setting in settings_named(service):
            value = service["environment"][setting]
            if setting.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"]
            else:
                assert "DB" not in setting
                assert "KEY" not in setting
                assert "SMTP" not in setting
                assert "BUS" not in setting


@pytest.mark.parametrize("name", OURS)
def test_the_settings_go_with_https(name: str, tmp_path: Path) -> None:
    environment = {}
    for setting in settings_named(OURS[name]):
        value = str(OURS[name]["environment"][setting])
        if setting.endswith("_FILE"):
            secret = tmp_path / setting
            secret.write_text(SECRETS.get(setting, "postgresql://floorwalk:secret@postgresql/x"))
            value = str(secret)
        environment[setting] = value.replace("${SITE_HOST:?say the host that people type}", "floor.example.com")
    assert settings_from(read_values(environment)).is_public


def test_every_secret_that_is_used_is_made() -> None:
    makes = (ROOT / "bin" / "make-secrets").read_text()
    for secret in COMPOSE["secrets"].values():
        file = secret["file"].removeprefix("./secrets/")
        assert file in makes or file.endswith("_db") or file.startswith("floorwalk/")


def test_the_image_runs_as_nobody_of_importance_from_locked_packages() -> None:
    image = (ROOT / "Dockerfile").read_text()
    assert "USER 10001:10001" in image
    assert "--require-hashes" in image
    assert "HEALTHCHECK" in image
    assert "{$SITE_HOST}" in (ROOT / "Caddyfile").read_text()
