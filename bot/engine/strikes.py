"""Strikes: too many requests refused by the rules of image services, and moderators are told.

Where moderators chose so, the member is also blocked for a while.
"""

from bot.domain.guild import GuildSettings
from bot.domain.job import Job
from bot.domain.safety import ITSELF, Action, Block, is_strike
from bot.engine.kit import Kit
from bot.store.database import Tx

_DAY, _HOUR = 86_400_000, 3_600_000


async def strike(kit: Kit, job: Job, tx: Tx) -> None:
    """Count a job that such rules refused, in the transaction that ends it; note if it is one too many.

    Strikes that were noted do not count again. A block that lasts longer stays as it is.
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
    if await _note(kit, job, tx, origin.guild_id, len(counting), rules, now_ms=now_ms):
        await safety.strikes.stop_counting(tx, counting, at=now_ms)


async def _note(
    kit: Kit, job: Job, tx: Tx, guild_id: int, count: int, rules: GuildSettings, *, now_ms: int
) -> bool:
    """Note so many strikes, with a block if moderators chose one; whether that was called for."""
    safety, user_id = kit.store.safety, job.origin.user_id
    if rules.strike_block_hours is None:
        await safety.modlog.add(
            tx,
            Action.STRIKES,
            guild_id=guild_id,
            at=now_ms,
            by=None,
            user_id=user_id,
            job_id=job.id,
            reason=str(count),
        )
        return True
    until = now_ms + rules.strike_block_hours * _HOUR
    before = await safety.blocks.one(tx, guild_id, user_id)
    if before is not None and before.outlasts(until):
        return False
    block = Block(guild_id=guild_id, user_id=user_id, until=until, reason="", by_user_id=ITSELF, at=now_ms)
    more = {"strikes": count, "days": rules.strike_days}
    await safety.blocks.put(tx, block, Action.AUTO_BLOCK, by=None, job_id=job.id, more=more)
    return True
