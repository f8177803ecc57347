"""What was asked for and what came of it, over many guilds, found by an index."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.domain.alert import WINDOW_MS
from bot.domain.days import SLOT_MS
from bot.domain.job import Job, JobState
from bot.domain.usage import Sums, Time, total
from bot.store.failures import Wanted
from bot.store.prepared import Found, Prepared
from bot.store.rows import job_to_row
from bot.store.schema import jobs
from bot.store.statistics import Among, Faults
from tests.unit.store.kit import NOON, Kit, failure

HOUR, DAY = 3_600_000, 86_400_000
EVER = Among(since=0, until=NOON + DAY, guild_id=1)


async def ask(kit: Kit, question: Any, *about: Any, **more: Any) -> Any:
    """The answer, of the moment."""
    async with kit.database.read() as tx:
        return await question(tx, *about, **more)


async def keep(kit: Kit, *kept: Job) -> None:
    async with kit.database.write() as tx:
        for job in kept:
            await tx.execute(insert(jobs), job_to_row(job))


def done(kit: Kit, *, at: int = NOON, seconds: int = 10, made: int = 2, **more: Any) -> Job:
    """A job that was handed over."""
    changes = {name: more.pop(name) for name in ("model", "quality") if name in more}
    job = kit.job(state=JobState.DONE, images=max(made, 1), **more)
    request = replace(job.request, **changes)
    return replace(job, request=request, created_at=at, state_at=at + seconds * 1000, made=made)


def ended(kit: Kit, state: JobState, **more: Any) -> Job:
    return replace(kit.job(**more), state=state)


async def test_requests_are_added_up_by_slot_model_and_quality(kit: Kit) -> None:
    early, late = NOON - NOON % SLOT_MS, NOON - NOON % SLOT_MS + SLOT_MS
    await keep(
        kit,
        done(kit, at=early, model="a", quality="low", made=1),
        done(kit, at=early + SLOT_MS - 1, model="a", quality="low", made=2),
        done(kit, at=late, model="a", quality="low", made=1),
        done(kit, at=late, model="b", quality=None, made=1),
        done(kit, at=late, model="b", made=9, guild=2),
        ended(kit, JobState.FAILED),
        ended(kit, JobState.CANCELLED),
        ended(kit, JobState.RUNNING),
        replace(ended(kit, JobState.UNDELIVERABLE), made=2),
    )
    found = await ask(kit, kit.store.statistics.counts, EVER, ("at", "model", "quality"))
    by_kind = {(count.at, count.model, count.quality): count.sums for count in found}
    assert by_kind[early, "a", "low"] == Sums(asked=2, done=2, pictures=3, credits=15)
    assert by_kind[late, "a", "low"].pictures == by_kind[late, "b", None].pictures == 1
    everything = Sums(asked=8, done=4, failed=2, pictures=7, credits=35)
    for by in (("at", "model", "quality"), ("model",), ("quality", "user_id"), ()):
        assert total(await ask(kit, kit.store.statistics.counts, EVER, by)) == everything
    assert [count.sums for count in await ask(kit, kit.store.statistics.counts, EVER, ())] == [everything]


async def test_questions_are_narrowed_to_time_guild_and_person(kit: Kit) -> None:
    await keep(
        kit,
        done(kit, at=NOON, made=1),
        done(kit, at=NOON - 1, made=2),
        done(kit, at=NOON, made=4, user=8),
        done(kit, at=NOON, made=8, guild=2),
        done(kit, at=NOON + HOUR, made=16),
    )
    within = Among(since=NOON, until=NOON + HOUR)
    for among, pictures in (
        (replace(within, guild_id=1), 5),
        (replace(within, user_id=7), 9),
        (replace(within, guild_id=1, user_id=7), 1),
    ):
        assert total(await ask(kit, kit.store.statistics.counts, among, ("at",))).pictures == pictures


async def test_members_and_their_kinds_are_told_apart(kit: Kit) -> None:
    await keep(
        kit, done(kit, user=7, made=1), done(kit, user=8, made=3), done(kit, user=8, made=1, model="b")
    )
    members = await ask(kit, kit.store.statistics.members, EVER)
    assert {user: sums.pictures for user, sums in members.items()} == {7: 1, 8: 4}
    assert await ask(kit, kit.store.statistics.number_of_members, EVER) == 2
    kinds = await ask(kit, kit.store.statistics.counts, EVER, ("user_id", "model"))
    assert {(count.user_id, count.model): count.sums.pictures for count in kinds} == {
        (7, "gpt-image-2"): 1,
        (8, "gpt-image-2"): 3,
        (8, "b"): 1,
    }


async def test_times_are_those_of_what_was_handed_over(kit: Kit) -> None:
    await keep(kit, done(kit, seconds=12), ended(kit, JobState.FAILED), ended(kit, JobState.CANCELLED))
    assert await ask(kit, kit.store.statistics.times, EVER) == [Time(NOON, 12.0)]


async def test_failures_are_added_up_by_slot_and_category(kit: Kit) -> None:
    slot = NOON - NOON % SLOT_MS
    async with kit.database.write() as tx:
        for row in (
            failure(at=slot),
            failure(at=slot + 1),
            failure(at=slot, category="local"),
            failure(guild_id=2),
        ):
            await kit.failures.insert(tx, row)
    found = await ask(kit, kit.store.statistics.failures, 1, since=slot, until=slot + 2)
    assert sorted((each.category, each.times) for each in found) == [("local", 1), ("transport", 2)]
    assert {each.at for each in found} == {slot}
    assert await ask(kit, kit.store.statistics.failures, 1, since=slot + 2, until=NOON + DAY) == []
    assert Faults(slot, "transport", 2) in found


async def test_what_worked_is_counted_by_slot(kit: Kit) -> None:
    slot = NOON - NOON % SLOT_MS
    await keep(
        kit,
        done(kit, at=slot),
        done(kit, at=slot + 1),
        done(kit, at=slot + SLOT_MS),
        ended(kit, JobState.FAILED),
    )
    assert sorted(await ask(kit, kit.store.statistics.worked, EVER)) == [(slot, 2), (slot + SLOT_MS, 1)]


async def test_the_operator_sees_every_guild_the_dearest_first(kit: Kit) -> None:
    await keep(
        kit,
        replace(done(kit, guild=1, made=1), unit_cost=3),
        replace(done(kit, guild=2, made=2), unit_cost=3),
        replace(done(kit, guild=None, made=1), unit_cost=9),
        done(kit, guild=3, at=NOON - DAY),
    )
    found = await kit.store.statistics.guilds(since=NOON, until=NOON + 1, limit=9)
    assert [(each.guild_id, each.cost, each.sums.pictures) for each in found] == [
        (None, 9, 1),
        (2, 6, 2),
        (1, 3, 1),
    ]
    assert len(await kit.store.statistics.guilds(since=NOON, until=NOON + 1, limit=1)) == 1


async def test_the_unlisted_are_found_among_many(kit: Kit) -> None:
    await kit.store.settings.change_user(3, {"unlisted": True})
    await kit.store.settings.change_user(4, {"private": True})
    await kit.store.settings.change_user(5, {"unlisted": True})
    await kit.store.settings.change_user(5, {"unlisted": False})
    assert await kit.store.settings.unlisted(range(1200)) == {3}
    assert await kit.store.settings.unlisted([]) == set()


@contextmanager
def seen() -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database meanwhile."""
    found: list[tuple[str, Any]] = []
    run = Prepared.run

    def remember(statement: Prepared, driver: sqlite3.Connection, rows: Sequence[Any]) -> Found:
        found.append((statement.sql, statement.bound(rows[0])))
        return run(statement, driver, rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prepared, "run", remember)
        yield found


