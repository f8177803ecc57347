"""How the pictures of a job are shown, by what its guild and its channel decided."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.guild import ChannelSettings, GuildSettings
from bot.domain.job import Job, Origin, Picture
from bot.domain.showing import Showing, showing
from bot.store.settings import Settings


class Policy:
    """Decides for each picture. Outside guilds, and where only the reader's app is, nothing is decided."""

    def __init__(self, *, decisions: Settings, hide_unrated: bool) -> None:
        self._decisions = decisions
        self._hide_unrated = hide_unrated

    async def showing(self, job: Job, picture: Picture, *, in_person: bool) -> Showing:
        """How this one is handed over. Raises `StoreError`."""
        guild, channel = await self._decided(job.origin)
        return showing(
            picture,
            guild=guild,
            channel=channel,
            age_restricted=job.origin.age_restricted,
            in_person=in_person,
            hide_unrated=self._hide_unrated,
        )

    async def seen_by(self, user_id: int, job: Job, pictures: Sequence[Picture]) -> tuple[Picture, ...]:
        """Those of a job's pictures that a person may see: all of their own, of others what is not withheld.

        Raises `StoreError`.
        """
        if user_id == job.origin.user_id:
            return tuple(pictures)
        shown = [(each, await self.showing(job, each, in_person=False)) for each in pictures]
        return tuple(each for each, how in shown if how is not Showing.WITHHELD)

    async def channel(self, origin: Origin) -> ChannelSettings:
        """What was decided for the channel of a job. Raises `StoreError`."""
        return (await self._decided(origin))[1]

    async def pings(self, user_id: int) -> bool:
        """Whether somebody wants to be pinged when a wait is over. Raises `StoreError`."""
        return (await self._decisions.user(user_id)).settings.ping_when_done

    async def _decided(self, origin: Origin) -> tuple[GuildSettings, ChannelSettings]:
        if origin.guild_id is None or not origin.can_post:
            return GuildSettings(), ChannelSettings()
        guild = await self._decisions.guild(origin.guild_id)
        channels = await self._decisions.channels(origin.guild_id)
        here = channels.get(origin.home_channel_id or 0)
        return guild.settings, here.settings if here else ChannelSettings()
