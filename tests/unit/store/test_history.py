"""Pictures, failures and learnt durations."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.domain.polling import Learnt
from bot.domain.request import ImageRequest
from bot.store.durations import Durations
from bot.store.failures import Failure, Repeats, Wanted
from bot.store.schema import failures
from tests.unit.store.kit import NOON, Kit, failure, picture


async def keep(kit: Kit, *rows: Failure) -> None:
    async with kit.database.write() as tx:
        for one in rows:
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


async def test_recent_failures_are_the_newest(kit: Kit) -> None:
    rows = [failure(at=NOON + minute, error_id=str(minute)) for minute in range(4)]
    await keep(kit, *rows)
    assert await kit.failures.recent(1, limit=3) == [rows[3], rows[2], rows[1]]


async def test_failures_are_found_by_each_of_their_marks_and_by_all_together(kit: Kit) -> None:
    rows = [
        failure(at=NOON, error_id="A"),
        failure(at=NOON + 1, error_id="B", user_id=8),
        failure(at=NOON + 2, error_id="C", code="disk_full", category="local"),
        failure(at=NOON + 3, error_id="D", model="other"),
        failure(at=NOON + 4, error_id="E", guild_id=2),
    ]
    await keep(kit, *rows)
    for wanted, found in (
        (Wanted(), "DCBA"),
        (Wanted(user_id=8), "B"),
        (Wanted(code="disk_full"), "C"),
        (Wanted(category="transport"), "DBA"),
        (Wanted(model="other"), "D"),
        (Wanted(since=NOON + 1), "DCB"),
        (Wanted(until=NOON + 1), "A"),
        (Wanted(since=NOON + 1, until=NOON + 3, category="transport", user_id=8), "B"),
        (Wanted(user_id=8, code="disk_full"), ""),
    ):
        assert "".join(row.error_id for row in await kit.failures.find(1, wanted, limit=9)) == found
        assert await kit.failures.count(1, wanted) == len(found)


@given(st.lists(st.integers(0, 20), max_size=25), st.integers(1, 7))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_pages_hold_every_failure_once_in_order(kit: Kit, minutes: list[int], size: int) -> None:
    async with kit.database.write() as tx:
        await tx.execute(delete(failures))
        for number, minute in enumerate(minutes):
            await kit.failures.insert(tx, failure(at=NOON + minute, error_id=str(number)))
    pages = [
        await kit.failures.find(1, Wanted(), limit=size, offset=at)
        for at in range(0, len(minutes) + size, size)
    ]
    assert [row for page in pages for row in page] == await kit.failures.recent(1, limit=99)
    assert all(len(page) == size for page in pages[: len(minutes) // size])


async def test_repeats_are_grouped_by_code_and_model(kit: Kit) -> None:
    await keep(
        kit,
        failure(at=NOON),
        failure(at=NOON + 9, user_id=8),
        failure(at=NOON + 5),
        failure(at=NOON + 5, model=None),
        failure(at=NOON - 1),
        failure(at=NOON, guild_id=2),
    )
    assert await kit.failures.repeats(1, since=NOON, limit=9) == [
        Repeats(code="gateway_timeout", model="gpt-image-2", times=3, first=NOON, last=NOON + 9, members=2),
        Repeats(code="gateway_timeout", model=None, times=1, first=NOON + 5, last=NOON + 5, members=1),
    ]
    assert await kit.failures.guilds(since=NOON) == {1, 2}
    assert await kit.failures.guilds(since=NOON + 1) == {1}


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
