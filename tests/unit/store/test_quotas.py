"""Reserve, settle and release, and the limits that bound them."""

import asyncio

import pytest

from bot.domain.errors import DecidedSince, QuotaExceeded
from bot.domain.job import Job, JobState
from bot.domain.quota import Bucket, Measure, Scope, Standing
from tests.unit.store.kit import NOON, Kit
from tests.unit.store.rulings import CEILING, CHANNEL, GUILD, MEMBER, decide, undecide

S, M = JobState, Measure
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
#: The day of `NOON`.
MIDNIGHT = NOON - NOON % DAY_MS


async def limits(kit: Kit, guild: int | None = 1, user: int = 7) -> list[int | None]:
    return [s.limit for s in await kit.quotas.standing(guild, user, now_ms=kit.clock.now_ms)]


async def left_of(kit: Kit, bucket: Bucket, measure: Measure = M.CREDITS_DAY) -> Standing:
    found = await kit.quotas.standing_of(bucket, now_ms=kit.clock.now_ms)
    return next(each for each in found if each.measure is measure)


async def settle(kit: Kit, job: Job, pictures: int) -> None:
    async with kit.database.write() as tx:
        await kit.quotas.settle(tx, job, pictures)


async def release(kit: Kit, job: Job) -> None:
    async with kit.database.write() as tx:
        await kit.quotas.release(tx, job)


async def test_a_reserve_counts_in_every_bucket_and_says_what_is_left(kit: Kit) -> None:
    async with kit.database.write() as tx:
        job = kit.job()
        await kit.jobs.insert(tx, job)
        after = await kit.quotas.reserve(tx, job, now_ms=NOON)
    assert [(s.bucket, s.used, s.limit, s.remaining) for s in after] == [
        (GUILD, 10, 100, 90),
        (MEMBER, 10, 60, 50),
    ]
    assert {(s.begins_at, s.resets_at) for s in after} == {(MIDNIGHT, MIDNIGHT + DAY_MS)}
    assert await kit.quotas.standing(1, 7, now_ms=NOON) == after
    assert [(await left_of(kit, bucket)).used for bucket in (GUILD, CHANNEL, MEMBER, CEILING)] == [10] * 4


async def test_a_reserve_may_come_before_its_job(kit: Kit) -> None:
    job = kit.job()
    async with kit.database.write() as tx:
        await kit.quotas.reserve(tx, job, now_ms=NOON)
        await kit.jobs.insert(tx, job)
    assert await kit.quotas.audit() == []


async def test_a_refused_reserve_leaves_nothing(kit: Kit) -> None:
    await kit.accept(kit.job(unit_price=25))
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job(unit_price=6))
    refused = caught.value
    assert (refused.scope, refused.used, refused.limit, refused.price) == ("member", 50, 60, 12)
    assert refused.rule is None
    assert len(await kit.jobs.open_jobs()) == 1
    assert await kit.used() == (50, 50)
    assert await kit.quotas.audit() == []


async def test_the_guilds_pool_bounds_members_together(kit: Kit) -> None:
    await kit.accept(kit.job(unit_price=25, user=7))
    await kit.accept(kit.job(unit_price=25, user=8))
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job(unit_price=1, user=9))
    assert (caught.value.scope, caught.value.used, caught.value.limit) == ("guild", 100, 100)
    await kit.accept(kit.job(unit_price=1, user=9, guild=2))


async def test_outside_a_guild_the_user_is_bounded(kit: Kit) -> None:
    await kit.accept(kit.job(guild=None, unit_price=20))
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job(guild=None, unit_price=1))
    assert (caught.value.scope, caught.value.limit, caught.value.by_operator) == ("user", 40, True)
    assert await kit.used(None) == (40,)
    assert await kit.used() == (0, 0)


async def test_of_many_at_the_limit_exactly_one_fits(kit: Kit) -> None:
    await decide(kit, Scope.GUILD, 1000)
    await decide(kit, Scope.EVERYONE, 11)
    await kit.accept(kit.job(unit_price=5))
    rivals = [kit.job(unit_price=1, images=1) for _ in range(100)]
    results = await asyncio.gather(*map(kit.accept, rivals), return_exceptions=True)
    assert sum(isinstance(result, Job) for result in results) == 1
    assert sum(isinstance(result, QuotaExceeded) for result in results) == 99
    assert await kit.used() == (11, 11)
    assert await kit.quotas.audit() == []


