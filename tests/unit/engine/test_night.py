"""What has been kept long enough goes, and nothing else: no open job, no sum, nothing too young."""

import asyncio
import os
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.domain.job import JobState
from bot.domain.keeping import Keeping
from bot.domain.operator import Access, GuildAccess
from bot.domain.preset import Preset
from bot.engine.night import Night
from bot.store.retention import STEP
from bot.store.schema import jobs as jobs_table
from tests.unit.store.kit import NOON, Kit
from tests.unit.store.past import COURSES, DAY, WORDS, cared_for, dump, lived, moderated, rows

OUTSIDE = Keeping(prompts=50, pictures=20, failures=100)


def night_of(kit: Kit, folder: Path, **more: int) -> Night:
    return Night(
        store=kit.store,
        images=folder,
        outside=OUTSIDE,
        grace_days=more.get("grace_days", 30),
        clock=kit.clock,
        random=Random(1),
    )


PAST = st.lists(
    st.tuples(st.sampled_from(sorted(COURSES)), st.integers(0, 200), st.sampled_from([None, 1, 2])),
    min_size=1,
    max_size=6,
)
DAYS = st.none() | st.integers(1, 200)


@settings(max_examples=25, deadline=None)
@given(PAST, DAYS, DAYS, DAYS)
@example([("cancelled", 0, None), ("cancelled", 1, 1)], 1, None, 1)
def test_only_what_is_old_enough_goes(past, prompts, pictures, failures):
    asyncio.run(only_what_is_old_enough_goes(past, prompts, pictures, failures))


async def asked(kit, folder, course, days, guild):
    """A minute younger than so many days: the night takes its time, and a limit may not pass meanwhile."""
    at = NOON - max(days * DAY - 60_000, 0)
    return await lived(kit, folder, at=at, course=course, guild=guild)


async def only_what_is_old_enough_goes(past, prompts, pictures, failures):
    with tempfile.TemporaryDirectory() as name:
        path, folder = Path(name) / "inkling.db", Path(name) / "pictures"
        kit = await Kit.open(path)
        decided = {
            "keep_prompts_days": prompts,
            "keep_pictures_days": pictures,
            "keep_failures_days": failures,
        }
        await kit.store.settings.change_guild(1, decided, by=9)
        usual = Keeping(prompts=90, pictures=30, failures=180)
        keeping = {None: OUTSIDE, 1: Keeping(prompts=prompts, pictures=pictures, failures=failures), 2: usual}
        jobs = [(await asked(kit, folder, *each), *each[1:]) for each in past]
        kit.clock.now_ms = NOON
        sums = rows(path, "SELECT * FROM ledger"), rows(path, "SELECT * FROM quota")
        spent = rows(path, "SELECT * FROM spending")
        await night_of(kit, folder).work()
        for job, days, guild in jobs:
            ended, kept = job.state.is_terminal, keeping[guild]

            def gone(limit: int | None, ended: bool = ended, days: int = days) -> bool:
                return ended and limit is not None and days > limit

            (row,) = rows(path, "SELECT request, forgotten_at FROM jobs WHERE id = ?", job.id)
            assert (WORDS in row[0], row[1] is None) == (not gone(kept.prompts),) * 2
            files = rows(path, "SELECT path FROM images WHERE job_id = ?", job.id)
            if job.state not in (JobState.QUEUED, JobState.RUNNING, JobState.FAILED, JobState.CANCELLED):
                assert bool(files) is not gone(kept.pictures)
                assert (folder / f"{job.id}-0.png").exists() is not gone(kept.pictures)
            assert bool(rows(path, "SELECT 1 FROM job_events WHERE job_id = ?", job.id)) is not gone(
                kept.failures
            )
            if job.state in (JobState.FAILED, JobState.UNDELIVERABLE):
                found = rows(path, "SELECT 1 FROM failures WHERE job_id = ?", job.id)
                assert bool(found) is not gone(kept.failures)
        assert (rows(path, "SELECT * FROM ledger"), rows(path, "SELECT * FROM quota")) == sums
        assert rows(path, "SELECT * FROM spending") == spent
        assert await kit.quotas.audit() == await kit.store.spending.audit() == []
        await kit.database.close()


