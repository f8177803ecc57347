"""Channels and messages over REST: rights, limits, files, faults, and what is recorded."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.sandbox_discord.bot import PIXEL
from tests.sandbox_discord.wire import HIDDEN, IMAGES, NO_FILES, READ_ONLY, messages_of, rest
from tests.support.discord import CannotError, DiscordControl, start_discord


@pytest.mark.parametrize(("channel", "code"), [(READ_ONLY, 50013), (HIDDEN, 50001), ("7", 10003)])
async def test_channels_the_bot_may_not_write_in(discord: DiscordControl, channel: str, code: int) -> None:
    async with rest(discord) as bot:
        _, body = await bot.ask("POST", messages_of(channel), {"content": "x"})
    assert body["code"] == code


async def test_files_need_the_right_to_attach(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        plain, _ = await bot.ask("POST", messages_of(NO_FILES), {"content": "x"})
        with_file, body = await bot.upload("POST", messages_of(NO_FILES), {}, {0: PIXEL})
        await discord.permissions("no-files", "bot", allow=["ATTACH_FILES"])
        allowed, _ = await bot.upload("POST", messages_of(NO_FILES), {}, {0: PIXEL})
    assert (plain, with_file, body["code"], allowed) == (200, 403, 50013, 200)


async def test_a_closed_direct_conversation(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, channel = await bot.ask("POST", "/users/@me/channels", {"recipient_id": "1100000000000000011"})
        await discord.dms("member", open_=False)
        status, body = await bot.ask("POST", messages_of(channel["id"]), {"content": "x"})
    assert (status, body["code"]) == (403, 50007)


async def test_only_a_file_over_the_advertised_limit_breaks_a_rule(discord: DiscordControl) -> None:
    await discord.settings(advertised_upload_limit=200, enforced_upload_limit=100)
    async with rest(discord) as bot:
        smaller, body = await bot.upload("POST", messages_of(IMAGES), {}, {0: b"x" * 150})
        assert await discord.violations() == []
        larger, _ = await bot.upload("POST", messages_of(IMAGES), {}, {0: b"x" * 250})
        fits, _ = await bot.upload("POST", messages_of(IMAGES), {}, {0: b"x" * 100, 1: b"x" * 100})
    assert (smaller, body["code"], larger, fits) == (413, 40005, 413, 200)
    assert len(await discord.violations()) == 1


async def test_the_same_nonce_makes_one_message(discord: DiscordControl) -> None:
    body = {"content": "x", "nonce": "job-1", "enforce_nonce": True}
    async with rest(discord) as bot:
        _, first = await bot.ask("POST", messages_of(IMAGES), body)
        _, second = await bot.ask("POST", messages_of(IMAGES), body)
        _, other = await bot.ask("POST", messages_of(IMAGES), body | {"nonce": "job-2"})
    assert first["id"] == second["id"] != other["id"]


async def test_attachments_are_kept_replaced_and_referred_to(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, made = await bot.upload("POST", messages_of(IMAGES), {"content": "x"}, {0: PIXEL, 1: b"two"})
        path = f"{messages_of(IMAGES)}/{made['id']}"
        kept, gone = made["attachments"]
        _, edited = await bot.ask("PATCH", path, {"attachments": [{"id": kept["id"]}]})
        embed = {"title": "t", "image": {"url": f"attachment://{kept['filename']}"}}
        _, shown = await bot.ask("PATCH", path, {"embeds": [embed]})
    assert gone["filename"] == "1.png"
    assert [each["id"] for each in edited["attachments"]] == [kept["id"]]
    assert shown["embeds"][0]["image"]["url"] == kept["url"]
    assert shown["attachments"] == []


async def test_signed_addresses_end(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, made = await bot.upload("POST", messages_of(IMAGES), {}, {0: PIXEL})
    url = made["attachments"][0]["url"]
    async with aiohttp.ClientSession() as http:
        async with http.get(url, headers={"Range": "bytes=1-3"}) as part:
            assert (part.status, await part.read()) == (206, PIXEL[1:4])
        async with http.get(url.split("?")[0]) as bare:
            assert bare.status == 404
        await discord.advance(25 * 3600)
        async with http.get(url) as late:
            assert late.status == 404


async def test_the_list_is_newest_first_and_can_be_paged(discord: DiscordControl) -> None:
    ids = [(await discord.say(str(number)))["id"] for number in range(5)]
    async with rest(discord) as bot:
        _, last = await bot.ask("GET", messages_of(IMAGES) + "?limit=2")
        _, older = await bot.ask("GET", f"{messages_of(IMAGES)}?limit=2&before={ids[3]}")
        _, newer = await bot.ask("GET", f"{messages_of(IMAGES)}?limit=2&after={ids[1]}")
    assert [each["id"] for each in last] == [ids[4], ids[3]]
    assert [each["id"] for each in older] == [ids[2], ids[1]]
    assert [each["id"] for each in newer] == [ids[3], ids[2]]


async def test_a_full_bucket_is_a_real_429(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        made = [await bot.ask("POST", messages_of(IMAGES), {"content": "x"}) for _ in range(6)]
        headers = bot.headers
        await discord.advance(6)
        after, _ = await bot.ask("POST", messages_of(IMAGES), {"content": "x"})
    assert [status for status, _ in made] == [200] * 5 + [429]
    assert headers["Via"]
    assert headers["X-RateLimit-Scope"] == "user"
    assert headers["Content-Type"] == "application/json"
    assert 0 < made[-1][1]["retry_after"] <= 5
    assert after == 200
    assert len((await discord.standing())["rate_limited"]) == 1


async def test_what_is_no_route_is_a_violation(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        status, body = await bot.ask("GET", "/no/such/route")
    assert (status, body["code"]) == (404, 0)
    assert len(await discord.violations()) == 1


async def test_a_wrong_token_is_unauthorised(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        status, body = await bot.ask("GET", "/users/@me", token="wrong")
    assert (status, body) == (401, {"message": "401: Unauthorized", "code": 0})


async def test_a_fault_before_and_a_fault_after_the_deed(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        await discord.fault("status", "/messages$", method="POST", status=502)
        await discord.fault("status-after", "/messages$", method="POST", status=503)
        before, _ = await bot.ask("POST", messages_of(IMAGES), {"content": "one"})
        after, _ = await bot.ask("POST", messages_of(IMAGES), {"content": "two"})
    assert (before, after) == (502, 503)
    assert [each["text"] for each in await discord.messages()] == ["two"]


@pytest.mark.parametrize(("action", "posted"), [("drop", 0), ("drop-after", 1)])
async def test_a_cut_connection(discord: DiscordControl, action: str, posted: int) -> None:
    async with rest(discord) as bot:
        await discord.fault(action, "/messages$")
        with pytest.raises(aiohttp.ClientError):
            await bot.upload("POST", messages_of(IMAGES), {}, {0: b"x" * 5_000_000})
        await discord.wait_log("/messages$")
    assert len(await discord.messages()) == posted


async def test_a_held_request_waits_for_its_release(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        fault = await discord.fault("hold", "/messages$")
        posting = asyncio.create_task(bot.ask("POST", messages_of(IMAGES), {"content": "x"}))
        await discord.wait_fault(fault)
        assert await discord.messages() == []
        await discord.release(fault)
        assert (await posting)[0] == 200


async def test_a_port_in_use_is_one_sentence(discord: DiscordControl) -> None:
    port = int(discord.cdn.rsplit(":", 1)[1])
    with pytest.raises(CannotError, match=rf"Port {port} on 127.0.0.1 .*in use") as refused:
        async with start_discord(port=port):
            pass
    assert "Traceback" not in str(refused.value)


async def test_a_misspelt_field_of_a_control_call_is_refused(discord: DiscordControl) -> None:
    with pytest.raises(CannotError, match="unknown field: chanel"):
        await discord.call("POST", "/say", text="x", channel="images", chanel="y", **{"as": "member"})


async def test_the_log_keeps_each_answer_as_it_was_sent(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, made = await bot.ask("POST", messages_of(IMAGES), {"content": "first"})
        await bot.ask("PATCH", f"{messages_of(IMAGES)}/{made['id']}", {"content": "second"})
    log = await discord.log(r"/messages")
    assert [each["response"]["content"] for each in log] == ["first", "second"]
    assert [each["body"]["content"] for each in log] == ["first", "second"]


async def test_a_scripted_answer_can_be_anything(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        await discord.fault("status", "/users/@me", status=502, body="<html>Bad gateway</html>")
        with pytest.raises(aiohttp.ContentTypeError):
            await bot.ask("GET", "/users/@me")
    assert (await discord.standing())["refusals"] == []


async def test_reset_brings_the_start_back(discord: DiscordControl) -> None:
    await discord.say("x")
    await discord.permissions("images", "bot", deny=["SEND_MESSAGES"])
    await discord.change_channel("no-files", "delete")
    before = await discord.world()
    await discord.reset()
    after = await discord.world()
    assert len(after["channels"]) == len(before["channels"]) + 1
    assert await discord.messages() == []
    async with rest(discord) as bot:
        assert (await bot.ask("POST", messages_of(IMAGES), {"content": "x"}))[0] == 200
