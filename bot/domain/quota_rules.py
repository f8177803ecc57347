"""Which rule decides. Each measure is decided for itself.

For a member: their own rule, else the most generous of their roles' rules, else the guild's rule for
everyone, else the operator's default. The rules of the guild's pool, of the channel and of the operator's
ceiling apply beside it, whatever the member's say.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.job import Origin
from bot.domain.quota import (
    CREDITS,
    LEAST,
    MEASURES,
    MOST,
    Asker,
    Bucket,
    DefaultLimits,
    Limit,
    Measure,
    Rule,
    Rules,
    Scope,
    buckets_of,
)

_DAY = (Measure.CREDITS_DAY,)


def asker_of(origin: Origin, role_ids: tuple[int, ...] = ()) -> Asker:
    """Who asks, as far as rules go by it."""
    return Asker(
        user_id=origin.user_id,
        guild_id=origin.guild_id,
        channel_id=origin.home_channel_id,
        role_ids=role_ids,
    )


def check_rule(rule: Rule) -> None:
    """Whether there can be such a rule.

    Raises:
        ValueError: nothing of the kind is counted there, or no such amount.
    """
    if rule.measure not in MEASURES.get(rule.scope, ()):
        raise ValueError(f"no {rule.measure} for {rule.scope}")
    if rule.amount is not None and not LEAST[rule.measure] <= rule.amount <= MOST:
        raise ValueError(f"no amount from {LEAST[rule.measure]} to {MOST}")


def member_rule(asker: Asker, measure: Measure, rules: Rules) -> Rule | None:
    """The rule of a guild that decides for a member; `None` where the operator's default does."""
    own = rules.get((Scope.MEMBER, asker.user_id, measure))
    if own is not None:
        return own
    of_roles = [rule for role in asker.role_ids if (rule := rules.get((Scope.ROLE, role, measure)))]
    if of_roles:
        return min(of_roles, key=_stinginess)
    return rules.get((Scope.EVERYONE, 0, measure))


def _stinginess(rule: Rule) -> tuple[float, int]:
    """Least for the most generous rule; of equal ones for the role with the lowest id."""
    if rule.measure is Measure.COOLDOWN:
        return rule.amount or 0, rule.subject_id
    return -float("inf") if rule.amount is None else -rule.amount, rule.subject_id


def limit_of(bucket: Bucket, measure: Measure, asker: Asker, rules: Rules, defaults: DefaultLimits) -> Limit:
    """What bounds a bucket the asker draws on. The operator's defaults are credits per day."""
    if bucket.scope is Scope.MEMBER:
        rule = member_rule(asker, measure, rules)
    else:
        rule = rules.get((bucket.scope, bucket.subject_id, measure))
    if rule is None:
        default = defaults.of(bucket.scope) if measure is Measure.CREDITS_DAY else None
        return Limit(bucket=bucket, measure=measure, amount=default, rule=None)
    return Limit(bucket=bucket, measure=measure, amount=rule.amount, rule=rule)


def credit_limits(asker: Asker, rules: Rules, defaults: DefaultLimits) -> tuple[Limit, ...]:
    """Every limit on the credits of a request, the widest bucket first.

    Where a member, guild or person outside is not bounded at all, that is one unlimited day.
    """
    return tuple(_credit_limits(asker, rules, defaults))


def _credit_limits(asker: Asker, rules: Rules, defaults: DefaultLimits) -> Iterator[Limit]:
    for bucket in buckets_of(asker):
        # Where there are no rules, the day alone can be bounded.
        measures = CREDITS if rules else _DAY
        found = [limit_of(bucket, measure, asker, rules, defaults) for measure in measures]
        bounding = [limit for limit in found if limit.amount is not None]
        if bounding:
            yield from bounding
        elif bucket.scope not in (Scope.CEILING, Scope.CHANNEL):
            yield found[0]


def count_limits(asker: Asker, measure: Measure, rules: Rules) -> tuple[Limit, ...]:
    """Every limit on how many jobs run, or wait; the widest first. Without a rule there is none."""
    if not rules:
        return ()
    found = (limit_of(bucket, measure, asker, rules, DefaultLimits()) for bucket in buckets_of(asker))
    return tuple(limit for limit in found if limit.amount is not None)
