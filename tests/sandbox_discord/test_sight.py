"""What a page is told: marks of what is unread, and events for one person."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from tests.sandbox_discord.wire import IMAGES, rest
from tests.support.discord import CannotError, DiscordControl, Json

MIRA = "1100000000000000011"


class Ear:
    """An open events websocket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def until(self, kind: str) -> list[Json]:
        """All events up to the next of this kind."""
        heard: list[Json] = []
        while not heard or heard[-1]["kind"] != kind:
            heard.append(json.loads(await self._socket.receive_str(timeout=10)))
        return heard


@asynccontextmanager
async def listening(discord: DiscordControl, **query: str) -> AsyncIterator[Ear]:
    """Hear changes, once the stand-in listens."""
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{discord.control}/events", params=query) as socket,
    ):
        yield Ear(socket)


async def test_heads_tell_what_others_wrote_and_whom_it_notified(discord: DiscordControl) -> None:
    await discord.call("POST", "/say", **{"as": "member"}, channel="images", text="mine")
    said = await discord.call("POST", "/say", **{"as": "second"}, channel="images", text="theirs")
    call = await discord.call("POST", "/say", **{"as": "second"}, channel="images", text=f"<@{MIRA}>?")
    await discord.call("POST", "/say", **{"as": "moderator"}, channel="moderators", text=f"<@{MIRA}>!")

    heads = {head["channel_id"]: head for head in await discord.call("GET", "/heads", **{"as": "member"})}
    assert heads[IMAGES]["messages"] == [said["id"], call["id"]]
    assert heads[IMAGES]["mentions"] == [call["id"]]
    world = await discord.call("GET", "/world")
    unseen = {one["id"] for one in world["channels"] if "member" not in one["visible_to"]}
    assert unseen
    assert not unseen & heads.keys()


async def test_messages_come_with_or_without_their_versions(discord: DiscordControl) -> None:
    await discord.call("POST", "/say", **{"as": "member"}, channel="images", text="hello")
    place = {"as": "member", "channel": "images"}
    (whole,) = await discord.call("GET", "/messages", **place)
    (brief,) = await discord.call("GET", "/messages", **place, versions="none")
    assert whole == brief | {"versions": whole["versions"]}
    with pytest.raises(CannotError, match="all or none"):
        await discord.call("GET", "/messages", **place, versions="some")


async def test_typing_is_heard_by_who_sees_the_channel(discord: DiscordControl) -> None:
    async with (
        listening(discord, **{"as": "member"}) as member,
        listening(discord, **{"as": "stranger"}) as stranger,
        rest(discord) as bot,
    ):
        status, _ = await bot.ask("POST", f"/channels/{IMAGES}/typing")
        assert status == 204
        typing = (await member.until("typing"))[-1]
        assert typing["data"]["channel_id"] == IMAGES
        await discord.call("POST", "/say", **{"as": "stranger"}, channel="elsewhere", text="here")
        assert "typing" not in [event["kind"] for event in await stranger.until("message")]


async def test_a_look_behind_the_curtain_adds_only_the_kinds_it_names(discord: DiscordControl) -> None:
    async with (
        listening(discord, **{"as": "member", "versions": "none"}) as plain,
        listening(discord, **{"as": "member", "also": "request,violation"}) as curious,
        rest(discord) as bot,
    ):
        await curious.until("request")  # the commands were registered
        await bot.ask("POST", f"/channels/{IMAGES}/messages", {"content": "done"})
        seen = [event["kind"] for event in await curious.until("request")]
        assert "message" in seen
        assert "dispatch" not in seen
        (*before, message) = await plain.until("message")
        assert "versions" not in message["data"]
        await discord.call("POST", "/say", **{"as": "second"}, channel="images", text="later")
        before += await plain.until("message")
        assert "request" not in [event["kind"] for event in before]


async def test_an_unknown_kind_is_refused_in_words(discord: DiscordControl) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{discord.control}/events", params={"as": "member", "also": "gossip"}) as response,
    ):
        assert response.status == 422
        assert "gossip" in (await response.json())["error"]


async def test_everybody_hears_that_the_world_began_again(discord: DiscordControl) -> None:
    async with listening(discord, **{"as": "member"}) as ear:
        await discord.call("POST", "/reset")
        assert (await ear.until("place"))[-1]["kind"] == "place"
