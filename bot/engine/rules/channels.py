"""What moderators decided for the channel somebody asks in."""

from bot.domain.channel import require_allowed
from bot.domain.clock import Clock
from bot.domain.errors import NotAnImageChannel, QuietNow, SlowedDown
from bot.domain.guild import ChannelSettings
from bot.domain.hours import quiet_until
from bot.domain.job import Origin
from bot.engine.asked import Ask
from bot.engine.kit import Kit
from bot.store import room
from bot.store.database import Tx
from bot.store.stores import Store


async def check(kit: Kit, ask: Ask) -> None:
    """Object to what is not asked for in this channel, or not now.

    Raises:
        NotAnImageChannel, ModelNotAllowed, AboveHighest, QuietNow: what moderators decided.
    """
    settings = await settings_at(kit.store, ask.origin)
    require_allowed(settings, ask.model, ask.request)
    await _require_hours(kit.store, kit.clock, ask.origin, settings)


async def check_place(store: Store, clock: Clock, origin: Origin) -> None:
    """Object to asking for anything here and now.

    Raises:
        NotAnImageChannel, QuietNow, SlowedDown: what moderators decided.
    """
    settings = await settings_at(store, origin)
    await _require_hours(store, clock, origin, settings)
    if settings.slow_mode:
        async with store.database.read() as tx:
            await require_pace(store, tx, origin, settings, now_ms=clock.wall_ms())


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


async def require_pace(
    store: Store, tx: Tx, origin: Origin, settings: ChannelSettings, *, now_ms: int, but: str = ""
) -> None:
    """Object to the next request before slow mode allows it; the job `but` is the one that is asked about.

    Only what is looked up in the transaction that stores the job holds for two requests in one instant.

    Raises:
        SlowedDown: the last request is too fresh.
    """
    if not settings.slow_mode:
        return
    pause_ms = settings.slow_mode * 1000
    last = await room.last_asked(
        tx, origin.user_id, origin.home_channel_id, since_ms=now_ms - pause_ms, but=but
    )
    if last is not None:
        raise SlowedDown(last + pause_ms)


async def _require_hours(store: Store, clock: Clock, origin: Origin, settings: ChannelSettings) -> None:
    if settings.quiet_hours is None:
        return
    guild = await store.settings.guild(origin.guild_id or 0)
    until = quiet_until(settings.quiet_hours, guild.settings.zone, clock.wall_ms())
    if until is not None:
        raise QuietNow(until)
