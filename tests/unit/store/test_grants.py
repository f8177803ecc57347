"""Credits given on top: drawn on last, given back first, and gone when they expire or are taken back."""

import asyncio

import pytest

from bot.domain.errors import QuotaExceeded
from bot.domain.job import Job, JobState
from bot.domain.quota import MOST, Bucket, Measure, Scope
from tests.unit.store.kit import NOON, Kit
from tests.unit.store.rulings import CEILING, CHANNEL, GUILD, MEMBER, decide

S, M = JobState, Measure
HOUR_MS = 3_600_000


async def give(kit: Kit, amount: int, *, bucket: Bucket = MEMBER, expires_at: int | None = None) -> int:
    grant = await kit.store.grants.give(bucket, amount, by=99, reason="a contest", expires_at=expires_at)
    return grant.id


async def used_of(kit: Kit, *grants: int) -> list[int]:
    found = [await kit.store.grants.get(1, grant) for grant in grants]
    return [grant.used if grant else -1 for grant in found]


async def settle(kit: Kit, job: Job, pictures: int) -> None:
    async with kit.database.write() as tx:
        await kit.quotas.settle(tx, job, pictures)
    assert await kit.quotas.audit() == []


async def release(kit: Kit, job: Job) -> None:
    async with kit.database.write() as tx:
        await kit.quotas.release(tx, job)
    assert await kit.quotas.audit() == []


async def member_left(kit: Kit) -> tuple[int, int, int | None]:
    standing = (await kit.quotas.standing(1, 7, now_ms=kit.clock.now_ms))[-1]
    return standing.used, standing.granted, standing.remaining


async def test_a_grant_pays_only_for_what_exceeds_the_limit(kit: Kit) -> None:
    await decide(kit, Scope.EVERYONE, 15)
    grant = await give(kit, 8)
    assert await member_left(kit) == (0, 8, 23)
    await kit.accept(kit.job())
    assert await used_of(kit, grant) == [0]
    await kit.accept(kit.job())
    assert await used_of(kit, grant) == [5]
    # The pool has no limit of the member's: all of it counts there.
    assert await kit.used() == (20, 15)
    assert await member_left(kit) == (15, 3, 3)
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job())
    assert (caught.value.used, caught.value.limit, caught.value.granted) == (15, 15, 3)
    await kit.accept(kit.job(unit_price=3, images=1))
    assert await member_left(kit) == (15, 0, 0)
    assert await kit.quotas.audit() == []


async def test_what_expires_first_is_drawn_first_and_what_lasts_comes_back_first(kit: Kit) -> None:
    await decide(kit, Scope.EVERYONE, 1)
    lasting = await give(kit, 4)
    late, soon = [await give(kit, 4, expires_at=NOON + hours * HOUR_MS) for hours in (2, 1)]
    job = await kit.accept(kit.job(state=S.READY))
    assert await used_of(kit, soon, late, lasting) == [4, 4, 1]
    # One of two pictures: five come back.
    await settle(kit, job, 1)
    assert await used_of(kit, soon, late, lasting) == [4, 0, 0]
    assert await kit.used() == (5, 1)


async def test_a_release_gives_all_back(kit: Kit) -> None:
    await decide(kit, Scope.EVERYONE, 3)
    grant = await give(kit, 50)
    job = await kit.accept(kit.job(state=S.FAILED))
    assert (await used_of(kit, grant), await kit.used()) == ([7], (10, 3))
    await release(kit, job)
    assert (await used_of(kit, grant), await kit.used()) == ([0], (0, 0))


async def test_what_has_expired_is_drawn_on_no_more_and_still_takes_back(kit: Kit) -> None:
    await decide(kit, Scope.EVERYONE, 0)
    grant = await give(kit, 20, expires_at=NOON + 1)
    job = await kit.accept(kit.job(state=S.FAILED))
    kit.clock.now_ms = NOON + 1
    assert await member_left(kit) == (0, 0, 0)
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job())
    await release(kit, job)
    assert await used_of(kit, grant) == [0]
    assert await kit.store.grants.usable(1) == []


async def test_taking_back_leaves_what_was_drawn(kit: Kit) -> None:
    await decide(kit, Scope.EVERYONE, 0)
    grant = await give(kit, 25)
    job = await kit.accept(kit.job(state=S.FAILED))
    revoked = await kit.store.grants.revoke(1, grant, by=98)
    assert revoked is not None
    assert revoked.unused == 15
    assert await kit.store.grants.revoke(1, grant, by=98) is None
    assert await kit.store.grants.revoke(2, grant, by=98) is None
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job())
    await release(kit, job)
    assert await used_of(kit, grant) == [0]
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job())


