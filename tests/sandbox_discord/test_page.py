"""The page is served whole, loads nothing from elsewhere, and other sites cannot drive the stand-in."""

from __future__ import annotations

import gzip
import re
from urllib.parse import urljoin

import aiohttp

from tests.support.discord import DiscordControl

#: Bytes on the wire, headers included.
_BUDGET = 150_000


async def test_the_page_loads_only_what_the_stand_in_serves(discord: DiscordControl) -> None:
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        pending, sizes = {discord.page}, dict[str, int]()
        while pending:
            url = pending.pop()
            async with http.get(url, headers={"Accept-Encoding": "gzip"}) as response:
                sent = await response.read()
                assert response.status == 200, url
                assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            sizes[url] = len(sent) + sum(len(name + value) + 4 for name, value in response.raw_headers)
            text = gzip.decompress(sent).decode()
            own_words = text.replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https://|style=|innerHTML|<script>", own_words), url
            pending |= {urljoin(url, path) for path in _loaded(text)} - sizes.keys()
    assert {f"{discord.cdn}/page/{name}" for name in ("page.js", "state.js", "tokens.css")} <= sizes.keys()
    assert sum(sizes.values()) < _BUDGET


async def test_what_the_page_asks_for_comes_packed(discord: DiscordControl) -> None:
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        address = f"{discord.page}_control/world"
        of_page = {"Accept-Encoding": "gzip", "Sec-Fetch-Mode": "cors"}
        async with http.get(address, headers=of_page) as packed:
            assert packed.headers["Content-Encoding"] == "gzip"
            small = await packed.read()
        async with http.get(address, headers={"Accept-Encoding": "identity"}) as plain:
            assert len(small) < len(await plain.read()) / 2


def _loaded(text: str) -> list[str]:
    """Addresses in markup, in `import … from` and in style sheets."""
    found = re.findall(r'(?:src|href)="(/[^"]+)"|(?:from|import\(?) ?"(\.[^"]+)"|url\("?([^")]+)', text)
    return ["".join(groups) for groups in found]


async def test_nothing_but_the_page_is_served(discord: DiscordControl) -> None:
    async with aiohttp.ClientSession() as http:
        for name in (
            "..%2fdiscord%2fworld.py",
            "..%2f..%2fpyproject.toml",
            "..%2fpage%2f..%2fREADME.md",
            "a%00.js",
            "none.js",
            "/etc/hosts.js",
        ):
            async with http.get(f"{discord.page}page/{name}") as response:
                assert response.status == 404


async def test_another_site_cannot_use_the_control_api(discord: DiscordControl) -> None:
    async with aiohttp.ClientSession() as http:
        for headers in ({"Origin": "https://example.org"}, {"Host": "example.org"}):
            async with http.post(f"{discord.control}/reset", headers=headers) as response:
                assert response.status == 403
