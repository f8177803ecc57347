"""Where Discord is: elsewhere for tests, the sandbox and REST proxies."""

import ipaddress
from urllib.parse import urlsplit

import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

_PLAIN = {"http": "https", "ws": "wss"}


def use_endpoints(
    *, api_base: str | None = None, gateway_url: str | None = None, cdn_base: str | None = None
) -> None:
    """Point discord.py at other hosts, for the whole process and before any client starts.

    discord.py has no public setting for this; these three class attributes are read at each use.

    Raises:
        ValueError: an address that would send the bot's token in the clear over a network.
    """
    for address in (api_base, gateway_url, cdn_base):
        if address is not None:
            _check(address)
    if api_base is not None:
        Route.BASE = api_base.rstrip("/")
    if gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    if cdn_base is not None:
        Asset.BASE = cdn_base.rstrip("/")


def _check(address: str) -> None:
    parts = urlsplit(address)
    secure = _PLAIN.get(parts.scheme)
    if secure is not None and not _is_loopback(parts.hostname or ""):
        raise ValueError(
            f"{parts.hostname} is not this machine: use {secure}:// instead of {parts.scheme}://"
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