async def test_one_grant_pays_for_the_tightest_of_several_periods(kit: Kit) -> None:
    await decide(kit, Scope.EVERYONE, 12)
    await decide(kit, Scope.EVERYONE, 15, measure=M.CREDITS_MONTH)
    grant = await give(kit, 10)
    await kit.accept(kit.job())
    await kit.accept(kit.job())
    assert await used_of(kit, grant) == [8]
    found = await kit.quotas.standing(1, 7, now_ms=NOON)
    assert [(s.measure, s.used, s.remaining) for s in found if s.scope == "member"] == [
        (M.CREDITS_DAY, 12, 2),
        (M.CREDITS_MONTH, 12, 5),
    ]


async def test_pools_and_channels_are_given_to_as_well_but_never_the_ceiling(kit: Kit) -> None:
    await decide(kit, Scope.GUILD, 4)
    await decide(kit, Scope.CHANNEL, 6, subject=3)
    pool = await give(kit, 6, bucket=GUILD)
    channel = await give(kit, 4, bucket=CHANNEL)
    await kit.accept(kit.job())
    assert await used_of(kit, pool, channel) == [6, 4]
    assert await kit.quotas.audit() == []
    for bucket in (CEILING, Bucket(Scope.USER, 0, 7), Bucket(Scope.EVERYONE, 1)):
        with pytest.raises(ValueError, match="cannot give"):
            await give(kit, 5, bucket=bucket)
    for amount in (0, -1, MOST + 1):
        with pytest.raises(ValueError, match="cannot give"):
            await give(kit, amount)


async def test_without_a_limit_nothing_is_drawn(kit: Kit) -> None:
    await decide(kit, Scope.EVERYONE, None)
    grant = await give(kit, 5)
    await kit.accept(kit.job())
    assert await used_of(kit, grant) == [0]


async def test_many_at_once_draw_no_more_than_there_is(kit: Kit) -> None:
    await decide(kit, Scope.GUILD, None)
    await decide(kit, Scope.EVERYONE, 5)
    grants = [await give(kit, 4), await give(kit, 3, expires_at=NOON + HOUR_MS)]
    rivals = [kit.job(unit_price=1, images=1) for _ in range(100)]
    results = await asyncio.gather(*map(kit.accept, rivals), return_exceptions=True)
    assert sum(isinstance(result, Job) for result in results) == 12
    assert sum(isinstance(result, QuotaExceeded) for result in results) == 88
    assert await used_of(kit, *grants) == [4, 3]
    assert await kit.quotas.audit() == []


async def test_giving_and_taking_back_are_audited_and_listed(kit: Kit) -> None:
    first = await give(kit, 5)
    kit.clock.now_ms += 1
    second = await give(kit, 6, bucket=GUILD)
    kit.clock.now_ms += 1
    await kit.store.grants.revoke(1, first, by=98)
    assert [grant.id for grant in await kit.store.grants.usable(1)] == [second]
    assert [grant.id for grant in await kit.store.grants.of(MEMBER)] == [first]
    told = [
        (each.by_user_id, each.subject, each.key, each.before, each.after)
        for each in await kit.store.changes.recent(1, limit=9)
    ]
    assert told == [
        (98, "member:7", f"grant:{first}", 5, 0),
        (99, "guild", f"grant:{second}", None, 6),
        (99, "member:7", f"grant:{first}", None, 5),
    ]


async def test_what_fails_beside_is_not_given(kit: Kit) -> None:
    async def fail(_tx: object) -> None:
        raise RuntimeError("beside")

    with pytest.raises(RuntimeError):
        await kit.store.grants.give(MEMBER, 5, by=9, reason="", beside=fail)
    grant = await give(kit, 5)
    with pytest.raises(RuntimeError):
        await kit.store.grants.revoke(1, grant, by=9, beside=fail)
    assert [each.id for each in await kit.store.grants.usable(1)] == [grant]


async def test_what_can_be_drawn_on_is_told_in_parts(kit: Kit) -> None:
    ids = [(await kit.store.grants.give(bucket, 5, by=9, reason="")).id for bucket in (MEMBER, GUILD) * 3]
    await kit.store.grants.revoke(1, ids[2], by=9)
    left = [grant_id for grant_id in ids if grant_id != ids[2]]
    assert await kit.store.grants.number_usable(1) == len(left)
    for offset in range(len(left) + 1):
        page = await kit.store.grants.page_of_usable(1, limit=2, offset=offset)
        assert [each.id for each in page] == left[offset : offset + 2]
    assert [each.id for each in await kit.store.grants.usable_of({MEMBER, GUILD})] == left
    assert [each.bucket for each in await kit.store.grants.usable_of({GUILD})] == [GUILD] * 3
