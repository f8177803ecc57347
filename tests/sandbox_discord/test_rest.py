"""Channels and messages over REST: rights, limits, files, faults, and what is recorded."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.sandbox_discord.bot import PIXEL
from tests.sandbox_discord.wire import HIDDEN, IMAGES, NO_FILES, READ_ONLY, Rest, rest
from tests.support.discord import CannotError, DiscordControl, start_discord


def _messages(channel: str) -> str:
    return f"/channels/{channel}/messages"


@pytest.mark.parametrize(("channel", "code"), [(READ_ONLY, 50013), (HIDDEN, 50001), ("7", 10003)])
async def test_channels_the_bot_may_not_write_in(discord: DiscordControl, channel: str, code: int) -> None:
    async with rest(discord) as bot:
        _, body = await bot.ask("POST", _messages(channel), {"content": "x"})
    assert body["code"] == code


async def test_files_need_the_right_to_attach(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        plain, _ = await bot.ask("POST", _messages(NO_FILES), {"content": "x"})
        with_file, body = await bot.upload("POST", _messages(NO_FILES), {}, {0: PIXEL})
        await discord.permissions("no-files", "bot", allow=["ATTACH_FILES"])
        allowed, _ = await bot.upload("POST", _messages(NO_FILES), {}, {0: PIXEL})
    assert (plain, with_file, body["code"], allowed) == (200, 403, 50013, 200)


async def test_a_closed_direct_conversation(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, channel = await bot.ask("POST", "/users/@me/channels", {"recipient_id": "1100000000000000011"})
        await discord.dms("member", open_=False)
        status, body = await bot.ask("POST", _messages(channel["id"]), {"content": "x"})
    assert (status, body["code"]) == (403, 50007)


async def test_only_a_file_over_the_advertised_limit_breaks_a_rule(discord: DiscordControl) -> None:
    await discord.settings(advertised_upload_limit=200, enforced_upload_limit=100)
    async with rest(discord) as bot:
        smaller, body = await bot.upload("POST", _messages(IMAGES), {}, {0: b"x" * 150})
        assert await discord.violations() == []
        larger, _ = await bot.upload("POST", _messages(IMAGES), {}, {0: b"x" * 250})
        fits, _ = await bot.upload("POST", _messages(IMAGES), {}, {0: b"x" * 100, 1: b"x" * 100})
    assert (smaller, body["code"], larger, fits) == (413, 40005, 413, 200)
    assert len(await discord.violations()) == 1


async def test_the_same_nonce_makes_one_message(discord: DiscordControl) -> None:
    body = {"content": "x", "nonce": "job-1", "enforce_nonce": True}
    async with rest(discord) as bot:
        _, first = await bot.ask("POST", _messages(IMAGES), body)
        _, second = await bot.ask("POST", _messages(IMAGES), body)
        _, other = await bot.ask("POST", _messages(IMAGES), body | {"nonce": "job-2"})
    assert first["id"] == second["id"] != other["id"]


async def test_attachments_are_kept_replaced_and_referred_to(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, made = await bot.upload("POST", _messages(IMAGES), {"content": "x"}, {0: PIXEL, 1: b"two"})
        path = f"{_messages(IMAGES)}/{made['id']}"
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
        _, made = await bot.upload("POST", _messages(IMAGES), {}, {0: PIXEL})
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
        _, last = await bot.ask("GET", _messages(IMAGES) + "?limit=2")
        _, older = await bot.ask("GET", f"{_messages(IMAGES)}?limit=2&before={ids[3]}")
        _, newer = await bot.ask("GET", f"{_messages(IMAGES)}?limit=2&after={ids[1]}")
    assert [each["id"] for each in last] == [ids[4], ids[3]]
    assert [each["id"] for each in older] == [ids[2], ids[1]]
    assert [each["id"] for each in newer] == [ids[3], ids[2]]


async def test_a_full_bucket_is_a_real_429(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        made = [await bot.ask("POST", _messages(IMAGES), {"content": "x"}) for _ in range(6)]
        headers = bot.headers
        await discord.advance(6)
        after, _ = await bot.ask("POST", _messages(IMAGES), {"content": "x"})
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
        before, _ = await bot.ask("POST", _messages(IMAGES), {"content": "one"})
        after, _ = await bot.ask("POST", _messages(IMAGES), {"content": "two"})
    assert (before, after) == (502, 503)
    assert [each["text"] for each in await discord.messages()] == ["two"]


@pytest.mark.parametrize(("action", "posted"), [("drop", 0), ("drop-after", 1)])
async def test_a_cut_connection(discord: DiscordControl, action: str, posted: int) -> None:
    async with rest(discord) as bot:
        await discord.fault(action, "/messages$")
        with pytest.raises(aiohttp.ClientError):
            await bot.upload("POST", _messages(IMAGES), {}, {0: b"x" * 5_000_000})
        await discord.wait_log("/messages$")
    assert len(await discord.messages()) == posted


async def test_a_held_request_waits_for_its_release(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        fault = await discord.fault("hold", "/messages$")
        posting = asyncio.create_task(bot.ask("POST", _messages(IMAGES), {"content": "x"}))
        await discord.wait_fault(fault)
        assert await discord.messages() == []
        await discord.release(fault)
        assert (await posting)[0] == 200


async def test_rights_decide_what_the_client_offers(discord: DiscordControl) -> None:
    command = {"name": "quota", "description": "x", "default_member_permissions": "32", "nsfw": False}
    async with rest(discord) as bot:
        await _register(bot, command)
        assert await discord.commands(as_="member") == []
        assert len(await discord.commands(as_="moderator")) == 1
        with pytest.raises(CannotError, match="right is missing"):
            await discord.slash("quota", as_="member")
        with pytest.raises(CannotError, match="cannot see"):
            await discord.messages("moderators", as_="member")


async def test_a_server_gives_commands_to_whom_it_likes(discord: DiscordControl) -> None:
    command = {"name": "quota", "description": "x", "default_member_permissions": "32"}
    studio = "1100000000004194304"
    async with rest(discord) as bot:
        await _register(bot, command)
        (known,) = await discord.commands(as_="moderator")
        path = f"/applications/1100000000000000001/guilds/{studio}/commands/{known['id']}/permissions"
        status, nothing = await bot.ask("GET", path)
        assert (status, nothing["code"]) == (404, 10066)
        await discord.give_command("studio", "quota", "@everyone")
        await discord.give_command("studio", "quota", "second", "deny")
        offered = [len(await discord.commands(as_=each)) for each in ("member", "second", "moderator")]
        assert offered == [1, 0, 1]
        status, found = await bot.ask("GET", path)
        assert status == 200
        told = [(each["id"], each["type"], each["permission"]) for each in found["permissions"]]
        assert told == [(studio, 1, True), ("1100000000000000012", 2, False)]
        await discord.give_command("studio", "quota", "@everyone", "nothing")
        assert await discord.commands(as_="member") == []


async def test_options_are_checked_as_the_client_checks_them(discord: DiscordControl) -> None:
    option = {"name": "n", "description": "x", "type": 4, "min_value": 1, "max_value": 4, "required": True}
    async with rest(discord) as bot:
        await _register(bot, {"name": "draw", "description": "x", "options": [option]})
        for wrong in ({}, {"n": 5}, {"n": "two"}, {"n": 1, "m": 2}):
            with pytest.raises(CannotError):
                await discord.slash("draw", wrong)
        made = await discord.slash("draw", {"n": 5, "gone": "x"}, outdated=True)
    assert [each["value"] for each in made["payload"]["data"]["options"]] == [5, "x"]


async def _register(bot: Rest, *commands: dict[str, object]) -> None:
    status, _ = await bot.ask("PUT", "/applications/1100000000000000001/commands", list(commands))
    assert status == 200


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
        _, made = await bot.ask("POST", _messages(IMAGES), {"content": "first"})
        await bot.ask("PATCH", f"{_messages(IMAGES)}/{made['id']}", {"content": "second"})
    log = await discord.log(r"/messages")
    assert [each["response"]["content"] for each in log] == ["first", "second"]
    assert [each["body"]["content"] for each in log] == ["first", "second"]


async def test_a_scripted_answer_can_be_anything(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        await discord.fault("status", "/users/@me", status=502, body="<html>Bad gateway</html>")
        with pytest.raises(aiohttp.ContentTypeError):
            await bot.ask("GET", "/users/@me")
    assert (await discord.standing())["refusals"] == []


async def test_a_message_brings_an_archived_thread_back_and_an_edit_does_not(discord: DiscordControl) -> None:
    thread = await discord.thread("images", "talk")
    async with rest(discord) as bot:
        _, made = await bot.ask("POST", _messages(thread), {"content": "x"})
        await discord.change_channel("talk", "archive")
        edited, body = await bot.ask("PATCH", f"{_messages(thread)}/{made['id']}", {"content": "y"})
        posted, _ = await bot.ask("POST", _messages(thread), {"content": "x"})
        _, channel = await bot.ask("GET", f"/channels/{thread}")
        again, _ = await bot.ask("PATCH", f"{_messages(thread)}/{made['id']}", {"content": "y"})
    assert (edited, body["code"], posted, again) == (400, 50083, 200, 200)
    assert channel["thread_metadata"]["archived"] is False


@pytest.mark.parametrize(("archived", "code"), [(False, 160005), (True, 50083)])
async def test_a_locked_thread_takes_nothing_but_of_moderators(
    discord: DiscordControl, archived: bool, code: int
) -> None:
    thread = await discord.thread("images", "talk")
    async with rest(discord) as bot:
        _, made = await bot.ask("POST", _messages(thread), {"content": "x"})
        await discord.change_channel("talk", "lock")
        if archived:
            await discord.change_channel("talk", "archive")
        _, posted = await bot.ask("POST", _messages(thread), {"content": "x"})
        _, edited = await bot.ask("PATCH", f"{_messages(thread)}/{made['id']}", {"content": "y"})
        await discord.permissions("images", "bot", allow=["MANAGE_THREADS"])
        allowed, _ = await bot.ask("POST", _messages(thread), {"content": "x"})
    assert (posted["code"], edited["code"], allowed) == (code, code, 200)


async def test_a_message_has_one_thread_which_has_its_id(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, made = await bot.ask("POST", _messages(IMAGES), {"content": "a fox"})
        threads = f"{_messages(IMAGES)}/{made['id']}/threads"
        status, thread = await bot.ask("POST", threads, {"name": "foxes", "auto_archive_duration": 60})
        again, twice = await bot.ask("POST", threads, {"name": "foxes"})
        _, message = await bot.ask("GET", f"{_messages(IMAGES)}/{made['id']}")
        _, inside = await bot.ask("POST", _messages(thread["id"]), {"content": "x"})
        nested, no = await bot.ask("POST", f"{_messages(thread['id'])}/{inside['id']}/threads", {"name": "x"})
    assert (status, thread["id"], thread["parent_id"], thread["type"]) == (201, made["id"], IMAGES, 11)
    assert (again, twice["code"], nested, no["code"]) == (400, 160004, 400, 50024)
    assert (message["thread"]["name"], message["flags"], message["edited_timestamp"]) == ("foxes", 32, None)
    await discord.forgive()


async def test_threads_need_their_right_and_a_name(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, made = await bot.ask("POST", _messages(IMAGES), {"content": "a fox"})
        threads = f"{_messages(IMAGES)}/{made['id']}/threads"
        nameless, body = await bot.ask("POST", threads, {"name": "", "auto_archive_duration": 7})
        await discord.permissions("images", "bot", deny=["CREATE_PUBLIC_THREADS"])
        barred, why = await bot.ask("POST", threads, {"name": "foxes"})
    assert (nameless, sorted(body["errors"])) == (400, ["auto_archive_duration", "name"])
    assert (barred, why["code"]) == (403, 50013)
    await discord.forgive()


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
        assert (await bot.ask("POST", _messages(IMAGES), {"content": "x"}))[0] == 200
