"""Where a sub-command works: the settings and the home of one installation, whether its product runs or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contracts.clock import Clock
from floorwalk.domain_clock import moved_clock, start_clock
from floorwalk.home import Home
from floorwalk.settings import DEFAULT_PORT, Settings, SettingsError, home_of, read_values, settings_from


@dataclass(frozen=True, slots=True)
class Installation:
    """``values`` are the settings as they were given, by name."""

    home: Home
    settings: Settings
    values: Mapping[str, str]


def given_installation(home: Path | None, environ: Mapping[str, str], port: int) -> Installation:
    """What is to be run: the environment and the options, nothing remembered.

    Raises:
        SettingsError: a setting is unknown, invalid or insecure.
    """
    values = _values(home, environ)
    return Installation(Home(home_of(values)), settings_from(values, port=port), values)


def find_installation(home: Path | None, environ: Mapping[str, str]) -> Installation:
    """What runs in the home, or would: the environment, then what the running product was given.

    Raises:
        SettingsError: a setting is unknown, invalid or insecure.
    """
    values = _values(home, environ)
    place = Home(home_of(values))
    running = place.running()
    if running is not None:
        values = {**running.settings, **values}
    port = running.port if running is not None else DEFAULT_PORT
    return Installation(place, settings_from(values, port=port), values)


def start_domain_clock(installation: Installation) -> Clock:
    """Domain time for a process that starts.

    Raises:
        SettingsError: the clock was moved, which may not be while the public origin is https.
        ClockError: what the home keeps cannot be read.
    """
    home, settings = installation.home, installation.settings
    if settings.clock is not None and settings.clock_since is not None:
        return moved_clock(settings.clock - settings.clock_since)
    if settings.clock is not None:
        home.make()
    offset = start_clock(home.clock, settings.clock)
    if offset and settings.is_public:
        raise SettingsError(f"FLOORWALK_CLOCK: {home.clock} moves the clock, not while the origin is https")
    return moved_clock(offset)


def _values(home: Path | None, environ: Mapping[str, str]) -> dict[str, str]:
    values = read_values(environ)
    return {**values, "FLOORWALK_HOME": str(home)} if home is not None else values
