"""Connections that go to the public Internet only, so that nobody can have us ask the machines behind our own wall.

The name is resolved once, what it means is looked at, and that very address is connected to: a name that means
something else a moment later does not help (OWASP, server-side request forgery).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore


class AddressForbidden(httpcore.ConnectError):
    """The address belongs to a network that webhooks may not reach."""


class GuardedNetwork(httpcore.NetworkBackend):
    """
    Args:
        private_hosts: names that may be anywhere, such as a receiver in the operator's own network.
    """

    def __init__(self, private_hosts: Iterable[str] = ()) -> None:
        self._private_hosts = frozenset(private_hosts)
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        address = host if host in self._private_hosts else _public_address(host, port)
        return self._network.connect_tcp(address, port, timeout, local_address, socket_options)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise AddressForbidden("a webhook goes to no socket of this machine")


def _public_address(host: str, port: int) -> str:
    """Refused where any of its addresses is not public, lest the next one is taken."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as err:
        raise httpcore.ConnectError(f"the name means nothing: {type(err).__name__}") from err
    if not all(_is_public(address) for address in found):
        raise AddressForbidden("the address is not on the public Internet")
    return min(found)


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return (mapped or ip).is_global and ip.is_global and not ip.is_multicast
