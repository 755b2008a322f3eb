"""The configuration: environment variables ``FLOORWALK_*``, each also as ``…_FILE``, and nothing else.

What the environment leaves open comes from the product that runs in the home, and then from the defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from pathlib import Path

from floorwalk import setting_values as value
from floorwalk.insecurity import refuse_insecure
from floorwalk.setting_values import SettingsError
from services.followup.channels.email.smtp import SmtpServer

__all__ = ["DEFAULT_HOME", "DEFAULT_PORT", "HIGHEST_PORT", "NAMES", "Settings", "SettingsError"]
__all__ += ["home_of", "read_values", "settings_from"]

PREFIX = "FLOORWALK_"
DEFAULT_HOME = "./var"
DEFAULT_PORT = 8000
HIGHEST_PORT = 65_533
"""Two more are taken above the first."""

NAMES = (
    "FLOORWALK_HOME",
    "FLOORWALK_OBSERVATION_DB",
    "FLOORWALK_COUNSELLING_DB",
    "FLOORWALK_FOLLOWUP_DB",
    "FLOORWALK_WEB_DB",
    "FLOORWALK_KEYRING_DB",
    "FLOORWALK_BUS",
    "FLOORWALK_BUS_PREFIX",
    "FLOORWALK_PUBLIC_ORIGIN",
    "FLOORWALK_OBSERVATION_URL",
    "FLOORWALK_FOLLOWUP_URL",
    "FLOORWALK_PRIVATE_HOSTS",
    "FLOORWALK_PROXIES",
    "FLOORWALK_WORKER",
    "FLOORWALK_JWKS",
    "FLOORWALK_SIGNING_KEY",
    "FLOORWALK_KEK",
    "FLOORWALK_CHANNEL_KEY",
    "FLOORWALK_SMTP_URL",
    "FLOORWALK_MAIL_FROM",
    "FLOORWALK_CLOCK",
    "FLOORWALK_HEARTBEAT_URL",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the program runs with.

    ``signing_key``, ``kek`` and ``channel_key`` are None where the home keeps them, ``jwks`` where whoever checks
    tokens has the key that signs them. ``clock`` is what it was at ``clock_since``, or else when the product first
    started. Without ``smtp`` no mail is sent.
    """

    home: Path
    observation_db: str
    counselling_db: str
    followup_db: str
    web_db: str
    keyring_db: str
    bus: str
    bus_prefix: str
    public_origin: str
    observation_url: str
    followup_url: str
    private_hosts: frozenset[str]
    proxies: int
    keeps_pages: bool
    jwks: str | None
    signing_key: str | None
    kek: str | None
    channel_key: str | None
    smtp: SmtpServer | None
    mail_from: Address
    clock: datetime | None
    clock_since: datetime | None
    heartbeat_url: str | None = None

    @property
    def is_public(self) -> bool:
        """Whether people reach it over https, so that nothing insecure may be set."""
        return self.public_origin.startswith("https:")


def read_values(environ: Mapping[str, str]) -> dict[str, str]:
    """The ``FLOORWALK_*`` values of an environment, those named by ``…_FILE`` read; an empty one counts as absent.

    Raises:
        SettingsError: unknown name, unreadable file, or a value given both ways.
    """
    values: dict[str, str] = {}
    for name in sorted(name for name in environ if name.startswith(PREFIX)):
        setting = name if name in NAMES else name.removesuffix("_FILE")
        if setting not in NAMES:
            raise SettingsError(f"{name}: there is no such setting")
        if not environ[name]:
            continue
        if setting in values:
            raise SettingsError(f"{name}: {setting} is set as well")
        values[setting] = environ[name] if setting == name else _content_of(name, environ[name])
    return values


def home_of(values: Mapping[str, str]) -> Path:
    """The home folder that the values name."""
    return Path(values.get("FLOORWALK_HOME", DEFAULT_HOME)).expanduser().absolute()


def settings_from(values: Mapping[str, str], *, port: int = DEFAULT_PORT) -> Settings:
    """Check the values and fill in the defaults.

    Args:
        values: by name, as `read_values` gives them.
        port: of the first of the three addresses.

    Raises:
        SettingsError: a value cannot be used, or is insecure while the public origin is https.
    """
    home = home_of(values)
    clock, clock_since = value.clock(values)
    observation_db = value.database(values, "FLOORWALK_OBSERVATION_DB", home / "observation.db")
    settings = Settings(
        home=home,
        observation_db=observation_db,
        counselling_db=value.counselling_database(values, observation_db, home / "counselling.db"),
        followup_db=value.database(values, "FLOORWALK_FOLLOWUP_DB", home / "followup.db"),
        web_db=value.database(values, "FLOORWALK_WEB_DB", home / "web.db"),
        keyring_db=value.database(values, "FLOORWALK_KEYRING_DB", home / "keyring.db"),
        bus=value.bus(values),
        bus_prefix=values.get("FLOORWALK_BUS_PREFIX", ""),
        public_origin=value.public_origin(values, port),
        observation_url=value.address_of(values, "FLOORWALK_OBSERVATION_URL", port + 1),
        followup_url=value.address_of(values, "FLOORWALK_FOLLOWUP_URL", port + 2),
        private_hosts=value.private_hosts(values),
        proxies=value.proxies(values),
        keeps_pages=value.keeps_pages(values),
        jwks=values.get("FLOORWALK_JWKS"),
        signing_key=values.get("FLOORWALK_SIGNING_KEY"),
        kek=values.get("FLOORWALK_KEK"),
        channel_key=values.get("FLOORWALK_CHANNEL_KEY"),
        smtp=value.smtp(values),
        mail_from=value.mail_from(values),
        clock=clock,
        clock_since=clock_since,
        heartbeat_url=value.heartbeat_url(values),
    )
    if settings.is_public:
        refuse_insecure(settings)
    return settings


def _content_of(name: str, file: str) -> str:
    try:
        return Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as err:
        raise SettingsError(f"{name}: cannot read {file}: {err}") from err
