"""What is done about one row of the showcase: it is posted, looked at, or taken away.

The row is written before anything is posted. Whoever finds one of an earlier process looks for the message
first.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import discord

from bot.chat.policy import Policy
from bot.chat.showcase.posts import Posts
from bot.chat.showcase.sights import GONE, Missing, Sights, Source, spot_of
from bot.chat.showcase.trouble import Trouble, trouble_in
from bot.chat.words import showcase as words
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job, Picture
from bot.domain.showcase import Spot, obstacle
from bot.domain.showing import Showing
from bot.store.showcase import CHECK_MS, Shown
from bot.store.stores import Store

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)

#: Milliseconds until it is tried again: Discord is out of reach; somebody has to mend something first.
SOON_MS, LATER_MS = 60_000, 600_000
#: Refusals that moderators can do something about.
_MENDABLE = frozenset({"missing_permissions", "missing_access", "unknown_channel"})


class Steps:
    """Each step leaves the row dropped, or with the time when it is looked at again."""

    def __init__(
        self,
        *,
        bot: Bot,
        store: Store,
        policy: Policy,
        posts: Posts,
        sights: Sights,
        trouble: Trouble,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._store = store
        self._rows = store.showcase
        self._policy = policy
        self._posts = posts
        self._sights = sights
        self._trouble = trouble
        self._clock = clock

    async def take(self, shown: Shown, *, is_new: bool) -> None:
        """Do what is due. One that is new was never tried before.

        Raises:
            StoreError: it has to be done again.
        """
        guild = self._bot.get_guild(shown.guild_id)
        job = await self._store.jobs.get(shown.job_id)
        if guild is None or guild.unavailable or job is None:
            # The bot is not there now, or not yet; what belongs to a guild it left goes with the guild.
            await self._later(shown, LATER_MS)
            return
        try:
            if shown.withdrawn_at is not None:
                await self._take_away(shown)
            elif shown.message_id is None:
                await self._show(shown, guild, job, is_new=is_new)
            else:
                await self._look_at(shown, shown.message_id, job)
        except OSError as error:
            _log.info("the showing of job %s is tried again: %s", shown.job_id, error)
            await self._later(shown, SOON_MS)

    async def _show(self, shown: Shown, guild: discord.Guild, job: Job, *, is_new: bool) -> None:
        found = None if is_new else await self._find(shown)
        if found is not None:
            await self._rows.posted(shown.job_id, channel_id=shown.channel_id, message_id=found)
            return
        channel_id = (await self._store.settings.guild(guild.id)).settings.showcase_channel_id
        if channel_id is None:
            await self._rows.drop(shown.job_id)
            return
        channel = guild.get_channel(channel_id)
        if channel is None or trouble_in(guild, channel_id):
            await self._wait_for_mending(shown, lambda: trouble_in(guild, channel_id))
        else:
            await self._show_in(shown, channel, job)

    async def _show_in(self, shown: Shown, channel: discord.abc.GuildChannel, job: Job) -> None:
        source = await self._sights.source(channel.guild, job)
        if source is Missing.OUT_OF_SIGHT:
            await self._later(shown, LATER_MS)
            return
        pictures = await self._pictures(job, source, spot_of(channel)) if isinstance(source, Source) else {}
        if not pictures:
            await self._rows.drop(shown.job_id)
            return
        if channel.id != shown.channel_id:
            # Where it is looked for after a crash.
            await self._rows.move(shown.job_id, channel.id)
        limit = channel.guild.filesize_limit
        try:
            posted = await self._posts.post(shown, job, pictures, channel_id=channel.id, limit=limit)
        except DeliveryRefused as refusal:
            await self._refused(shown, channel.id, refusal)
        else:
            await self._rows.posted(shown.job_id, channel_id=channel.id, message_id=posted)

    async def _pictures(self, job: Job, source: Source, target: Spot) -> dict[Picture, bool]:
        """Those that may be shown there, and whether behind a spoiler; nothing if one must not be shown."""
        unlisted = bool(await self._store.settings.unlisted([job.origin.user_id]))
        reason = obstacle(job, unlisted=unlisted, source=source.spot, target=target)
        if reason is not None or source.withheld:
            _log.info("job %s is not shown once more: %s", job.id, reason or "withheld")
            return {}
        shown = {
            picture: await self._policy.showing_also_in(job, picture, target)
            for picture in await self._store.pictures.of(job.id)
        }
        if Showing.WITHHELD in shown.values():
            return {}
        return {picture: source.hidden or how is Showing.SPOILER for picture, how in shown.items()}

    async def _look_at(self, shown: Shown, message_id: int, job: Job) -> None:
        """Withdraw what was deleted at its source, or is of somebody who wants to be in no list any more.

        What stays is described as its source is.
        """
        if await self._store.settings.unlisted([job.origin.user_id]) or await self._sights.is_gone(job):
            await self._rows.withdraw(shown.job_id)
            return
        try:
            await self._posts.describe(shown, message_id, job, await self._store.pictures.of(job.id))
        except DeliveryRefused as refusal:
            _log.info("the showing of job %s keeps its description: %s", shown.job_id, refusal.reason)
        await self._later(shown, CHECK_MS)

    async def _take_away(self, shown: Shown) -> None:
        try:
            message_id = shown.message_id or await self._posts.find(shown)
            if message_id is not None:
                await self._posts.delete(shown, message_id)
        except DeliveryRefused as refusal:
            if refusal.reason not in GONE:
                _log.warning("the showing of job %s cannot be taken away: %s", shown.job_id, refusal.reason)
                await self._later(shown, LATER_MS)
                return
        await self._rows.drop(shown.job_id)

    async def _find(self, shown: Shown) -> int | None:
        try:
            return await self._posts.find(shown)
        except DeliveryRefused:
            # Where the bot may not look, it may not have posted either.
            return None

    async def _refused(self, shown: Shown, channel_id: int, refusal: DeliveryRefused) -> None:
        if refusal.reason in _MENDABLE:
            await self._wait_for_mending(shown, lambda: words.refused(channel_id))
            return
        _log.warning("job %s cannot be shown once more: %s", shown.job_id, refusal.reason)
        await self._rows.drop(shown.job_id)

    async def _wait_for_mending(self, shown: Shown, why: Callable[[], str]) -> None:
        await self._later(shown, LATER_MS)
        await self._trouble.tell(shown, why)

    async def _later(self, shown: Shown, after_ms: int) -> None:
        await self._rows.postpone(shown, until=self._clock.wall_ms() + after_ms)
