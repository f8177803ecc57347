"""Pictures, failures and learnt durations."""

import pytest

from bot.domain.polling import Learnt
from bot.domain.request import ImageRequest
from bot.store.durations import Durations
from bot.store.failures import Failure
from tests.unit.store.kit import NOON, Kit, failure, picture


async def keep(kit: Kit, *failures: Failure) -> None:
    async with kit.database.write() as tx:
        for one in failures:
            await kit.failures.insert(tx, one)


async def test_pictures_come_back_in_their_order(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    async with kit.database.write() as tx:
        await kit.pictures.insert(tx, job.id, [picture(1), picture(0)])
        await kit.pictures.insert(tx, job.id, [])
    assert await kit.pictures.of(job.id) == (picture(0), picture(1))
    assert await kit.pictures.of("nobody") == ()


async def test_a_failure_comes_back_as_it_was(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    known = failure(job_id=job.id, http_status=503, charged=5)
    unknown = failure(error_id="W", gateway=None, model=None, channel_id=None)
    await keep(kit, known, unknown)
    assert await kit.failures.get(1, "k7c-m3xt") == known
    assert await kit.failures.get(1, "w") == unknown


@pytest.mark.parametrize("guild", [2, None])
async def test_a_failure_is_told_only_where_it_happened(kit: Kit, guild: int | None) -> None:
    await keep(kit, failure())
    assert await kit.failures.get(guild, "K7CM3XT") is None
    assert await kit.failures.recent(guild, limit=5) == []
    elsewhere = failure(guild_id=guild, error_id="W")
    await keep(kit, elsewhere)
    assert await kit.failures.recent(guild, limit=5) == [elsewhere]
    assert await kit.failures.get(guild, "W") == elsewhere


async def test_recent_failures_are_the_newest_and_can_be_narrowed(kit: Kit) -> None:
    rows = [
        failure(at=NOON + minute, error_id=str(minute), user_id=7 + minute % 2, code=code)
        for minute, code in enumerate(["a", "a", "b", "b"])
    ]
    await keep(kit, *rows)
    assert await kit.failures.recent(1, limit=3) == [rows[3], rows[2], rows[1]]
    assert await kit.failures.recent(1, limit=9, user_id=7) == [rows[2], rows[0]]
    assert await kit.failures.recent(1, limit=9, code="a") == [rows[1], rows[0]]
    assert await kit.failures.recent(1, limit=9, user_id=8, code="b") == [rows[3]]


async def test_durations_are_learnt_per_kind_and_kept(kit: Kit) -> None:
    durations = Durations(kit.database)
    plain = ImageRequest(prompt="a", model="m")
    large = ImageRequest(prompt="b", model="m", resolution="4k", quality="high")
    prior = Learnt.prior(10)
    async with kit.database.write() as tx:
        first = await durations.learn(tx, "g", plain, seconds=20, prior=prior)
        second = await durations.learn(tx, "g", plain, seconds=20, prior=prior)
        other = await durations.learn(tx, "g", large, seconds=90, prior=prior)
    assert (first, second, other) == (prior.learn(20), prior.learn(20).learn(20), prior.learn(90))
    assert await durations.learnt("g", plain) == second
    assert await durations.learnt("g", large) == other
    assert await durations.learnt("other", plain) is None
