"""How the pictures of a job are shown, by what its guild and its channel decided."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.guild import ChannelSettings, GuildSettings
from bot.domain.job import Job, Origin, Picture
from bot.domain.showcase import Spot
from bot.domain.showing import Showing, showing, strictest
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

    async def showing_also_in(self, job: Job, picture: Picture, spot: Spot) -> Showing:
        """How it is shown in another channel of its guild: as where it was made, or stricter.

        Raises `StoreError`.
        """
        guild, _ = await self._decided(job.origin)
        there = showing(
            picture,
            guild=guild,
            channel=await self._channel(job.origin.guild_id, spot.channel_id),
            age_restricted=spot.age_restricted,
            in_person=False,
            hide_unrated=self._hide_unrated,
        )
        return strictest(await self.showing(job, picture, in_person=False), there)

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
        return guild.settings, await self._channel(origin.guild_id, origin.home_channel_id)

    async def _channel(self, guild_id: int | None, channel_id: int | None) -> ChannelSettings:
        here = (await self._decisions.channels(guild_id or 0)).get(channel_id or 0)
        return here.settings if here else ChannelSettings()
