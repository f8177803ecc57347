"""The page is served whole, loads nothing from elsewhere, and other sites cannot drive the stand-in."""

from __future__ import annotations

import re

import aiohttp

from tests.support.discord import DiscordControl


async def test_the_page_loads_only_what_the_stand_in_serves(discord: DiscordControl) -> None:
    async with aiohttp.ClientSession() as http:
        pending, seen = [discord.page], set()
        while pending:
            url = pending.pop()
            seen.add(url)
            async with http.get(url) as response:
                text = await response.text()
                assert response.status == 200, url
                assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert not re.search(r"https://|style=|innerHTML|<script>", text), url
            found = re.findall(r'(?:src|href)="(/[^"]+)"', text)
            found += [f"/page/{name}" for name in re.findall(r'from "\./([^"]+)"', text)]
            pending += {discord.cdn + path for path in found} - seen
    assert len(seen) == 6


async def test_nothing_but_the_page_is_served(discord: DiscordControl) -> None:
    async with aiohttp.ClientSession() as http:
        for name in ("..%2fdiscord%2fworld.py", "..%2f..%2fpyproject.toml", "none.js"):
            async with http.get(f"{discord.page}page/{name}") as response:
                assert response.status == 404


async def test_another_site_cannot_use_the_control_api(discord: DiscordControl) -> None:
    async with aiohttp.ClientSession() as http:
        for headers in ({"Origin": "https://example.org"}, {"Host": "example.org"}):
            async with http.post(f"{discord.control}/reset", headers=headers) as response:
                assert response.status == 403
