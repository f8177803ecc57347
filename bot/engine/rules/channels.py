"""What moderators decided for the channel somebody asks in."""

from bot.domain.channel import require_allowed
from bot.domain.clock import Clock
from bot.domain.errors import NotAnImageChannel, QuietNow, SlowedDown
from bot.domain.guild import ChannelSettings
from bot.domain.hours import quiet_until
from bot.domain.job import Origin
from bot.engine.asked import Ask
from bot.engine.kit import Kit
from bot.store.stores import Store


async def check(kit: Kit, ask: Ask) -> None:
    """Object to what is not asked for in this channel, or not now.

    Raises:
        NotAnImageChannel, ModelNotAllowed, AboveHighest, QuietNow, SlowedDown: what moderators decided.
    """
    settings = await settings_at(kit.store, ask.origin)
    require_allowed(settings, ask.model, ask.request)
    await _require_time(kit.store, kit.clock, ask.origin, settings)


async def check_place(store: Store, clock: Clock, origin: Origin) -> None:
    """Object to asking for anything here and now.

    Raises:
        NotAnImageChannel, QuietNow, SlowedDown: what moderators decided.
    """
    await _require_time(store, clock, origin, await settings_at(store, origin))


async def settings_at(store: Store, origin: Origin) -> ChannelSettings:
    """What was decided for the channel. Where the bot itself is not, nobody decides.

    Raises:
        NotAnImageChannel: pictures are asked for elsewhere.
    """
    if origin.guild_id is None or not origin.can_post:
        return ChannelSettings()
    channels = await store.settings.channels(origin.guild_id)
    here = channels.get(origin.home_channel_id or 0)
    if channels and here is None:
        raise NotAnImageChannel(tuple(channels))
    return here.settings if here else ChannelSettings()


async def _require_time(store: Store, clock: Clock, origin: Origin, settings: ChannelSettings) -> None:
    now_ms = clock.wall_ms()
    if settings.quiet_hours is not None:
        guild = await store.settings.guild(origin.guild_id or 0)
        until = quiet_until(settings.quiet_hours, guild.settings.zone, now_ms)
        if until is not None:
            raise QuietNow(until)
    if settings.slow_mode:
        since = now_ms - settings.slow_mode * 1000
        last = await store.jobs.last_asked(origin.user_id, origin.home_channel_id, since_ms=since)
        if last is not None:
            raise SlowedDown(last + settings.slow_mode * 1000)
