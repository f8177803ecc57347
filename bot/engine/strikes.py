"""Strikes: too many requests refused by the rules of image services, and a member is blocked for a while."""

from bot.domain.job import Job
from bot.domain.safety import ITSELF, Action, Block, is_strike
from bot.engine.kit import Kit
from bot.store.database import Tx

_DAY, _HOUR = 86_400_000, 3_600_000


async def strike(kit: Kit, job: Job, tx: Tx) -> None:
    """Count a job that such rules refused, in the transaction that ends it; block if it is one too many.

    Strikes that led to a block do not count again. A block that lasts longer stays as it is.
    """
    origin = job.origin
    if origin.guild_id is None or not is_strike(job):
        return
    safety, now_ms = kit.store.safety, kit.clock.wall_ms()
    rules = (await kit.store.settings.guild_in(tx, origin.guild_id)).settings
    await safety.strikes.add(tx, guild_id=origin.guild_id, user_id=origin.user_id, job_id=job.id, at=now_ms)
    since = now_ms - rules.strike_days * _DAY
    counting = await safety.strikes.counting(tx, origin.guild_id, origin.user_id, since=since)
    if rules.strikes is None or len(counting) < rules.strikes:
        return
    until = now_ms + rules.strike_block_hours * _HOUR
    before = await safety.blocks.one(tx, origin.guild_id, origin.user_id)
    if before is not None and before.outlasts(until):
        return
    await safety.strikes.stop_counting(tx, counting, at=now_ms)
    block = Block(
        guild_id=origin.guild_id,
        user_id=origin.user_id,
        until=until,
        reason="",
        by_user_id=ITSELF,
        at=now_ms,
    )
    more = {"strikes": len(counting), "days": rules.strike_days}
    await safety.blocks.put(tx, block, Action.AUTO_BLOCK, by=None, job_id=job.id, more=more)