@pytest.fixture
async def asked(kit: Kit) -> list[tuple[str, Any]]:
    """Every question of statistics, failures and alerts, as the database gets it."""
    with seen() as found:
        for among in (EVER, replace(EVER, user_id=7), Among(since=0, until=1, user_id=7)):
            for by in (("at", "model"), ("at", "user_id", "model", "quality"), ()):
                await ask(kit, kit.store.statistics.counts, among, by)
            for question in (
                kit.store.statistics.members,
                kit.store.statistics.number_of_members,
                kit.store.statistics.worked,
                kit.store.statistics.times,
            ):
                await ask(kit, question, among)
        await kit.store.statistics.guilds(since=0, until=1, limit=3)
        await ask(kit, kit.store.statistics.failures, 1, since=0, until=1)
        wanted = Wanted(since=0, until=1, code="a", category="b", user_id=7, model="m")
        for each in (Wanted(), wanted):
            await kit.failures.find(1, each, limit=3)
            await kit.failures.count(1, each)
        await kit.failures.repeats(1, since=0, limit=3)
        await kit.failures.guilds(since=0)
        await kit.failures.recent(1, limit=3)
        await kit.failures.get(1, "x")
        await kit.store.failure_alerts.tally(1, since=NOON - WINDOW_MS)
        await kit.store.settings.unlisted([1])
    return found


async def test_no_question_reads_a_whole_table(path: Path, asked: list[tuple[str, Any]]) -> None:
    assert len(asked) > 20
    with closing(sqlite3.connect(path)) as connection:
        for statement, values in asked:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            steps = [step for *_, step in plan]
            assert any(step.startswith("SEARCH") for step in steps), (statement, steps)
            assert not any(step.startswith("SCAN") for step in steps), (statement, steps)
