"""The gateway: close codes, shards, RESUME, and what a library does when the network breaks."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.sandbox_discord.bot import Small
from tests.sandbox_discord.wire import gateway, online, ping, rest
from tests.support.discord import DiscordControl

STUDIO, CLUB = "1100000000004194304", "1100000000008388608"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 15}, 4014),
        ({"intents": 1 << 40}, 4013),
        ({"shard": [2, 2]}, 4010),
    ],
)
async def test_a_wrong_identify_is_closed(discord: DiscordControl, change: dict[str, Any], code: int) -> None:
    async with gateway(discord) as socket:
        await socket.identify(**{"token": discord.token} | change)
        assert await socket.next() == code
    assert await discord.violations() == [f"gateway closed with {code}"]


async def test_each_shard_serves_its_guilds(discord: DiscordControl) -> None:
    async with gateway(discord) as one, gateway(discord) as two:
        await one.identify(discord.token, shard=[0, 2])
        await two.identify(discord.token, shard=[1, 2])
        served = [{each["id"] for each in (await socket.until("READY"))["guilds"]} for socket in (one, two)]
    assert {frozenset(each) for each in served} == {frozenset({STUDIO}), frozenset({CLUB})}


async def test_resume_replays_what_was_missed(discord: DiscordControl) -> None:
    async with rest(discord), gateway(discord) as again:
        async with online(discord) as socket:
            await socket.until("GUILD_CREATE")
            await discord.socket("drop")
            await discord.wait_session(connected=False)
        number, _, _ = await ping(discord)
        await again.send(6, {"token": discord.token, "session_id": socket.session, "seq": socket.seq})
        assert (await again.until("INTERACTION_CREATE"))["id"] == number
        await again.until("RESUMED")


async def test_an_unknown_session_cannot_be_resumed(discord: DiscordControl) -> None:
    async with gateway(discord) as socket:
        await socket.send(6, {"token": discord.token, "session_id": "none", "seq": 1})
        answer = await socket.next()
    assert isinstance(answer, dict)
    assert (answer["op"], answer["d"]) == (9, False)


@pytest.mark.parametrize("how", ["drop", "reconnect", "resumable", "close"])
async def test_the_library_resumes(discord: DiscordControl, bot: Small, how: str) -> None:
    before = (await discord.sessions())[0]["id"]
    assert await discord.socket(how) == 1
    await bot.wait_seen("resumed")
    assert [each["id"] for each in await discord.sessions()] == [before]
    await discord.slash("imagine", {"prompt": "after"})
    await discord.wait_message("done after", files=1)


async def test_the_library_identifies_anew_when_its_session_is_over(
    discord: DiscordControl, bot: Small
) -> None:
    before = (await discord.sessions())[0]["id"]
    await discord.socket("invalid")
    await discord.wait_session(ignore=[before])
    await discord.slash("imagine", {"prompt": "after"})
    await discord.wait_message("done after", files=1)


async def test_rights_and_channels_reach_the_library(discord: DiscordControl, bot: Small) -> None:
    await discord.permissions("images", "bot", deny=["SEND_MESSAGES"])
    await discord.wait_dispatched("CHANNEL_UPDATE")
    await discord.slash("secret", channel="club-images")
    channel = bot.get_channel(1100000000000000101)
    assert channel is not None
    assert not channel.permissions_for(channel.guild.me).send_messages  # type: ignore[union-attr] # a text channel
    assert await discord.violations() == []


async def test_events_show_a_person_what_that_person_may_see(discord: DiscordControl) -> None:
    url = discord.control.replace("http", "ws") + "/events"
    async with aiohttp.ClientSession() as http, http.ws_connect(url + "?as=member") as events:
        await discord.say("hidden", channel="moderators", as_="moderator")
        await discord.say("shown", channel="images", as_="moderator")
        change = await events.receive_json(timeout=5)
    assert change["kind"] == "message"
    assert change["data"]["text"] == "shown"


async def test_members_are_told_on_request(discord: DiscordControl) -> None:
    async with online(discord) as socket:
        await socket.send(8, {"guild_id": STUDIO, "user_ids": ["1100000000000000011", "5"], "nonce": "n"})
        chunk = await socket.until("GUILD_MEMBERS_CHUNK")
    assert [member["user"]["username"] for member in chunk["members"]] == ["mira"]
    assert chunk["not_found"] == ["5"]
    assert chunk["nonce"] == "n"


async def test_what_others_write_is_blank_without_the_intent(discord: DiscordControl) -> None:
    await discord.settings(allowed_privileged_intents=1 << 15)
    async with gateway(discord) as plain, gateway(discord) as privileged:
        await plain.identify(discord.token, intents=1 | 1 << 9)
        await privileged.identify(discord.token, intents=1 | 1 << 9 | 1 << 15)
        await plain.until("READY")
        await privileged.until("READY")
        await discord.say("private")
        texts = [(await each.until("MESSAGE_CREATE"))["content"] for each in (plain, privileged)]
    assert texts == ["", "private"]


async def test_the_bot_joins_and_leaves(discord: DiscordControl, bot: Small) -> None:
    await discord.bot_in("elsewhere", present=True)
    await discord.bot_in("club", present=False)
    await discord.slash("secret")
    assert {guild.name for guild in bot.guilds} == {"Picture House", "Elsewhere"}
    joined = [
        each for each in await discord.dispatched("GUILD_CREATE") if each["data"]["name"] == "Elsewhere"
    ]
    assert "unavailable" not in joined[-1]["data"]


async def test_a_guild_has_a_channel_for_discords_own_messages(discord: DiscordControl, bot: Small) -> None:
    await discord.system_channel("studio", "images")
    await discord.wait_dispatched("GUILD_UPDATE")
    await discord.slash("secret")
    house = next(guild for guild in bot.guilds if guild.name == "Picture House")
    assert house.system_channel is not None
    assert house.system_channel.name == "images"
