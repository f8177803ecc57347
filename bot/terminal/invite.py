"""`inkling invite`: the link that lets a moderator add the bot, with the least permissions."""

import base64
import binascii

import discord

from bot.chat.permissions import NEEDED
from bot.config import Config
from bot.terminal.aim import aim

_SCOPES = ("bot", "applications.commands")


def application_id_of(token: str) -> int | None:
    """The id in a token's first part; `None` if it is not there.

    For most bots the application has the id of its account (Discord documentation, "Snowflakes in tokens").
    """
    first = token.partition(".")[0]
    try:
        text = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return int(text) if text.isdecimal() else None


def server_link(application_id: int) -> str:
    """Adds the bot to a server."""
    return discord.utils.oauth_url(application_id, permissions=NEEDED, scopes=_SCOPES)


def personal_link(application_id: int) -> str:
    """Adds the commands to the account of whoever opens it, for use anywhere."""
    return discord.utils.oauth_url(application_id, scopes=("applications.commands",)) + "&integration_type=1"


async def find_application_id(config: Config) -> int:
    """From the token, or by asking Discord.

    Raises:
        discord.LoginFailure: the token is not accepted.
    """
    token = config.discord_token.get_secret_value() if config.discord_token else ""
    found = application_id_of(token)
    if found is not None:
        return found
    aim(config)
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(token)
        return (await client.application_info()).id
