"""What is shown once more: wanted once, whoever marks it, and taken away whatever happens meanwhile."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.job import Job, JobState
from bot.store.showcase import CHECK_MS, Shown
from tests.unit.store.kit import NOON, Kit
from tests.unit.store.past import lived, rows

GUILD, CHANNEL, REQUESTER = 1, 55, 7


@pytest.fixture
async def job(kit: Kit, tmp_path: Path) -> Job:
    """Of somebody's, and done."""
    return await lived(kit, tmp_path, at=NOON, user=REQUESTER, guild=GUILD)


async def mark(kit: Kit, job: Job, user_id: int, *, least: int = 3) -> bool:
    """Somebody presses; whether it is marked now."""

    async def beside(tx) -> None:
        await kit.store.showcase.favoured(tx, job.id, guild_id=GUILD, channel_id=CHANNEL, least=least)

    return await kit.store.favourites.toggle(user_id, job.id, beside=beside)


async def posted(kit: Kit, job: Job) -> Shown:
    """It was wanted, and was posted."""
    await mark(kit, job, 8, least=1)
    await kit.store.showcase.posted(job.id, channel_id=CHANNEL, message_id=77)
    kit.clock.now_ms += CHECK_MS
    (shown,) = await kit.store.showcase.aging(9)
    return shown


async def test_as_many_as_it_takes_have_it_posted_once_and_who_asked_does_not_count(
    kit: Kit, job: Job
) -> None:
    for user_id in (8, REQUESTER, 9):
        assert await mark(kit, job, user_id)
        assert await kit.store.showcase.urgent() == []
    assert not await mark(kit, job, 8)
    assert await mark(kit, job, 10)
    assert await kit.store.showcase.urgent() == []
    for user_id in (11, 12):
        assert await mark(kit, job, user_id)
        assert len(await kit.store.showcase.urgent()) == 1
    (wanted,) = await kit.store.showcase.urgent()
    assert (wanted.job_id, wanted.guild_id, wanted.channel_id) == (job.id, GUILD, CHANNEL)
    assert (wanted.message_id, wanted.withdrawn_at) == (None, None)
    assert await kit.store.showcase.waiting(GUILD) == 1


async def test_of_many_who_press_at_once_each_counts_once_and_it_is_wanted_once(kit: Kit, job: Job) -> None:
    await asyncio.gather(*(mark(kit, job, user_id) for user_id in range(20, 40)))
    assert len(await kit.store.showcase.urgent()) == 1
    assert rows(kit.path, "SELECT count(*) FROM favourites") == [(20,)]


async def test_what_loses_marks_stays(kit: Kit, job: Job) -> None:
    await posted(kit, job)
    assert not await mark(kit, job, 8, least=1)
    assert await kit.store.showcase.shown(GUILD) == 1
    assert await kit.store.showcase.urgent() == []


async def test_what_was_posted_is_looked_at_once_a_day_and_soon_after_a_press(kit: Kit, job: Job) -> None:
    await posted(kit, job)
    (shown,) = await kit.store.showcase.aging(9)
    await kit.store.showcase.postpone(shown, until=kit.clock.now_ms + CHECK_MS)
    kit.clock.now_ms += 60_000
    await mark(kit, job, 30)
    assert await kit.store.showcase.aging(9) == []
    kit.clock.now_ms += 3_600_000
    await mark(kit, job, 31)
    assert await kit.store.showcase.aging(9) == [shown]
    assert await kit.store.showcase.urgent() == []


@pytest.mark.parametrize("noted", ["before", "after"])
async def test_what_is_to_go_goes_whatever_is_noted_meanwhile(kit: Kit, job: Job, noted: str) -> None:
    await mark(kit, job, 8, least=1)
    (wanted,) = await kit.store.showcase.urgent()
    if noted == "before":
        await kit.store.showcase.posted(job.id, channel_id=CHANNEL, message_id=77)
    await kit.store.showcase.withdraw(job.id)
    if noted == "after":
        await kit.store.showcase.posted(job.id, channel_id=CHANNEL, message_id=77)
        await kit.store.showcase.postpone(wanted, until=kit.clock.now_ms + CHECK_MS)
    (leaving,) = await kit.store.showcase.urgent()
    assert (leaving.message_id, leaving.withdrawn_at) == (77, kit.clock.now_ms)
    assert await kit.store.showcase.shown(GUILD) == await kit.store.showcase.waiting(GUILD) == 0
    await kit.store.showcase.drop(job.id)
    assert rows(kit.path, "SELECT count(*) FROM showcase") == [(0,)]


async def test_what_could_not_be_posted_waits_until_it_is_hurried(kit: Kit, job: Job) -> None:
    await mark(kit, job, 8, least=1)
    (wanted,) = await kit.store.showcase.urgent()
    await kit.store.showcase.postpone(wanted, until=kit.clock.now_ms + CHECK_MS)
    for guild_id, found in ((GUILD + 1, []), (GUILD, [wanted])):
        await kit.store.showcase.hurry(guild_id)
        assert await kit.store.showcase.urgent() == found
    await kit.store.showcase.tell(GUILD)
    assert await kit.store.showcase.is_told(GUILD)
    await kit.store.showcase.posted(job.id, channel_id=CHANNEL, message_id=77)
    assert not await kit.store.showcase.is_told(GUILD)


async def test_all_of_one_person_goes_and_nobody_elses(kit: Kit, job: Job, tmp_path: Path) -> None:
    other = await lived(kit, tmp_path, at=NOON, user=12, guild=GUILD)
    await mark(kit, other, 8, least=1)
    await posted(kit, job)
    await kit.store.showcase.withdraw_all_of(REQUESTER)
    leaving = {each.job_id: each.withdrawn_at is not None for each in await kit.store.showcase.urgent()}
    assert leaving == {job.id: True, other.id: False}


async def test_who_is_deleted_leaves_what_tells_which_message_has_to_go(kit: Kit, job: Job) -> None:
    await posted(kit, job)
    wish = await kit.store.erasures.ask(REQUESTER, at=kit.clock.now_ms, stand_in=-5)
    assert await kit.store.erasures.take_names_off_jobs(wish, now_ms=kit.clock.now_ms)
    (leaving,) = await kit.store.showcase.urgent()
    assert (leaving.message_id, leaving.withdrawn_at) == (77, kit.clock.now_ms)


async def test_a_person_sees_what_is_shown_of_theirs(kit: Kit, job: Job) -> None:
    await mark(kit, job, 8, least=1)
    assert (await kit.store.people.about(REQUESTER)).showcase == 0
    await kit.store.showcase.posted(job.id, channel_id=CHANNEL, message_id=77)
    assert (await kit.store.people.about(REQUESTER)).showcase == 1
    assert (await kit.store.people.about(8)).showcase == 0
    (row,) = (await kit.store.people.rest(REQUESTER))["showcase"]
    assert (row["job_id"], row["channel_id"], row["message_id"]) == (job.id, CHANNEL, 77)


async def test_what_a_number_would_show_is_counted(kit: Kit, job: Job, tmp_path: Path) -> None:
    other = await lived(kit, tmp_path, at=NOON, user=12, guild=GUILD)
    for user_id in (REQUESTER, 8, 9):
        await mark(kit, job, user_id)
        await mark(kit, other, user_id)
    counted = [
        await kit.store.showcase.liked(GUILD, least=least, since=since)
        for least, since in ((1, NOON), (2, NOON), (3, NOON), (4, NOON), (1, NOON + 1))
    ]
    assert counted == [2, 2, 1, 0, 0]
    assert job.state is JobState.DONE
