"""Deciding about a limit, and what applies afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.errors import RuleChanged
from bot.domain.quota import (
    CREDITS,
    Asker,
    Bucket,
    DefaultLimits,
    Rule,
    Scope,
    Standing,
)
from bot.domain.quota_rules import limit_of
from bot.store.deciding import UNSEEN, Unseen
from bot.store.rules import QuotaRules, Seen, subject_of
from bot.store.stores import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision that was made."""

    #: What it is about; its amount means nothing.
    place: Rule
    before: Rule | None
    after: Rule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What bounds whom it is about, now."""

    amount: int | None
    #: What decides; `None`: the operator's usual limit.
    rule: Rule | None
    #: How it stands; `None` where nothing is used up, or nobody in particular is meant.
    standing: Standing | None = None


async def decide(
    rules: QuotaRules, place: Rule, after: Rule | None, *, by: int, seen: Seen = UNSEEN
) -> Ruling:
    """Have that rule, or none. Without `seen`, in place of whatever was there until now.

    Raises:
        RuleChanged: it is not the one that was seen.
    """
    looked_at = (await rules.own(place.guild_id)).get(place.place) if isinstance(seen, Unseen) else seen
    while True:
        try:
            if after is None:
                await rules.remove(place, by=by, seen=looked_at)
            else:
                await rules.set(after, by=by, seen=looked_at)
        except RuleChanged as changed:
            if not isinstance(seen, Unseen):
                raise
            looked_at = changed.rule
        else:
            return Ruling(place=place, before=looked_at, after=after)


async def effect_of(store: Store, place: Rule, *, now_ms: int, role_ids: tuple[int, ...] = ()) -> Effect:
    """What applies to whom a rule is about. `role_ids` are a member's."""
    guild_id, measure = place.guild_id, place.measure
    bucket = bucket_of(place)
    if measure in CREDITS:
        standings = await store.quotas.standing_of(bucket, now_ms=now_ms, role_ids=role_ids)
        (found,) = [each for each in standings if each.measure is measure]
        one = found if place.scope not in (Scope.ROLE, Scope.EVERYONE) else None
        return Effect(amount=found.limit, rule=found.rule, standing=one)
    asker = Asker(user_id=bucket.subject_id, guild_id=guild_id, role_ids=role_ids)
    limit = limit_of(bucket, measure, asker, await store.rules.of(guild_id), DefaultLimits())
    return Effect(amount=limit.amount, rule=limit.rule)


def bucket_of(place: Rule) -> Bucket:
    """Where what a rule bounds is counted; that of nobody in particular for a role and each member."""
    if place.scope in (Scope.ROLE, Scope.EVERYONE):
        return Bucket(Scope.MEMBER, place.guild_id)
    return Bucket(place.scope, place.guild_id, place.subject_id)


async def last_decided_by(store: Store, place: Rule) -> int | None:
    """Who changed that rule last, as far as it is known."""
    subject = subject_of(place.scope, place.subject_id)
    return await store.changes.last_by(place.guild_id, area="quota", subject=subject, key=place.measure.value)