@pytest.fixture
async def kit(tmp_path: Path):
    kit = await Kit.open(tmp_path / "inkling.db")
    yield kit
    await kit.database.close()


async def test_many_go_in_small_steps(kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for _ in range(5):
        await lived(kit, tmp_path / "pictures", at=NOON - 400 * DAY, course="undeliverable", images=2)
    kit.clock.now_ms = NOON
    monkeypatch.setattr("bot.store.retention.STEP", 2)
    await night_of(kit, tmp_path / "pictures").work()
    assert WORDS not in dump(kit.path)
    assert list((tmp_path / "pictures").iterdir()) == []
    assert STEP == 200


async def test_an_end_that_may_still_be_told_keeps_its_words(kit: Kit, tmp_path: Path):
    job = await lived(kit, tmp_path / "pictures", at=NOON - 400 * DAY)
    async with kit.database.write() as tx:
        await tx.execute(update(jobs_table).values(told_at=None, state_at=NOON - 1000))
    kit.clock.now_ms = NOON
    await night_of(kit, tmp_path / "pictures").work()
    kept = await kit.jobs.get(job.id)
    assert kept is not None
    assert WORDS in kept.request.prompt


async def test_files_that_nothing_names_go(kit: Kit, tmp_path: Path):
    folder = tmp_path / "pictures"
    job = await lived(kit, folder, at=NOON - 10 * DAY)
    stray, fresh = folder / f"{job.id}-7.png", folder / "01aaaaaaaaaaaaaaaaaaaaaaa-0.png"
    for file, days in ((stray, 5), (fresh, 1), (folder / f"{job.id}-0.png", 10)):
        file.write_bytes(b"x")
        os.utime(file, (NOON / 1000 - days * 86_400,) * 2)
    kit.clock.now_ms = NOON
    await night_of(kit, folder).work()
    assert sorted(each.name for each in folder.iterdir()) == sorted([fresh.name, f"{job.id}-0.png"])


async def a_guild_that_left(kit: Kit, folder: Path, *, guild: int = 4242424242, days: int = 31) -> None:
    for course in COURSES:
        if course in ("queued", "running", "delivering"):
            continue
        job = await lived(kit, folder, at=NOON - 40 * DAY, course=course, guild=guild)
        await cared_for(kit, job)
        await moderated(kit, job)
    await kit.store.guilds.joined(guild, WORDS)
    kit.clock.now_ms = NOON - days * DAY
    await kit.store.guilds.left(guild)
    kit.clock.now_ms = NOON


async def test_presets_go_that_were_deleted_a_day_ago(kit: Kit, tmp_path: Path):
    presets = kit.store.presets
    for name in ("old", "young", "kept"):
        await presets.save(7, Preset(name=name, text="soft light"))
    await presets.delete(7, "old")
    kit.clock.now_ms += DAY
    await presets.delete(7, "young")
    await night_of(kit, tmp_path).work()
    assert rows(kit.path, "SELECT name FROM presets ORDER BY name") == [("kept",), ("young",)]


async def test_all_of_a_guild_goes_after_its_grace_and_the_books_balance(kit: Kit, tmp_path: Path):
    folder = tmp_path / "pictures"
    await a_guild_that_left(kit, folder)
    other = await lived(kit, folder, at=NOON - 5 * DAY, guild=77, user=8)
    kit.clock.now_ms = NOON
    spent = rows(kit.path, "SELECT gateway, slot_start, cost FROM spending")
    await night_of(kit, folder).work()
    said = dump(kit.path)
    assert "4242424242" not in said
    assert rows(kit.path, "SELECT id FROM jobs") == [(other.id,)]
    assert [file.name for file in folder.iterdir()] == [f"{other.id}-0.png"]
    assert rows(kit.path, "SELECT gateway, slot_start, cost FROM spending") == spent
    assert await kit.quotas.audit() == await kit.store.spending.audit() == []


async def test_a_guild_that_came_back_in_time_loses_nothing(kit: Kit, tmp_path: Path):
    folder = tmp_path / "pictures"
    await a_guild_that_left(kit, folder, days=29)
    before = dump(kit.path).count("4242424242")
    await night_of(kit, folder).work()
    assert rows(kit.path, "SELECT count(*) FROM jobs WHERE guild_id = 4242424242") == [(4,)]
    await kit.store.guilds.joined(4242424242, "back")
    kit.clock.now_ms = NOON + 5 * DAY
    await night_of(kit, folder).work()
    assert rows(kit.path, "SELECT count(*) FROM jobs WHERE guild_id = 4242424242") == [(4,)]
    assert dump(kit.path).count("4242424242") > before / 2


async def test_a_guild_that_comes_back_while_it_is_deleted_keeps_the_rest(kit: Kit, tmp_path: Path):
    folder = tmp_path / "pictures"
    await a_guild_that_left(kit, folder)
    before = NOON - 30 * DAY
    assert await kit.store.leaving.step(4242424242, before=before)
    await kit.store.guilds.joined(4242424242, "back")
    assert not await kit.store.leaving.step(4242424242, before=before)
    assert not await kit.store.leaving.finish(4242424242, before=before)
    assert rows(kit.path, "SELECT count(*) FROM jobs WHERE guild_id = 4242424242") == [(4,)]


async def test_the_operators_word_on_a_guild_outlives_it(kit: Kit, tmp_path: Path):
    await a_guild_that_left(kit, tmp_path / "pictures")
    await kit.store.accesses.decide(4242424242, GuildAccess(Access.BLOCKED, "spam"), by=1)
    await night_of(kit, tmp_path / "pictures").work()
    assert rows(kit.path, "SELECT name, access FROM guilds") == [("", "blocked")]
    assert kit.store.accesses.of(4242424242) == GuildAccess(Access.BLOCKED, "spam")


async def test_an_open_job_keeps_its_guild_until_it_ends(kit: Kit, tmp_path: Path):
    folder = tmp_path / "pictures"
    running = await lived(kit, folder, at=NOON - 40 * DAY, course="running", guild=4242424242)
    await a_guild_that_left(kit, folder)
    await night_of(kit, folder).work()
    assert rows(kit.path, "SELECT id FROM jobs") == [(running.id,)]
    await kit.move(running, JobState.CANCELLED)
    await kit.jobs.told(running.id)
    await night_of(kit, folder).work()
    assert "4242424242" not in dump(kit.path)
    assert await kit.quotas.audit() == await kit.store.spending.audit() == []


async def test_a_night_begins_at_three_and_a_missed_one_at_once(kit: Kit, tmp_path: Path):
    class HourGlass:
        def __init__(self) -> None:
            self.slept: list[float] = []

        def wall_ms(self) -> int:
            return kit.clock.now_ms

        def monotonic(self) -> float:
            return kit.clock.now_ms / 1000

        async def sleep(self, seconds: float) -> None:
            self.slept.append(seconds)
            if len(self.slept) > 1:
                raise asyncio.CancelledError

    def begins(glass: HourGlass) -> Night:
        return Night(
            store=kit.store, images=tmp_path, outside=OUTSIDE, grace_days=30, clock=glass, random=Random(1)
        )

    kit.clock.now_ms = NOON - NOON % DAY + 3_600_000
    for expected in (2 * 3600, 0.0):
        glass = HourGlass()
        with pytest.raises(asyncio.CancelledError):
            await begins(glass).run()
        assert expected <= glass.slept[0] <= expected + 1800
        kit.clock.now_ms += 2 * DAY
