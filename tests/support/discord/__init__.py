"""Discord's stand-in as a test sees it: a real process, and typed calls for what a person can do.

    async with start_discord() as discord:            # a process of its own on a free port
        ... start the bot with discord.api, discord.gateway, discord.token ...
        await discord.wait_commands("imagine")
        done = await discord.slash("imagine", {"prompt": "a fox"}, wait=5)
        card = await discord.wait_message("done", channel="images", files=1)
        await discord.press(card["id"], "Cancel")
        assert await discord.violations() == []

People: "member", "second", "moderator", "owner", "stranger" (user-installed the app; only in guild
"elsewhere", where the bot is not). Channels of guild "studio": "images", "after-dark" (age-restricted),
"moderators", "read-only" (the bot may not post), "no-files" (the bot may not attach), "hidden" (the bot
cannot see it); of guild "club": "club-images", "club-after-dark", "club-moderators"; of guild
"elsewhere": "elsewhere". "dm" is the direct conversation of the bot and whoever acts.

A message view has `id`, `text` (all a person reads), `files` (attachment objects), `ephemeral`,
`only_for`, `loading`, `deleted`, `pinged`, `interaction_id`, `message` (as on the wire) and `versions`
(each with `at`, `text`, `message`). An interaction view has `id`, `state` ("waiting", "failed" or the
kind of answer: "message", "deferred", "deferred_update", "update", "choices", "modal"), `delivered`,
`response`, `original_id`, `answered_after` (seconds).
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.support.discord.acts import Acts, file
from tests.support.discord.caller import CannotError, Json
from tests.support.discord.happenings import Happenings
from tests.support.discord.sight import Sight

__all__ = ("CannotError", "DiscordControl", "Json", "file", "start_discord")


class DiscordControl(Acts, Sight, Happenings):
    """The stand-in: its addresses (`api`, `gateway`, `cdn`, `page`, `control`, `token`) and all calls."""


@asynccontextmanager
async def start_discord(*, port: int = 0, certificate: Path | None = None) -> AsyncIterator[DiscordControl]:
    """The stand-in in a process of its own; ends it on leaving. Raises CannotError when it does not start.

    With a certificate (a PEM with its key) it speaks TLS.
    """
    more = ("--certificate", str(certificate)) if certificate else ()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "discord", "--port", str(port), *more,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=dict(os.environ),
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        line = await asyncio.wait_for(process.stdout.readline(), 20)
        if not line:
            raise CannotError(f"the stand-in did not start: {(await process.stderr.read()).decode()}")
        trust = ssl.create_default_context(cafile=certificate) if certificate else True
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trust)) as http:
            yield DiscordControl(json.loads(line), http, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
