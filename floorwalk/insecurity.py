"""What may not be set while people reach the product over https."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from floorwalk.setting_values import LOOPBACK, SettingsError

if TYPE_CHECKING:
    from floorwalk.settings import Settings

_WHY = "while the public origin is https"


def refuse_insecure(settings: Settings) -> None:
    """Whatever runs.

    Raises:
        SettingsError: naming the first setting that is insecure.
    """
    if settings.clock is not None:
        raise SettingsError(f"FLOORWALK_CLOCK: the clock may not be moved {_WHY}")
    for name, address in (
        ("FLOORWALK_OBSERVATION_URL", settings.observation_url),
        ("FLOORWALK_FOLLOWUP_URL", settings.followup_url),
        ("FLOORWALK_JWKS", settings.jwks or ""),
    ):
        is_plain = address.startswith("http:")
        if is_plain and urlsplit(address).hostname not in LOOPBACK | settings.private_hosts:
            raise SettingsError(f"{name}: must be https, on localhost, or one of FLOORWALK_PRIVATE_HOSTS {_WHY}")
    bus = urlsplit(settings.bus)
    if bus.scheme.startswith("amqp") and bus.username in {None, "", "guest"}:
        raise SettingsError(f"FLOORWALK_BUS: may not use the broker's default account {_WHY}")


def refuse_makeshift(settings: Settings, needed: dict[str, str | None]) -> None:
    """Where one process runs per job: what is good enough for one process on one desk.

    Args:
        needed: what this process works with, by name; None where it was not given.

    Raises:
        SettingsError: naming the first setting that will not do.
    """
    for name, given in needed.items():
        if name == "FLOORWALK_BUS" and str(given).startswith("memory:"):
            raise SettingsError(f"{name}: memory:// ends at this process; give the broker, amqp://…")
        if not settings.is_public:
            continue
        if given is None:
            raise SettingsError(f"{name}: must be given {_WHY}; `floorwalk keys make` makes keys to keep safe")
        if given.startswith("sqlite"):
            raise SettingsError(f"{name}: must be postgresql:// where one process runs per job, {_WHY}")
