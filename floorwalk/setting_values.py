"""What a setting's value must look like, kind by kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from contracts.instants import parse_instant
from services.followup.channels.email.smtp import SmtpAddressInvalid, SmtpServer, smtp_server

LOOPBACK = {"localhost", "127.0.0.1", "::1"}

_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2200
"""So that dates reckoned from the clock stay dates."""

_MOST_PROXIES = 8

_FILE, _SERVER = "sqlite:////path/to/file.db", "postgresql://user:password@host/database"
_DATABASES = {"sqlite": _FILE, "postgresql": _SERVER, "postgres": _SERVER}
_BROKER = "amqp://user:password@host//"
_BUSSES = {"amqp": _BROKER, "amqps": _BROKER, "memory": "memory://"}


class SettingsError(Exception):
    """A setting is unknown, unreadable, invalid or insecure. The message begins with its name."""


def database(values: Mapping[str, str], name: str, default: Path) -> str:
    return _url(name, values.get(name, f"sqlite:///{default}"), _DATABASES)


def bus(values: Mapping[str, str]) -> str:
    return _url("FLOORWALK_BUS", values.get("FLOORWALK_BUS", "memory://"), _BUSSES)


def _url(name: str, url: str, kinds: Mapping[str, str]) -> str:
    """A URL of one of these kinds. What is wrong with it is told without it: there may be a password in it."""
    try:
        parts = urlsplit(url)
        usable = "://" in url and parts.scheme in kinds and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(f"{name}: must look like {' or '.join(dict.fromkeys(kinds.values()))}")
    return url


def counselling_database(values: Mapping[str, str], observation_db: str, default: Path) -> str:
    """Where none is given on a server, a schema of its own beside the observation log."""
    name = "FLOORWALK_COUNSELLING_DB"
    if name in values or observation_db.startswith("sqlite"):
        return database(values, name, default)
    parts = urlsplit(observation_db)
    query = dict(parse_qsl(parts.query))
    query["options"] = f"{query.get('options', '')} -csearch_path=counselling".strip()
    return parts._replace(query=urlencode(query, quote_via=quote)).geturl()


def public_origin(values: Mapping[str, str], port: int) -> str:
    name = "FLOORWALK_PUBLIC_ORIGIN"
    origin = values.get(name, f"http://localhost:{port}").rstrip("/")
    parts = _split(name, origin)
    if parts.path or parts.query or parts.fragment:
        raise SettingsError(f"{name}: an origin is scheme, host and port, nothing more")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise SettingsError(f"{name}: must be https, or http on localhost")
    return origin


def address_of(values: Mapping[str, str], name: str, port: int) -> str:
    address = values.get(name, f"http://127.0.0.1:{port}").rstrip("/")
    _split(name, address)
    return address


def _split(name: str, address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError as err:
        raise SettingsError(f"{name}: {err}") from err
    if not usable or parts.username is not None:
        raise SettingsError(f"{name}: must look like https://host or http://host:port")
    return parts


def heartbeat_url(values: Mapping[str, str]) -> str | None:
    """What is asked while the watch looks; its path is often all the secret there is."""
    name = "FLOORWALK_HEARTBEAT_URL"
    if name not in values:
        return None
    _split(name, values[name])
    return values[name]


def clock(values: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """The instant that it is, and the instant of system time at which it is so, where one is given after an ``@``."""
    text, _, since = values.get("FLOORWALK_CLOCK", "").partition("@")
    return (_instant(text) if text else None), (_instant(since) if since else None)


def keeps_pages(values: Mapping[str, str]) -> bool:
    """Whether phones keep the pages they have seen."""
    name = "FLOORWALK_WORKER"
    worker = values.get(name, "on")
    if worker not in {"on", "off"}:
        raise SettingsError(f"{name}: on or off")
    return worker == "on"


def proxies(values: Mapping[str, str]) -> int:
    """How many proxies stand in front of the web."""
    text = values.get("FLOORWALK_PROXIES", "0")
    if not text.isdecimal() or int(text) > _MOST_PROXIES:
        raise SettingsError(f"FLOORWALK_PROXIES: must be a number from 0 to {_MOST_PROXIES}")
    return int(text)


def private_hosts(values: Mapping[str, str]) -> frozenset[str]:
    """Hosts, apart by blanks or commas, that are reached through a network nobody else can listen to."""
    return frozenset(values.get("FLOORWALK_PRIVATE_HOSTS", "").replace(",", " ").split())


def smtp(values: Mapping[str, str]) -> SmtpServer | None:
    """The mail server; None where no mail is to be sent."""
    name = "FLOORWALK_SMTP_URL"
    try:
        return smtp_server(values[name]) if values.get(name) else None
    except SmtpAddressInvalid as err:
        raise SettingsError(f"{name}: {err}") from err


def mail_from(values: Mapping[str, str]) -> Address:
    """Who mails come from: an address alone."""
    name = "FLOORWALK_MAIL_FROM"
    try:
        sender = Address("Floorwalk", addr_spec=values.get(name, "floorwalk@localhost"))
    except (ValueError, IndexError) as err:
        raise SettingsError(f"{name}: must be an e-mail address") from err
    if not sender.domain:
        raise SettingsError(f"{name}: must be an e-mail address")
    return sender


def _instant(text: str) -> datetime:
    try:
        instant = parse_instant(text)
    except (ValueError, OverflowError) as err:
        raise SettingsError(f"FLOORWALK_CLOCK: must be an RFC 3339 instant with its offset: {err}") from err
    if not _EARLIEST_YEAR <= instant.year < _LATEST_YEAR:
        raise SettingsError(f"FLOORWALK_CLOCK: must lie between {_EARLIEST_YEAR} and {_LATEST_YEAR}")
    return instant
