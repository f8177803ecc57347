"""Looking up what decides whether one more request may be taken now."""

from bot.domain.quota import Asker, Measure, Rules, Scope
from bot.domain.quota_rules import count_limits
from bot.domain.room import check_cooldown, check_own, check_together, member_limit, running_together
from bot.engine.kit import Kit
from bot.store import room
from bot.store.database import Tx


async def require_room(kit: Kit, tx: Tx, asker: Asker, rules: Rules, *, now_ms: int, but: str = "") -> None:
    """Whether queue and cooldown allow one more, the job `but` left aside, which is just being stored.

    Raises:
        Refusal: they do not.
    """
    cooldown = member_limit(asker, Measure.COOLDOWN, rules)
    if cooldown.amount:
        last_at = await room.last_accepted(tx, asker.user_id, asker.guild_id, now_ms=now_ms, but=but)
        check_cooldown(cooldown, last_at, now_ms)
    own = await room.count_open(tx, asker.user_id, asker.guild_id, but=but)
    check_own(asker, rules, own, max_open_jobs=kit.settings.max_open_jobs)
    in_channel, in_guild = running_together(asker, rules)
    for limit in count_limits(asker, Measure.WAITING, rules):
        if limit.bucket.scope is Scope.CHANNEL:
            together = await room.count_open_together(tx, asker.guild_id, asker.channel_id, but=but)
            check_together(limit, in_channel, together)
        elif limit.bucket.scope in (Scope.GUILD, Scope.CEILING):
            together = await room.count_open_together(tx, asker.guild_id, None, but=but)
            check_together(limit, in_guild, together)
