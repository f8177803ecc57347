"""Does Discord take the token, is its gateway there, and may the bot do its work in every server?"""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord

from bot.chat.permissions import NEEDED
from bot.config import Config
from bot.terminal.aim import aim
from bot.terminal.doctor.finding import Finding, fault, fine, skipped
from bot.terminal.trouble import explain

_TOKEN, _GATEWAY, _PERMISSIONS = "token", "Discord gateway", "permissions"


async def examine_discord(config: Config) -> AsyncIterator[Finding]:
    """Log in, and look around without connecting."""
    if config.discord_token is None:
        for part in (_TOKEN, _GATEWAY, _PERMISSIONS):
            yield skipped(part, "There is no DISCORD_TOKEN to try.")
        return
    aim(config)
    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await client.login(config.discord_token.get_secret_value())
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            yield _bad(_TOKEN, error)
            yield skipped(f"{_GATEWAY}, {_PERMISSIONS}", "Mend the token first.")
            return
        yield await _account(client)
        yield await _gateway(client)
        async for finding in _servers(client):
            yield finding


async def _account(client: discord.Client) -> Finding:
    application = await client.application_info()
    if application.interactions_endpoint_url:
        words = "Discord sends commands to a web address instead of this bot. Clear"
        return fault(
            _TOKEN, f"{words} Interactions Endpoint URL in the developer portal, General Information."
        )
    return fine(_TOKEN, f"Discord knows this bot as {client.user}.")


async def _gateway(client: discord.Client) -> Finding:
    try:
        shards, _, limit = await client.http.get_bot_gateway()
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        return _bad(_GATEWAY, error)
    if not limit["remaining"]:
        return fault(_GATEWAY, f"No start is left today. Wait {limit['reset_after'] // 60_000} minutes.")
    return fine(_GATEWAY, f"{shards} shard(s) advised, {limit['remaining']} starts left today.")


async def _servers(client: discord.Client) -> AsyncIterator[Finding]:
    try:
        servers: list[Any] = list(await client.http.get_guilds(200, with_counts=False))
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        yield _bad(_PERMISSIONS, error)
        return
    if not servers:
        yield fault(_PERMISSIONS, "The bot is in no server. Open the link that `inkling invite` prints.")
    for server in servers:
        yield _server(server)


def _server(server: dict[str, Any]) -> Finding:
    lacking = NEEDED.value & ~int(server["permissions"])
    if lacking and not discord.Permissions(int(server["permissions"])).administrator:
        names = ", ".join(name.replace("_", " ") for name, needed in discord.Permissions(lacking) if needed)
        return fault(_PERMISSIONS, f"{server['name']}: allow the bot's role to {names}, or invite it again.")
    return fine(_PERMISSIONS, f"{server['name']}: all there. A channel may still forbid some.")


def _bad(part: str, error: BaseException) -> Finding:
    trouble = explain(error)
    return fault(part, trouble.words if trouble else f"Discord answered {error}. Try later.")
