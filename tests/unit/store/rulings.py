"""Short ways to decide about credits in tests."""

from bot.domain.quota import Bucket, Measure, Rule, Scope
from tests.unit.store.kit import Kit

M = Measure
GUILD = Bucket(Scope.GUILD, 1)
CHANNEL = Bucket(Scope.CHANNEL, 1, 3)
MEMBER = Bucket(Scope.MEMBER, 1, 7)
CEILING = Bucket(Scope.CEILING, 1)
#: Who decided.
MODERATOR = 99


def a_rule(
    scope: Scope,
    amount: int | None,
    *,
    subject: int = 0,
    measure: Measure = Measure.CREDITS_DAY,
    guild: int = 1,
) -> Rule:
    """A decision."""
    return Rule(guild_id=guild, scope=scope, subject_id=subject, measure=measure, amount=amount)


async def decide(
    kit: Kit,
    scope: Scope,
    amount: int | None,
    *,
    subject: int = 0,
    measure: Measure = Measure.CREDITS_DAY,
    guild: int = 1,
) -> Rule:
    """Have a rule."""
    decided = a_rule(scope, amount, subject=subject, measure=measure, guild=guild)
    await kit.store.rules.set(decided, by=MODERATOR)
    return decided


async def undecide(
    kit: Kit,
    scope: Scope,
    *,
    subject: int = 0,
    measure: Measure = Measure.CREDITS_DAY,
    guild: int = 1,
) -> None:
    """Have no rule there any more."""
    gone = a_rule(scope, None, subject=subject, measure=measure, guild=guild)
    await kit.store.rules.remove(gone, by=MODERATOR)
