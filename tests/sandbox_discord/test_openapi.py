"""What the stand-in answers, and what a real client sends it, is as Discord describes it."""

from __future__ import annotations

import aiohttp
import pytest

from tests.sandbox_discord.bot import Small
from tests.sandbox_discord.wire import IMAGES
from tests.support.discord import DiscordControl
from tests.support.openapi import find_description, mismatches

DESCRIPTION = find_description()
pytestmark = pytest.mark.skipif(DESCRIPTION is None, reason="Discord's OpenAPI description is not at hand")

_GETS = (
    "/users/@me", "/applications/@me", "/oauth2/applications/@me", "/gateway", "/gateway/bot",
    "/users/@me/guilds", "/guilds/1100000000004194304", "/guilds/1100000000004194304/channels",
    "/guilds/1100000000004194304/roles", "/guilds/1100000000004194304/members/1100000000000000011",
    "/users/1100000000000000011", "/channels/1100000000000000101", "/channels/1100000000000000101/messages",
    "/channels/5", "/channels/1100000000000000106", "/applications/1100000000000000001/commands",
)  # fmt: skip


async def test_no_body_of_any_flow_contradicts_the_description(discord: DiscordControl, bot: Small) -> None:
    assert DESCRIPTION is not None
    await discord.slash("imagine", {"prompt": "a fox"})
    card = await discord.wait_message("done", files=1)
    asked = await discord.press(card["id"], "Ask")
    await discord.submit_modal(asked["id"], {"prompt": "an owl"})
    await discord.press(card["id"], "Cancel")
    await discord.slash("secret")
    await discord.slash("follow")
    await discord.slash("post", {"embed": True})
    await discord.slash("post", channel="dm")
    await discord.wait_message("^for", channel="dm-member")
    said = await discord.say("a photograph")
    await discord.context("Look", said["id"])
    await discord.autocomplete("imagine", "ratio")
    await discord.wait_log("/callback", count=10)
    await _post(discord, f"/channels/{IMAGES}/messages/{said['id']}/threads", name="foxes")
    await _get_everything(discord)

    assert mismatches(await discord.log(), DESCRIPTION) == []


async def _post(discord: DiscordControl, path: str, **body: str) -> None:
    headers = {"Authorization": f"Bot {discord.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.post(discord.api + path, json=body) as response,
    ):
        assert response.ok, await response.text()


async def _get_everything(discord: DiscordControl) -> None:
    headers = {"Authorization": f"Bot {discord.token}"}
    async with aiohttp.ClientSession(headers=headers) as http:
        for path in _GETS:
            async with http.get(discord.api + path) as response:
                await response.read()


async def test_the_check_notices_a_wrong_body(discord: DiscordControl, bot: Small) -> None:
    assert DESCRIPTION is not None
    log = await discord.log()
    entry = next(each for each in log if each["route"] == "/users/@me")
    entry["response"] = entry["response"] | {"id": 5}
    assert len(mismatches([entry], DESCRIPTION)) == 1
