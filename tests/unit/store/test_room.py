"""What one more request is held against: what is open, and when somebody last asked."""

from bot.domain.job import JobState
from bot.domain.room import OpenJobs
from bot.store import room
from tests.unit.store.kit import Kit

S = JobState


async def test_jobs_are_counted_where_they_stand(kit: Kit) -> None:
    for state in S:
        await kit.accept(kit.job(unit_price=0, state=state))
    await kit.accept(kit.job(unit_price=0, guild=2))
    await kit.accept(kit.job(unit_price=0, guild=None))
    last = await kit.accept(kit.job(unit_price=0, user=8))
    async with kit.database.write() as tx:
        assert await room.count_active(tx, "openoctopus") == 3
        assert await room.count_active(tx, "octopusx") == 0
        assert await room.count_open(tx, 7, 1) == OpenJobs(total=7, waiting=1, at_work=3)
        assert (await room.count_open(tx, 7, 2)).total == 1
        assert (await room.count_open(tx, 7, None)).total == 1
        assert (await room.count_open(tx, 9, 1)).total == 0
        assert await room.count_open(tx, 8, 1, but=last.id) == OpenJobs(total=0, waiting=0, at_work=0)
        assert (await room.count_open_together(tx, 1, None)).total == 8
        assert (await room.count_open_together(tx, 1, None, but=last.id)).total == 7
        assert (await room.count_open_together(tx, 1, 3)).waiting == 2
        assert (await room.count_open_together(tx, 1, 4)).total == 0
        assert (await room.count_open_together(tx, 2, 3)).total == 1


async def test_the_last_request_is_the_latest_that_did_not_fail(kit: Kit) -> None:
    async def last(user: int = 7, guild: int | None = 1, but: str = "") -> int | None:
        async with kit.database.read() as tx:
            return await room.last_accepted(tx, user, guild, now_ms=kit.clock.now_ms, but=but)

    assert await last() is None
    first = kit.clock.now_ms
    await kit.accept(kit.job())
    kit.clock.now_ms += 1000
    await kit.accept(kit.job(state=S.FAILED))
    assert await last() == first
    cancelled = await kit.accept(kit.job(state=S.CANCELLED))
    assert await last() == first + 1000
    assert await last(but=cancelled.id) == first
    assert await last(user=8) is None
    assert await last(guild=None) is None
    # The clock was set back: what lies in the future counts for nothing.
    kit.clock.now_ms -= 1000
    assert await last() == first


async def steps_to_find_room(kit: Kit) -> int:
    """How many steps SQLite takes to say who has what under way, and since when."""
    taken: list[None] = []
    async with kit.database.write() as tx:
        tx._thread.driver.set_progress_handler(lambda: taken.append(None), 1)
        await room.count_active(tx, "openoctopus")
        await room.count_open(tx, 7, 1)
        await room.count_open_together(tx, 1, None)
        await room.count_open_together(tx, 1, 3)
        await room.last_accepted(tx, 7, 1, now_ms=kit.clock.now_ms)
        tx._thread.driver.set_progress_handler(None, 1)
    return len(taken)


async def test_the_past_of_a_guild_makes_nobody_wait(kit: Kit) -> None:
    await kit.accept(kit.job(user=7))
    new = await steps_to_find_room(kit)
    for number in range(200):
        job = await kit.accept(kit.job(user=8 + number % 5, unit_price=0))
        await kit.move(job, S.CANCELLED)
        await kit.jobs.told(job.id)
    assert await steps_to_find_room(kit) < new + 50
