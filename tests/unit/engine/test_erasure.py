"""The wish that all about oneself be deleted: no word and no name is left, and no limit begins anew."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.chat.words.people import who
from bot.domain.job import Job, JobState
from bot.engine.cancel import CancelOutcome
from bot.engine.erasure import Erasure
from bot.gateways.references import References
from bot.store import schema
from bot.store.farewells import LASTS_MS
from tests.unit.store.kit import NOON, Kit
from tests.unit.store.past import COURSES, DAY, WORDS, cared_for, dump, lived, moderated, raw, rows

ME = 5252525252525


class Stopping:
    """Stops jobs as the engine would, but for those that are handed over just now."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.asked: list[str] = []

    async def cancel(self, job_id: str, *, by: int) -> CancelOutcome:
        self.asked.append(job_id)
        job = await self._kit.jobs.get(job_id)
        assert job is not None
        if job.state is JobState.DELIVERING:
            return CancelOutcome.TOO_LATE
        await self._kit.move(job, JobState.CANCELLED)
        await self._kit.jobs.told(job_id)
        return CancelOutcome.REQUESTED

    async def wait(self, job_id: str) -> Job:
        job = await self._kit.jobs.get(job_id)
        assert job is not None
        if not job.state.is_terminal:
            await asyncio.Event().wait()
        return job


@pytest.fixture
async def kit(tmp_path: Path) -> AsyncIterator[Kit]:
    kit = await Kit.open(tmp_path / "inkling.db")
    yield kit
    await kit.database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pictures"


@pytest.fixture
def references(kit: Kit, tmp_path: Path) -> References:
    return References(tmp_path / "references", clock=kit.clock)


@pytest.fixture
def erasure(kit: Kit, folder: Path, references: References) -> Erasure:
    return Erasure(
        store=kit.store,
        jobs=Stopping(kit),
        images=folder,
        references=references,
        clock=kit.clock,
        random=Random(1),
    )


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def a_past(kit: Kit, folder: Path, *, courses: tuple[str, ...] = tuple(COURSES)) -> list[Job]:
    jobs = []
    for number, course in enumerate(courses):
        for guild in (None, 1):
            job = await lived(kit, folder, at=NOON - number * DAY, course=course, guild=guild, user=ME)
            await cared_for(kit, job)
            jobs.append(job)
    kit.clock.now_ms = NOON
    return jobs


async def test_no_word_no_name_and_no_file_is_left(kit: Kit, folder: Path, erasure: Erasure):
    await a_past(kit, folder, courses=tuple(each for each in COURSES if each != "delivering"))
    other = await lived(kit, folder, at=NOON - DAY, user=8)
    counted = rows(kit.path, "SELECT count(*), sum(price), sum(unit_cost) FROM jobs")
    pool = rows(kit.path, "SELECT sum(used) FROM quota WHERE scope IN ('guild', 'ceiling', 'channel')")
    kit.clock.now_ms = NOON + 1
    assert await erasure.erase(ME)
    said = dump(kit.path)
    assert str(ME) not in said
    assert said.count(WORDS) == rows(kit.path, "SELECT count(*) FROM jobs WHERE user_id = 8")[0][0] * 2
    assert files(folder) == [f"{other.id}-0.png"]
    assert rows(kit.path, "SELECT count(*), sum(price), sum(unit_cost) FROM jobs") == counted
    stopped = rows(kit.path, "SELECT count(*) FROM jobs WHERE state = 'cancelled'")
    assert stopped == [(6,)]
    left = rows(kit.path, "SELECT sum(used) FROM quota WHERE scope IN ('guild', 'ceiling', 'channel')")
    assert left <= pool
    assert await kit.quotas.audit() == await kit.store.spending.audit() == []


async def test_nothing_of_it_can_be_read_off_the_file(kit: Kit, folder: Path, erasure: Erasure):
    await a_past(kit, folder, courses=("done", "failed"))
    assert WORDS.encode() in raw(kit.path)
    kit.clock.now_ms = NOON + 1
    assert await erasure.erase(ME)
    assert WORDS.encode() not in raw(kit.path)


async def test_pictures_to_go_by_go_at_once_unless_others_go_by_them(
    kit: Kit, folder: Path, erasure: Erasure, references: References
):
    mine, shared = await references.keep(b"mine"), await references.keep(b"shared")
    await lived(kit, folder, at=NOON, user=ME, references=(mine, shared))
    await lived(kit, folder, at=NOON, user=8, references=(shared,))
    assert await erasure.erase(ME)
    assert files(references.folder) == [shared]


async def test_what_moderators_decided_stays_with_the_guild(kit: Kit, folder: Path, erasure: Erasure):
    job = await lived(kit, folder, at=NOON - DAY, user=ME)
    await moderated(kit, job)
    kit.clock.now_ms = NOON
    assert await erasure.erase(ME)
    for table in ("blocks", "strikes", "mod_actions"):
        assert rows(kit.path, f"SELECT user_id FROM {table}") == [(ME,)]  # noqa: S608 - a name of ours
    assert rows(kit.path, "SELECT subject_id FROM grants") == [(ME,)]
    assert rows(kit.path, "SELECT subject_id FROM quota_rules") == [(ME,)]


