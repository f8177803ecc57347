"""Threads: one for each message, archived, locked, and by right."""

from __future__ import annotations

import pytest

from tests.sandbox_discord.wire import IMAGES, messages_of, rest
from tests.support.discord import DiscordControl


async def test_a_message_has_one_thread_which_has_its_id(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, made = await bot.ask("POST", messages_of(IMAGES), {"content": "a fox"})
        threads = f"{messages_of(IMAGES)}/{made['id']}/threads"
        status, thread = await bot.ask("POST", threads, {"name": "foxes", "auto_archive_duration": 60})
        again, twice = await bot.ask("POST", threads, {"name": "foxes"})
        _, message = await bot.ask("GET", f"{messages_of(IMAGES)}/{made['id']}")
        _, inside = await bot.ask("POST", messages_of(thread["id"]), {"content": "x"})
        nested, no = await bot.ask(
            "POST", f"{messages_of(thread['id'])}/{inside['id']}/threads", {"name": "x"}
        )
    assert (status, thread["id"], thread["parent_id"], thread["type"]) == (201, made["id"], IMAGES, 11)
    assert (again, twice["code"], nested, no["code"]) == (400, 160004, 400, 50024)
    assert (message["thread"]["name"], message["flags"], message["edited_timestamp"]) == ("foxes", 32, None)
    await discord.forgive()


async def test_threads_need_their_right_and_a_name(discord: DiscordControl) -> None:
    async with rest(discord) as bot:
        _, made = await bot.ask("POST", messages_of(IMAGES), {"content": "a fox"})
        threads = f"{messages_of(IMAGES)}/{made['id']}/threads"
        nameless, body = await bot.ask("POST", threads, {"name": "", "auto_archive_duration": 7})
        await discord.permissions("images", "bot", deny=["CREATE_PUBLIC_THREADS"])
        barred, why = await bot.ask("POST", threads, {"name": "foxes"})
    assert (nameless, sorted(body["errors"])) == (400, ["auto_archive_duration", "name"])
    assert (barred, why["code"]) == (403, 50013)
    await discord.forgive()


async def test_a_message_brings_an_archived_thread_back_and_an_edit_does_not(discord: DiscordControl) -> None:
    thread = await discord.thread("images", "talk")
    async with rest(discord) as bot:
        _, made = await bot.ask("POST", messages_of(thread), {"content": "x"})
        await discord.change_channel("talk", "archive")
        edited, body = await bot.ask("PATCH", f"{messages_of(thread)}/{made['id']}", {"content": "y"})
        posted, _ = await bot.ask("POST", messages_of(thread), {"content": "x"})
        _, channel = await bot.ask("GET", f"/channels/{thread}")
        again, _ = await bot.ask("PATCH", f"{messages_of(thread)}/{made['id']}", {"content": "y"})
    assert (edited, body["code"], posted, again) == (400, 50083, 200, 200)
    assert channel["thread_metadata"]["archived"] is False


@pytest.mark.parametrize(("archived", "code"), [(False, 160005), (True, 50083)])
async def test_a_locked_thread_takes_nothing_but_of_moderators(
    discord: DiscordControl, archived: bool, code: int
) -> None:
    thread = await discord.thread("images", "talk")
    async with rest(discord) as bot:
        _, made = await bot.ask("POST", messages_of(thread), {"content": "x"})
        await discord.change_channel("talk", "lock")
        if archived:
            await discord.change_channel("talk", "archive")
        _, posted = await bot.ask("POST", messages_of(thread), {"content": "x"})
        _, edited = await bot.ask("PATCH", f"{messages_of(thread)}/{made['id']}", {"content": "y"})
        await discord.permissions("images", "bot", allow=["MANAGE_THREADS"])
        allowed, _ = await bot.ask("POST", messages_of(thread), {"content": "x"})
    assert (posted["code"], edited["code"], allowed) == (code, code, 200)
