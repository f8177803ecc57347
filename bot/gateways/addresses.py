"""Which addresses a picture may be fetched from.

An answer names the address, so it must not lead into the operator's own network. The check is made on
the very address a socket is about to be connected to: a name that resolves differently the second
time gains nothing.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

_NAT64 = IPv6Network("64:ff9b::/96")


class AddressRefused(OSError):
    """This address is not one to connect to."""


def is_public(address: str) -> bool:
    """Whether an address is on the public internet, also when it carries another one inside."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inside(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        ip = inner
    special = ip.is_multicast or ip.is_reserved or (isinstance(ip, IPv6Address) and ip.is_site_local)
    return ip.is_global and not special


def _inside(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that traffic to this one ends at."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def names_loopback(url: str) -> bool:
    """Whether a URL says by itself that it means this machine."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or is_loopback(host)


def public_socket(info: tuple[Any, ...]) -> socket.socket:
    """A socket for a public address.

    Raises:
        AddressRefused: it is not one.
    """
    return _socket(info, is_public(info[4][0]))


def loopback_socket(info: tuple[Any, ...]) -> socket.socket:
    """A socket for an address of this machine.

    Raises:
        AddressRefused: it is not one.
    """
    return _socket(info, is_loopback(info[4][0]))


def _socket(info: tuple[Any, ...], allowed: bool) -> socket.socket:
    if not allowed:
        raise AddressRefused("not an address pictures are fetched from")
    family, kind, protocol = info[:3]
    return socket.socket(family, kind, protocol)
