"""Messages on Discord's wire, and what its refusals mean for a job."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from typing import cast

import aiohttp
import discord
from discord import ui

from bot.domain.errors import DeliveryRefused
from bot.domain.job import Origin

TOO_LARGE = 40005
#: Proxies answer with the status alone.
_TOO_LARGE_STATUS = 413
_TOO_MANY = 429
_SERVER_SIDE = 500
#: A revoked token, a shield in front of Discord, a proxy that would not wait.
_IN_BETWEEN = frozenset({401, 403, 408})
_TOKEN_EXPIRED = 50027
#: Why a way is closed for good, for the log.
_REASONS = {
    10003: "unknown_channel",
    10008: "unknown_message",
    10015: "unknown_webhook",
    10062: "unknown_interaction",
    30046: "too_many_edits",
    50001: "missing_access",
    50007: "closed_dm",
    50013: "missing_permissions",
    _TOKEN_EXPIRED: "token_expired",
    50083: "thread_archived",
    160002: "no_history",
    160004: "thread_exists",
    160005: "thread_locked",
    160006: "too_many_threads",
    200000: "blocked_by_automod",
}
_NONCE_LENGTH = 25
#: Discord takes this word for the id of an interaction's first answer; discord.py writes what it is given.
_ORIGINAL = cast("int", "@original")
_NOBODY = discord.AllowedMentions.none()


class UploadTooLarge(Exception):
    """Discord's real limit is lower than the files."""


@contextmanager
def told_apart() -> Iterator[None]:
    """Translate what discord.py raises.

    Raises:
        DeliveryRefused: it will never work this way.
        UploadTooLarge: it may work with smaller files.
        ConnectionError: it may work later.
    """
    try:
        yield
    except discord.HTTPException as error:
        raise _meaning(error) from None
    except (discord.RateLimited, aiohttp.ClientError) as error:
        # The library's own text can hold an address with a token in it.
        raise ConnectionError(type(error).__name__) from None


def _meaning(error: discord.HTTPException) -> Exception:
    if error.code in _REASONS:
        return DeliveryRefused(_REASONS[error.code])
    if error.code == TOO_LARGE or error.status == _TOO_LARGE_STATUS:
        return UploadTooLarge()
    if error.status >= _SERVER_SIDE or error.status == _TOO_MANY or _is_in_between(error):
        return ConnectionError(f"HTTP {error.status}")
    return DeliveryRefused(f"http_{error.status}_{error.code}")


def _is_in_between(error: discord.HTTPException) -> bool:
    """Whether it is no verdict of Discord's API, which has a code, but of something on the way to it."""
    return error.code == 0 and error.status in _IN_BETWEEN


def nonce_of(job_id: str, part: str) -> str:
    """The same for the same message of a job, so that Discord drops a repeat within minutes."""
    digest = hashlib.sha256(f"{job_id}/{part}".encode()).digest()
    return b32encode(digest).decode()[:_NONCE_LENGTH]


class Wire:
    """The few calls a front makes. Each raises what `told_apart` names."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def edit_original(
        self, origin: Origin, view: ui.LayoutView, files: Sequence[discord.File] | None = None
    ) -> int:
        """Change the answer to an interaction; `files` replace its attachments."""
        with told_apart():
            message = await self._webhook(origin).edit_message(
                _ORIGINAL,
                view=view,
                attachments=discord.utils.MISSING if files is None else list(files),
                allowed_mentions=_NOBODY,
            )
        return message.id

    async def original(self, origin: Origin) -> discord.Message:
        """The answer to an interaction as it is now."""
        with told_apart():
            return await self._webhook(origin).fetch_message(_ORIGINAL)

    async def follow_up(self, origin: Origin, view: ui.LayoutView, files: Sequence[discord.File]) -> int:
        """Another message under an interaction's answer."""
        with told_apart():
            message = await self._webhook(origin).send(
                view=view,
                files=list(files),
                allowed_mentions=_NOBODY,
                ephemeral=origin.private,
                wait=True,
            )
        return message.id

    async def mention(self, origin: Origin, content: str) -> int:
        """A line under an interaction's answer that pings whoever asked, and nobody else."""
        with told_apart():
            message = await self._webhook(origin).send(
                content, allowed_mentions=_only(origin.user_id), ephemeral=origin.private, wait=True
            )
        return message.id

    async def whisper(self, origin: Origin, content: str) -> None:
        """A line under an interaction's answer that only the asker sees."""
        with told_apart():
            await self._webhook(origin).send(content, allowed_mentions=_NOBODY, ephemeral=True, wait=True)

    async def edit_message(
        self,
        channel_id: int,
        message_id: int,
        view: ui.LayoutView,
        files: Sequence[discord.File] | None = None,
    ) -> None:
        """Change one of our messages in a channel the bot is in; `files` replace its attachments."""
        with told_apart():
            message = self._channel(channel_id).get_partial_message(message_id)
            attachments = discord.utils.MISSING if files is None else list(files)
            await message.edit(view=view, attachments=attachments, allowed_mentions=_NOBODY)

    async def post(
        self,
        channel_id: int,
        view: ui.LayoutView,
        *,
        nonce: str,
        files: Sequence[discord.File] = (),
        pinged: int | None = None,
    ) -> int:
        """A new message in a channel the bot is in."""
        with told_apart():
            message = await self._channel(channel_id).send(
                view=view, files=list(files), nonce=nonce, allowed_mentions=_only(pinged)
            )
        return message.id

    async def delete(self, channel_id: int, message_id: int) -> None:
        """Take away one of our messages."""
        with told_apart():
            await self._channel(channel_id).get_partial_message(message_id).delete()

    async def message(self, channel_id: int, message_id: int) -> discord.Message:
        """One message of a channel."""
        with told_apart():
            return await self._channel(channel_id).fetch_message(message_id)

    async def own_messages(
        self, channel_id: int, *, after: int | None, limit: int
    ) -> AsyncIterator[discord.Message]:
        """The bot's messages in a channel, the oldest first."""
        me = self._client.user
        start = discord.Object(after) if after is not None else None
        with told_apart():
            history = self._channel(channel_id).history(
                limit=limit, after=start, oldest_first=start is not None
            )
            async for message in history:
                if me is not None and message.author.id == me.id:
                    yield message

    async def dm_channel(self, user_id: int) -> int:
        """The direct conversation with a person."""
        with told_apart():
            return (await self._client.create_dm(discord.Object(user_id))).id

    def _webhook(self, origin: Origin) -> discord.Webhook:
        if origin.application_id is None or origin.interaction_token is None:
            raise DeliveryRefused("no_token")
        webhook = discord.Webhook.partial(
            origin.application_id, origin.interaction_token, client=self._client
        )
        # It is an interaction's, and may answer to one person alone.
        webhook.type = discord.WebhookType.application
        return webhook

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel_id)


def _only(user_id: int | None) -> discord.AllowedMentions:
    """Pings one person at most."""
    return discord.AllowedMentions(
        everyone=False, roles=False, replied_user=False, users=[discord.Object(user_id)] if user_id else False
    )


def jump_link(guild_id: int | None, channel_id: int | None, message_id: int) -> str:
    """The address of a message, as Discord's apps open it."""
    return f"https://discord.com/channels/{guild_id or '@me'}/{channel_id}/{message_id}"
