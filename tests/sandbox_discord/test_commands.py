"""Commands: who is offered them, and what the client checks of their options."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.sandbox_discord.wire import APP, Rest, rest
from tests.support.discord import CannotError, DiscordControl


async def _register(bot: Rest, *commands: Mapping[str, object]) -> None:
    status, _ = await bot.ask("PUT", f"/applications/{APP}/commands", list(commands))
    assert status == 200


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
        path = f"/applications/{APP}/guilds/{studio}/commands/{known['id']}/permissions"
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