async def test_a_channel_is_bounded_for_all_who_ask_there(kit: Kit) -> None:
    rule = await decide(kit, Scope.CHANNEL, 15, subject=3)
    await kit.accept(kit.job(user=7))
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job(user=8))
    assert (caught.value.scope, caught.value.rule) == ("channel", rule)
    await kit.accept(kit.job(user=8, channel=4))
    found = await kit.quotas.standing(1, 7, channel_id=3, now_ms=NOON)
    assert [(s.scope, s.remaining) for s in found] == [("guild", 80), ("channel", 5), ("member", 50)]


async def test_the_most_generous_role_decides(kit: Kit) -> None:
    await decide(kit, Scope.ROLE, 5, subject=100)
    generous = await decide(kit, Scope.ROLE, 20, subject=101)
    await kit.accept(kit.job(), role_ids=(100, 101, 102))
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job(unit_price=6), role_ids=(100, 101))
    assert (caught.value.limit, caught.value.rule) == (20, generous)


async def test_a_ceiling_counts_what_the_operator_pays_whatever_moderators_decide(kit: Kit) -> None:
    ceiling = await decide(kit, Scope.CEILING, 15)
    await decide(kit, Scope.EVERYONE, None)
    await decide(kit, Scope.GUILD, None)
    # The guild gives its pictures away; they cost 10 all the same.
    await kit.accept(kit.job(unit_price=0, unit_cost=5))
    await kit.quotas.reset(GUILD, by=99)
    await kit.store.grants.give(GUILD, 1000, by=99, reason="")
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job(unit_price=0, unit_cost=5))
    refused = caught.value
    assert (refused.rule, refused.used, refused.price, refused.by_operator) == (ceiling, 10, 10, True)
    await kit.accept(kit.job(unit_price=100, unit_cost=0))
    assert await kit.quotas.audit() == []


async def test_a_ceiling_for_every_guild_gives_way_to_one_of_its_own(kit: Kit) -> None:
    await decide(kit, Scope.CEILING, 5, guild=0)
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job())
    await decide(kit, Scope.CEILING, 10, guild=1)
    await kit.accept(kit.job())
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job(guild=2))
    # Outside guilds there is none.
    await kit.accept(kit.job(guild=None))


async def test_settling_a_part_gives_the_rest_back(kit: Kit) -> None:
    job = await kit.accept(kit.job(state=S.READY, unit_cost=3))
    await settle(kit, job, 1)
    assert await kit.used() == (5, 5)
    assert (await left_of(kit, CEILING)).used == 3
    assert await kit.quotas.audit() == []


@pytest.mark.parametrize("pictures", [-1, 3])
async def test_one_cannot_settle_more_than_was_reserved(kit: Kit, pictures: int) -> None:
    job = await kit.accept(kit.job())
    with pytest.raises(ValueError, match="cannot settle"):
        await settle(kit, job, pictures)
    assert await kit.used() == (10, 10)


async def test_a_reserve_is_closed_once(kit: Kit) -> None:
    settled = await kit.accept(kit.job(state=S.READY))
    await settle(kit, settled, 1)
    await settle(kit, settled, 0)
    await release(kit, settled)
    released = await kit.accept(kit.job(state=S.FAILED))
    await release(kit, released)
    await release(kit, released)
    await settle(kit, released, 2)
    assert await kit.used() == (5, 5)
    assert await kit.quotas.audit() == []


async def test_a_limit_below_what_is_used_refuses_and_takes_nothing_away(kit: Kit) -> None:
    job = await kit.accept(kit.job(state=S.READY))
    await decide(kit, Scope.MEMBER, 3, subject=7)
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job(unit_price=1, images=1))
    await kit.accept(kit.job(unit_price=0))
    assert (await kit.quotas.standing(1, 7, now_ms=NOON))[1].remaining == 0
    await settle(kit, job, 2)
    assert await kit.used() == (10, 10)
    assert await kit.quotas.audit() == []