async def test_deleting_does_not_fill_anybodys_quota_again(kit: Kit, folder: Path, erasure: Erasure):
    for guild in (None, 1):
        await lived(kit, folder, at=NOON, guild=guild, user=ME)
    before = await kit.used(1, ME), await kit.used(None, ME)
    kit.clock.now_ms = NOON + 1
    assert await erasure.erase(ME)
    assert await kit.used(1, ME) != before[0]
    assert kit.store.farewells.known(ME)
    assert not kit.store.farewells.known(ME + 1)
    # A second wish keeps the number of the first.
    assert await erasure.erase(ME)
    await kit.store.farewells.come_back(ME, now_ms=kit.clock.now_ms)
    assert (await kit.used(1, ME), await kit.used(None, ME)) == before
    assert not kit.store.farewells.known(ME)
    assert await kit.quotas.audit() == []


async def test_after_the_longest_period_nobody_is_recognised(kit: Kit, folder: Path, erasure: Erasure):
    await lived(kit, folder, at=NOON, user=ME)
    assert await erasure.erase(ME)
    await kit.store.farewells.forget(before=NOON + LASTS_MS // 2)
    assert kit.store.farewells.known(ME)
    await kit.store.farewells.forget(before=NOON + LASTS_MS + DAY)
    assert not kit.store.farewells.known(ME)
    await kit.store.farewells.come_back(ME, now_ms=NOON)
    assert str(ME) not in dump(kit.path)


async def test_what_is_handed_over_just_now_follows_by_itself(kit: Kit, folder: Path, erasure: Erasure):
    (job,) = [await lived(kit, folder, at=NOON, course="delivering", user=ME)]
    assert not await erasure.erase(ME)
    assert str(ME) in dump(kit.path)
    await kit.move(job, JobState.DONE)
    await kit.jobs.told(job.id)
    (wish,) = await kit.store.erasures.pending()
    assert await erasure.fulfil(wish)
    assert str(ME) not in dump(kit.path)
    assert await kit.store.erasures.pending() == []


async def test_a_crash_between_two_steps_is_gone_on_from(kit: Kit, folder: Path, erasure: Erasure):
    await a_past(kit, folder, courses=("done", "failed"))
    wish = await kit.store.erasures.ask(ME, at=NOON + 1, stand_in=-5)
    assert await kit.store.erasures.take_names_off_jobs(wish, now_ms=NOON)
    again = await kit.store.erasures.ask(ME, at=NOON + 2, stand_in=-6)
    assert again.stand_in == wish.stand_in == -5
    for left in await kit.store.erasures.pending():
        assert await erasure.fulfil(left)
    assert str(ME) not in dump(kit.path)
    assert await kit.quotas.audit() == []


async def test_what_is_newer_than_the_wish_stays(kit: Kit, folder: Path, erasure: Erasure):
    old = await lived(kit, folder, at=NOON - DAY, user=ME)
    new = await lived(kit, folder, at=NOON + DAY, user=ME)
    wish = await kit.store.erasures.ask(ME, at=NOON, stand_in=-5)
    kit.clock.now_ms = NOON + DAY
    assert await erasure.fulfil(wish)
    assert rows(kit.path, "SELECT user_id FROM jobs WHERE id = ?", old.id) == [(-5,)]
    assert rows(kit.path, "SELECT user_id FROM jobs WHERE id = ?", new.id) == [(ME,)]
    assert await kit.quotas.audit() == []


async def test_who_is_nobody_any_more_is_named_in_no_list(kit: Kit):
    await kit.store.settings.change_user(8, {"unlisted": True})
    assert await kit.store.settings.unlisted([-5, 7, 8]) == {-5, 8}
    assert (who(-5, {-5, 8}), who(8, {-5, 8}), who(7, {-5, 8})) == ("someone", "someone", "<@7>")


#: Columns that may name a person, by what a deletion does about them.
PERSONAL = {
    "given a number": {
        "jobs.user_id",
        "ledger.subject_id",
        "quota.subject_id",
        "failures.user_id",
        "reports.reporter_id",
    },
    "deleted with the row": {
        "appeals.user_id",
        "drafts.user_id",
        "presets.user_id",
        "favourites.user_id",
        "user_settings.user_id",
        "erasures.user_id",
    },
    "decided by or about somebody as the guild's business": {
        "blocks.user_id",
        "blocks.by_user_id",
        "strikes.user_id",
        "mod_actions.user_id",
        "mod_actions.by_user_id",
        "mod_actions.undone_by",
        "filters.by_user_id",
        "reports.decided_by",
        "appeals.decided_by",
        "grants.by_user_id",
        "grants.subject_id",
        "quota_rules.subject_id",
        "quota_resets.subject_id",
        "setting_changes.by_user_id",
    },
}


def test_every_column_that_may_name_a_person_is_thought_of():
    known = set().union(*PERSONAL.values())
    found = {
        f"{table.name}.{column.name}"
        for table in schema.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith(("user_id", "_by", "by_user_id", "reporter_id", "subject_id", "member_id"))
    }
    assert found == known


def test_every_table_of_a_guild_goes_with_it():
    from bot.store import leaving

    handled = {table.name for table in (*leaving._MANY, *leaving._FEW, *leaving._OF_JOB)}
    handled |= {"jobs", "guilds", "ledger"}
    of_guild = {table.name for table in schema.metadata.sorted_tables if "guild_id" in table.columns}
    of_job = {
        table.name
        for table in schema.metadata.sorted_tables
        if any(key.column.table.name == "jobs" for key in table.foreign_keys)
    }
    assert (of_guild | of_job) <= handled
