"""The interaction state machine: 3 s, 15 min, one answer, follow-ups, and who may do it."""

from __future__ import annotations

import pytest

from tests.sandbox_discord.wire import V2, online, ping, rest
from tests.support.discord import CannotError, DiscordControl

HELLO = {"type": 4, "data": {"content": "hello"}}


async def test_an_answer_after_three_seconds_finds_no_interaction(discord: DiscordControl) -> None:
    async with rest(discord) as bot, online(discord):
        number, callback, _ = await ping(discord)
        await discord.advance(3.1)
        status, body = await bot.ask("POST", callback, HELLO)
    assert (status, body["code"]) == (404, 10062)
    assert (await discord.interaction(number))["state"] == "failed"
    assert await discord.violations() == []  # late by the test's clock alone


async def test_a_second_answer_is_refused_and_recorded(discord: DiscordControl) -> None:
    async with rest(discord) as bot, online(discord):
        _, callback, _ = await ping(discord)
        first, empty = await bot.ask("POST", callback, HELLO)
        status, body = await bot.ask("POST", callback, HELLO)
    assert (first, empty) == (204, None)
    assert (status, body["code"]) == (400, 40060)
    assert len(await discord.violations()) == 1


async def test_an_invalid_answer_does_not_use_the_interaction_up(discord: DiscordControl) -> None:
    async with rest(discord) as bot, online(discord):
        _, callback, _ = await ping(discord)
        wrong, body = await bot.ask("POST", callback, {"type": 4, "data": {"content": "x" * 2001}})
        right, _ = await bot.ask("POST", callback + "?with_response=1", HELLO)
    assert (wrong, body["code"], right) == (400, 50035, 200)
    assert "content" in body["errors"]["data"]


@pytest.mark.parametrize("how", ["time", "expiry"])
async def test_the_token_dies(discord: DiscordControl, how: str) -> None:
    async with rest(discord) as bot, online(discord):
        number, callback, hook = await ping(discord)
        await bot.ask("POST", callback, HELLO)
        if how == "time":
            await discord.advance(901)
        else:
            await discord.expire(number)
        edited = await bot.ask("PATCH", hook + "/messages/@original", {"content": "later"})
        followed = await bot.ask("POST", hook, {"content": "later"})
    assert [status for status, _ in (edited, followed)] == [401, 401]
    assert edited[1]["code"] == followed[1]["code"] == 50027


async def test_nothing_can_be_edited_before_the_first_answer(discord: DiscordControl) -> None:
    async with rest(discord) as bot, online(discord):
        _, _, hook = await ping(discord)
        status, body = await bot.ask("PATCH", hook + "/messages/@original", {"content": "early"})
    assert (status, body["code"]) == (404, 10015)


async def test_a_user_install_alone_gets_five_follow_ups_and_no_channel(discord: DiscordControl) -> None:
    command = {"name": "ping", "description": "x", "type": 1, "integration_types": [1]}
    async with rest(discord) as bot, online(discord):
        await bot.ask("PUT", "/applications/1100000000000000001/commands", [command])
        _, callback, hook = await ping(discord, channel="elsewhere", as_="stranger")
        await bot.ask("POST", callback, HELLO)
        codes = []
        for _ in range(6):
            codes.append((await bot.ask("POST", hook, {"content": "more"}))[0])
            await discord.advance(2)
        posted, body = await bot.ask("POST", "/channels/1100000000000000301/messages", {"content": "x"})
    assert codes == [200] * 5 + [400]
    assert (posted, body["code"]) == (403, 50001)


async def test_a_deleted_answer_or_channel_cannot_be_edited(discord: DiscordControl) -> None:
    async with rest(discord) as bot, online(discord):
        number, callback, hook = await ping(discord)
        await bot.ask("POST", callback, HELLO)
        answer = (await discord.interaction(number))["original_id"]
        await discord.delete_message(answer)
        gone = await bot.ask("PATCH", hook + "/messages/@original", {"content": "x"})
        await discord.change_channel("images", "delete")
        away = await bot.ask("POST", hook, {"content": "x"})
    assert (gone[0], gone[1]["code"]) == (404, 10008)
    assert (away[0], away[1]["code"]) == (404, 10003)
    assert await discord.violations() == []


async def test_a_duplicate_event_is_the_same_interaction(discord: DiscordControl) -> None:
    async with rest(discord), online(discord) as socket:
        number, _, _ = await ping(discord)
        await discord.duplicate(number)
        first = await socket.until("INTERACTION_CREATE")
        second = await socket.until("INTERACTION_CREATE")
    assert first == second


async def test_the_interaction_says_where_and_by_whom(discord: DiscordControl) -> None:
    await discord.settings(advertised_upload_limit=1234)
    async with rest(discord), online(discord) as socket:
        await ping(discord, channel="no-files", as_="moderator")
        event = await socket.until("INTERACTION_CREATE")
    attach, manage_guild = 1 << 15, 1 << 5
    assert not int(event["app_permissions"]) & attach
    assert int(event["member"]["permissions"]) & manage_guild
    assert event["attachment_size_limit"] == 1234
    assert event["authorizing_integration_owners"] == {"0": event["guild_id"]}
    assert event["context"] == 0


async def test_components_get_ids_and_the_flag_stays(discord: DiscordControl) -> None:
    text = {"type": 10, "content": "hi"}
    async with rest(discord) as bot, online(discord):
        _, callback, hook = await ping(discord)
        await bot.ask("POST", callback, {"type": 4, "data": {"flags": V2, "components": [text, text]}})
        _, message = await bot.ask("GET", hook + "/messages/@original")
        legacy, _ = await bot.ask("PATCH", hook + "/messages/@original", {"content": "old"})
    assert [part["id"] for part in message["components"]] == [1, 2]
    assert legacy == 400


async def test_what_an_earlier_version_left_can_be_pressed_and_is_no_persons(discord: DiscordControl) -> None:
    button = {"type": 2, "style": 1, "label": "Old", "custom_id": "old:1"}
    async with rest(discord) as bot, online(discord):
        message = await discord.plant([{"type": 1, "components": [button]}])
        pressed = await discord.press(message["id"], "Old", wait=0)
        sent = (await discord.wait_dispatched("INTERACTION_CREATE"))["data"]
        answer = {"type": 4, "data": {"content": "I know it no more"}}
        path = f"/interactions/{pressed['id']}/{sent['token']}/callback"
        assert (await bot.ask("POST", path, answer))[0] == 204
    assert (sent["message"]["id"], sent["data"]["custom_id"]) == (message["id"], "old:1")
    with pytest.raises(CannotError, match="writes in words"):
        await discord.call("POST", "/say", **{"as": "member"}, channel="images", text="", components=[button])
