"""A client with nothing patched: Discord's real host names, resolved to the stand-in over TLS.

Only documented options of the library are used, and every other host name is refused, which shows that
the client talks to nobody else.
"""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from tests.sandbox_discord.bot import Small, running
from tests.support.discord import start_discord

_NAMES = ("discord.com", "gateway.discord.gg", "cdn.discordapp.com")
_OPENSSL = shutil.which("openssl")


class _OnlyDiscord(AbstractResolver):
    """Knows Discord's names, and that they are here."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.asked: set[str] = set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.add(host)
        if host not in _NAMES:
            raise OSError(f"{host} is not Discord's")
        return [
            ResolveResult(hostname=host, host="127.0.0.1", port=self._port, family=family, proto=0, flags=0)
        ]

    async def close(self) -> None:
        """Nothing is held."""


def _certificate(folder: Path) -> Path:
    """A throwaway certificate for Discord's names, with its key, valid for a day."""
    names = ",".join(f"DNS:{name}" for name in _NAMES) + ",IP:127.0.0.1"
    pem, key = folder / "both.pem", folder / "key.pem"
    command: list[Any] = [_OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    command += ["-subj", "/CN=sandbox", "-addext", f"subjectAltName={names}", "-keyout", key, "-out", pem]
    subprocess.run(command, check=True, capture_output=True)
    pem.write_bytes(pem.read_bytes() + key.read_bytes())
    return pem


@pytest.mark.skipif(_OPENSSL is None, reason="openssl is not at hand to make a certificate")
async def test_a_client_that_believes_it_talks_to_discord(tmp_path: Path) -> None:
    pem = _certificate(tmp_path)
    async with start_discord(certificate=pem) as server:
        resolver = _OnlyDiscord(int(server.cdn.rsplit(":", 1)[1]))
        trust = ssl.create_default_context(cafile=pem)
        connector = aiohttp.TCPConnector(resolver=resolver, ssl=trust)
        async with running(server, Small(connector=connector)):
            await server.slash("imagine", {"prompt": "a fox"})
            card = await server.wait_message("done a fox", files=1)
            assert card["files"][0]["url"].startswith("https://")
        assert resolver.asked == {"discord.com", "gateway.discord.gg"}
        assert await server.violations() == []


async def test_a_certificate_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "not.pem").write_text("nothing")
    with pytest.raises(AssertionError, match=r"The certificate .*not\.pem cannot be used"):
        async with start_discord(certificate=tmp_path / "not.pem"):
            pass
