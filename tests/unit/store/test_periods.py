"""Days, weeks and months of credits, in the store."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.domain.errors import QuotaExceeded
from bot.domain.job import JobState
from bot.domain.quota import Measure, Scope
from bot.domain.quota_windows import SLOT_MS, slot_of
from tests.unit.store.kit import NOON, Kit
from tests.unit.store.rulings import decide

S, M = JobState, Measure
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
#: The day of `NOON`.
MIDNIGHT = NOON - NOON % DAY_MS


async def test_a_ceiling_goes_by_the_operators_days(kit: Kit) -> None:
    await decide(kit, Scope.CEILING, 10)
    await kit.store.settings.change_guild(1, {"time_zone": "Pacific/Kiritimati"}, by=99)
    await kit.accept(kit.job())
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job())
    assert caught.value.resets_at == MIDNIGHT + DAY_MS


async def test_what_comes_back_goes_to_the_day_it_was_taken_from(kit: Kit) -> None:
    job = await kit.accept(kit.job(state=S.FAILED))
    kit.clock.now_ms += DAY_MS
    await kit.accept(kit.job())
    async with kit.database.write() as tx:
        await kit.quotas.release(tx, job)
    assert await kit.used() == (10, 10)
    kit.clock.now_ms -= DAY_MS
    assert await kit.used() == (0, 0)
    assert await kit.quotas.audit() == []


async def test_a_new_day_starts_at_nothing(kit: Kit) -> None:
    await kit.accept(kit.job(unit_price=30))
    kit.clock.now_ms = MIDNIGHT + DAY_MS - 1
    with pytest.raises(QuotaExceeded):
        await kit.accept(kit.job())
    kit.clock.now_ms = MIDNIGHT + DAY_MS
    await kit.accept(kit.job(unit_price=30))


async def test_day_week_and_month_bound_side_by_side(kit: Kit) -> None:
    # A Tuesday, the 10th.
    await decide(kit, Scope.EVERYONE, 10)
    weekly = await decide(kit, Scope.EVERYONE, 25, measure=M.CREDITS_WEEK)
    monthly = await decide(kit, Scope.EVERYONE, 40, measure=M.CREDITS_MONTH)
    for _ in range(2):
        await kit.accept(kit.job())
        kit.clock.now_ms += DAY_MS
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job())
    assert (caught.value.rule, caught.value.used) == (weekly, 20)
    assert caught.value.resets_at == MIDNIGHT + 6 * DAY_MS
    kit.clock.now_ms += 4 * DAY_MS
    for _ in range(2):
        await kit.accept(kit.job())
        kit.clock.now_ms += DAY_MS
    # Week and month are used up; the month lasts longer.
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job())
    assert (caught.value.rule, caught.value.used) == (monthly, 40)
    standing = await kit.quotas.standing(1, 7, now_ms=kit.clock.now_ms)
    assert [(s.measure, s.remaining) for s in standing if s.scope == "member"] == [
        (M.CREDITS_DAY, 10),
        (M.CREDITS_WEEK, 5),
        (M.CREDITS_MONTH, 0),
    ]


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Berlin", "2026-03-29"), ("Europe/Berlin", "2026-10-25"), ("Asia/Kathmandu", "2026-03-29")],
)
async def test_a_day_is_the_guilds_own_however_long_it_is(kit: Kit, zone: str, day: str) -> None:
    await kit.store.settings.change_guild(1, {"time_zone": zone}, by=99)
    begin = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))
    end = begin.replace(day=begin.day + 1)
    first, after = (round(moment.timestamp() * 1000) for moment in (begin, end))
    await decide(kit, Scope.EVERYONE, 10)
    kit.clock.now_ms = first - 1
    await kit.accept(kit.job())
    kit.clock.now_ms = first
    await kit.accept(kit.job())
    kit.clock.now_ms = after - 1
    with pytest.raises(QuotaExceeded) as caught:
        await kit.accept(kit.job())
    assert caught.value.resets_at == after
    kit.clock.now_ms = after
    await kit.accept(kit.job())


async def test_another_time_zone_counts_what_lies_in_its_own_day(kit: Kit) -> None:
    await decide(kit, Scope.EVERYONE, 60)
    kit.clock.now_ms = MIDNIGHT - HOUR_MS
    await kit.accept(kit.job())
    kit.clock.now_ms = MIDNIGHT
    await kit.accept(kit.job(unit_price=10))
    assert await kit.used() == (20, 20)
    await kit.store.settings.change_guild(1, {"time_zone": "Europe/Berlin"}, by=99)
    assert await kit.used() == (30, 30)
    await kit.store.settings.change_guild(1, {"time_zone": "Asia/Karachi"}, by=99)
    assert await kit.used() == (30, 30)
    await kit.store.settings.change_guild(1, {"time_zone": "America/New_York"}, by=99)
    assert await kit.used() == (30, 30)
    await kit.store.settings.change_guild(1, {"time_zone": "UTC"}, by=99)
    assert await kit.used() == (20, 20)


async def test_use_is_kept_by_quarters_of_an_hour(kit: Kit) -> None:
    for minutes in (0, 1, 14, 15):
        kit.clock.now_ms = slot_of(NOON) + minutes * 60_000
        await kit.accept(kit.job())
    async with kit.database.read() as tx:
        rows = await tx.execute(text("SELECT slot_start, used FROM quota WHERE scope = 'member'"))
        assert sorted(map(tuple, rows)) == [(slot_of(NOON), 30), (slot_of(NOON) + SLOT_MS, 10)]