async def test_moderators_limits_go_before_defaults(kit: Kit) -> None:
    assert await limits(kit) == [100, 60]
    await decide(kit, Scope.GUILD, 500)
    await decide(kit, Scope.EVERYONE, 20)
    assert await limits(kit) == [500, 20]
    await decide(kit, Scope.MEMBER, None, subject=7)
    assert await limits(kit) == [500, None]
    assert await limits(kit, user=8) == [500, 20]
    assert await limits(kit, guild=2) == [100, 60]
    assert await limits(kit, guild=None) == [40]
    await undecide(kit, Scope.MEMBER, subject=7)
    await decide(kit, Scope.EVERYONE, 0)
    assert await limits(kit) == [500, 0]


async def test_a_reset_forgets_what_was_used_and_what_comes_back_of_it(kit: Kit) -> None:
    job = await kit.accept(kit.job(state=S.FAILED))
    await kit.quotas.reset(MEMBER, by=99)
    assert await kit.used() == (10, 0)
    await kit.accept(kit.job(unit_price=30))
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job(unit_price=1))
    await release(kit, job)
    assert await kit.used() == (60, 60)
    await kit.quotas.reset(GUILD, by=99)
    await kit.quotas.reset(CHANNEL, by=99)
    assert [(await left_of(kit, bucket)).used for bucket in (GUILD, CHANNEL, MEMBER)] == [0, 0, 60]
    assert await kit.quotas.audit() == []
    told = [(each.subject, each.key, each.after) for each in await kit.store.changes.recent(1, limit=9)]
    assert told == [("channel:3", "reset", 1), ("guild", "reset", 1), ("member:7", "reset", 1)]


async def test_a_reset_that_is_taken_back_was_none(kit: Kit) -> None:
    before = await kit.accept(kit.job(state=S.FAILED))
    reset = await kit.quotas.reset(MEMBER, by=99)
    kit.clock.now_ms += HOUR_MS
    since = await kit.accept(kit.job(unit_price=20, state=S.READY))
    assert await kit.used() == (50, 40)
    assert await kit.quotas.take_back_reset(1, reset, by=98) == MEMBER
    assert await kit.used() == (50, 50)
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job(unit_price=6))
    await release(kit, before)
    await settle(kit, since, 1)
    assert await kit.used() == (20, 20)
    assert await kit.quotas.audit() == []
    told = [(each.by_user_id, each.before, each.after) for each in await kit.store.changes.recent(1, limit=9)]
    assert told == [(98, 1, 0), (99, 0, 1)]


async def test_only_the_latest_reset_is_taken_back_and_that_once(kit: Kit) -> None:
    async def refused(number: int, guild: int = 1) -> int | None:
        with pytest.raises(DecidedSince) as caught:
            await kit.quotas.take_back_reset(guild, number, by=97)
        return caught.value.by

    first = await kit.quotas.reset(GUILD, by=99)
    assert await refused(first, guild=2) is None
    second = await kit.quotas.reset(GUILD, by=98)
    other = await kit.quotas.reset(MEMBER, by=96)
    assert await refused(first) == 98
    await kit.quotas.take_back_reset(1, second, by=99)
    assert [await refused(number) for number in (first, second)] == [99, 99]
    # It has the generation that the second had.
    third = await kit.quotas.reset(GUILD, by=95)
    await kit.accept(kit.job())
    assert await refused(second) == 95
    for number in (third, other):
        await kit.quotas.take_back_reset(1, number, by=99)
    assert await kit.used() == (10, 10)
    assert await kit.quotas.audit() == []


async def test_only_what_moderators_own_can_be_reset(kit: Kit) -> None:
    for scope in (Scope.CEILING, Scope.USER, Scope.EVERYONE):
        with pytest.raises(ValueError, match="cannot reset"):
            await kit.quotas.reset(Bucket(scope, 1, 7), by=99)


async def test_a_reset_that_is_not_committed_changes_nothing(kit: Kit) -> None:
    await kit.accept(kit.job())

    async def fail(_tx: object) -> None:
        raise RuntimeError("beside")

    with pytest.raises(RuntimeError):
        await kit.quotas.reset(MEMBER, by=99, beside=fail)
    assert await kit.used() == (10, 10)
    assert await kit.store.changes.recent(1, limit=9) == []
