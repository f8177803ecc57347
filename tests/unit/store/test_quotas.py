"""Reserve, settle, release and the limits that bound them."""

import asyncio

import pytest
from sqlalchemy import text

from bot.domain.errors import QuotaExceeded
from bot.domain.job import Job, JobState
from bot.domain.quota import DAY_MS, Bucket, Scope, day_end
from tests.support.tables import limit_decisions
from tests.unit.store.kit import NOON, Kit

S = JobState
GUILD = Bucket(Scope.GUILD, 1)
EVERY_MEMBER = Bucket(Scope.MEMBER, 1)
MEMBER = Bucket(Scope.MEMBER, 1, 7)


async def set_limit(kit: Kit, bucket: Bucket, amount: int | None) -> None:
    async with kit.database.write() as tx:
        await kit.limits.set(tx, bucket, amount, by=99, now_ms=kit.clock.now_ms)


async def clear_limit(kit: Kit, bucket: Bucket) -> None:
    async with kit.database.write() as tx:
        await kit.limits.clear(tx, bucket, by=99, now_ms=kit.clock.now_ms)


async def limits(kit: Kit, guild: int | None = 1, user: int = 7) -> list[int | None]:
    return [s.limit for s in await kit.quotas.standing(guild, user, now_ms=kit.clock.now_ms)]


async def settle(kit: Kit, job: Job, spent: int) -> None:
    async with kit.database.write() as tx:
        await kit.quotas.settle(tx, job, spent)


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
    assert {s.resets_at for s in after} == {day_end(NOON)}
    assert await kit.quotas.standing(1, 7, now_ms=NOON) == after


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
    assert (caught.value.scope, caught.value.used, caught.value.limit, caught.value.price) == (
        "member",
        50,
        60,
        12,
    )
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
    assert (caught.value.scope, caught.value.limit) == ("user", 40)
    assert await kit.used(None) == (40,)
    assert await kit.used() == (0, 0)


async def test_of_many_at_the_limit_exactly_one_fits(kit: Kit) -> None:
    await set_limit(kit, GUILD, 1000)
    await set_limit(kit, EVERY_MEMBER, 11)
    await kit.accept(kit.job(unit_price=5))
    rivals = [kit.job(unit_price=1, images=1) for _ in range(100)]
    results = await asyncio.gather(*map(kit.accept, rivals), return_exceptions=True)
    assert sum(isinstance(result, Job) for result in results) == 1
    assert sum(isinstance(result, QuotaExceeded) for result in results) == 99
    assert await kit.used() == (11, 11)
    assert await kit.quotas.audit() == []


async def test_settling_a_part_gives_the_rest_back(kit: Kit) -> None:
    job = await kit.accept(kit.job(state=S.READY))
    await settle(kit, job, 5)
    assert await kit.used() == (5, 5)
    assert await kit.quotas.audit() == []


@pytest.mark.parametrize("spent", [-1, 11])
async def test_one_cannot_settle_more_than_was_reserved(kit: Kit, spent: int) -> None:
    job = await kit.accept(kit.job())
    with pytest.raises(ValueError, match="cannot settle"):
        await settle(kit, job, spent)
    assert await kit.used() == (10, 10)


async def test_a_reserve_is_closed_once(kit: Kit) -> None:
    settled = await kit.accept(kit.job(state=S.READY))
    await settle(kit, settled, 5)
    await settle(kit, settled, 0)
    await release(kit, settled)
    released = await kit.accept(kit.job(state=S.FAILED))
    await release(kit, released)
    await release(kit, released)
    await settle(kit, released, 10)
    assert await kit.used() == (5, 5)
    assert await kit.quotas.audit() == []


async def test_what_comes_back_goes_to_the_day_it_was_taken_from(kit: Kit) -> None:
    job = await kit.accept(kit.job(state=S.FAILED))
    kit.clock.now_ms += DAY_MS
    await kit.accept(kit.job())
    await release(kit, job)
    assert await kit.used() == (10, 10)
    kit.clock.now_ms -= DAY_MS
    assert await kit.used() == (0, 0)
    assert await kit.quotas.audit() == []


async def test_a_new_day_starts_at_nothing(kit: Kit) -> None:
    await kit.accept(kit.job(unit_price=30))
    kit.clock.now_ms = day_end(NOON) - 1
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job())
    kit.clock.now_ms = day_end(NOON)
    await kit.accept(kit.job(unit_price=30))


async def test_a_limit_below_what_is_used_refuses_and_takes_nothing_away(kit: Kit) -> None:
    job = await kit.accept(kit.job(state=S.READY))
    await set_limit(kit, MEMBER, 3)
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job(unit_price=1, images=1))
    await kit.accept(kit.job(unit_price=0))
    assert (await kit.quotas.standing(1, 7, now_ms=NOON))[1].remaining == 0
    await settle(kit, job, 10)
    assert await kit.used() == (10, 10)
    assert await kit.quotas.audit() == []


async def test_moderators_limits_go_before_defaults(kit: Kit) -> None:
    assert await limits(kit) == [100, 60]
    await set_limit(kit, GUILD, 500)
    await set_limit(kit, EVERY_MEMBER, 20)
    assert await limits(kit) == [500, 20]
    await set_limit(kit, MEMBER, None)
    assert await limits(kit) == [500, None]
    assert await limits(kit, user=8) == [500, 20]
    assert await limits(kit, guild=2) == [100, 60]
    assert await limits(kit, guild=None) == [40]
    await clear_limit(kit, MEMBER)
    await set_limit(kit, EVERY_MEMBER, 0)
    assert await limits(kit) == [500, 0]


async def test_every_decision_is_remembered(kit: Kit) -> None:
    await set_limit(kit, GUILD, 500)
    kit.clock.now_ms += 1
    await clear_limit(kit, GUILD)
    await set_limit(kit, Bucket(Scope.GUILD, 2), 1)
    told = [
        (row["action"], row["credits"], row["at"], row["by_user_id"], row["scope"], row["user_id"])
        for row in await limit_decisions(kit.database, 1)
    ]
    assert told == [("set", 500, NOON, 99, "guild", 0), ("clear", None, NOON + 1, 99, "guild", 0)]


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        ("UPDATE quota SET used = used + 1", "guild 1/0 from 1773100800000: 11 used, 10 in the ledger"),
        ("DELETE FROM quota", "0 used, 10 in the ledger"),
        ("DELETE FROM ledger", "10 used, 0 in the ledger"),
        ("UPDATE ledger SET amount = 9", "in guild: 9 of 10 reserved"),
        ("UPDATE jobs SET state = 'done'", "(done) in guild: 10 of 10 reserved, closed by nothing"),
        ("UPDATE jobs SET state = 'failed'", "(failed) in member: 10 of 10 reserved, closed by nothing"),
        ("UPDATE jobs SET guild_id = NULL", ": 2 reserves"),
        ("DELETE FROM ledger WHERE scope = 'guild'", ": 1 reserves"),
    ],
)
async def test_an_audit_finds_what_does_not_add_up(kit: Kit, tamper: str, told: str) -> None:
    await kit.accept(kit.job())
    assert await kit.quotas.audit() == []
    async with kit.database.write() as tx:
        await tx.execute(text(tamper))
    assert any(told in line for line in await kit.quotas.audit())


async def test_an_audit_finds_what_was_closed_too_early(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    await release(kit, job)
    assert any("closed by release" in line for line in await kit.quotas.audit())
