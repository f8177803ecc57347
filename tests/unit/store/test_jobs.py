"""Job rows: what is stored comes back, moves are compare-and-set, secrets go."""

import asyncio
import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.domain.errors import DuplicateRequest, RepeatedTask, StaleJob
from bot.domain.job import TRANSITIONS, Job, JobState, TaskState
from tests.support.tables import history, job_under
from tests.unit.store.kit import NOON, PROMPT, TOKEN, Kit

S = JobState


async def dump(kit: Kit) -> str:
    """Everything in the database as text, the jobs apart."""
    async with kit.database.read() as tx:
        tables = ["job_events", "failures", "tasks", "ledger", "quota", "images"]
        return json.dumps(
            [[list(row) for row in await tx.execute(text(f"SELECT * FROM {name}"))] for name in tables]  # noqa: S608 - our own names
        )


async def test_a_job_comes_back_as_it_was(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    assert await kit.jobs.get(job.id) == job
    assert await job_under(kit, job.idempotency_key) == job
    assert await kit.jobs.get("nobody") is None
    other = await kit.accept(kit.job())
    assert await kit.jobs.several([other.id, "nobody", job.id]) == {job.id: job, other.id: other}
    assert await kit.jobs.several([]) == {}


async def test_every_field_that_a_step_may_change_is_stored(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    kit.clock.now_ms += 1000
    tasks = (
        replace(job.tasks[0], state=TaskState.RUNNING, remote_id="r0", submit_attempt=1, submit_started_at=5),
        replace(
            job.tasks[1], state=TaskState.FAILED, failure_code="rate_limited", http_status=429, not_before=9
        ),
    )
    changed = replace(
        job,
        state=S.SUBMITTING,
        tasks=tasks,
        next_run_at=77,
        failure_code="rate_limited",
        error_id="K7CM3XT",
        delivery_path="channel",
        delivered_message_id=2**63 - 1,
        deadline_at=88,
    )
    async with kit.database.write() as tx:
        saved = await kit.jobs.save(tx, job, changed)
    assert saved == replace(changed, epoch=1, state_at=NOON + 1000)
    assert await kit.jobs.get(job.id) == saved


async def test_a_save_without_a_new_state_keeps_the_time_of_the_state(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    kit.clock.now_ms += 1000
    saved = await kit.move(job, S.QUEUED, next_run_at=5)
    assert (saved.state_at, saved.epoch, saved.next_run_at) == (NOON, 1, 5)


async def test_of_two_savers_one_wins(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    moves = (kit.move(job, S.SUBMITTING), kit.move(job, S.CANCELLED))
    first, second = await asyncio.gather(*moves, return_exceptions=True)
    assert isinstance(first, Job)
    assert isinstance(second, StaleJob)
    assert second.job_id == job.id
    stored = await kit.jobs.get(job.id)
    assert stored == first
    assert await kit.quotas.audit() == []


async def test_a_saver_that_missed_a_change_within_the_state_is_stale(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    moved = await kit.move(job, S.QUEUED, next_run_at=1)
    with pytest.raises(StaleJob):
        await kit.move(job, S.QUEUED, next_run_at=2)
    assert await kit.jobs.get(job.id) == moved


async def test_a_stale_save_writes_nothing(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    moved = await kit.move(job, S.SUBMITTING)
    with pytest.raises(StaleJob):
        await kit.move(job, S.SUBMITTING, tasks=tuple(replace(t, submit_attempt=9) for t in job.tasks))
    assert await kit.jobs.get(job.id) == moved
    assert len(await history(kit.database, job.id)) == 2


@pytest.mark.parametrize("state", S)
async def test_only_drawn_moves_are_made(kit: Kit, state: S) -> None:
    for target in S:
        job = kit.job(unit_price=0, state=state)
        async with kit.database.write() as tx:
            await kit.jobs.insert(tx, job)
            if target in TRANSITIONS[state] or target is state:
                assert (await kit.jobs.save(tx, job, replace(job, state=target))).state is target
            else:
                with pytest.raises(ValueError, match="no move"):
                    await kit.jobs.save(tx, job, replace(job, state=target))


async def test_a_task_cannot_vanish_but_can_be_added(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    with pytest.raises(ValueError, match="vanished"):
        await kit.move(job, S.QUEUED, tasks=job.tasks[:1])
    third = replace(job.tasks[0], index=2)
    saved = await kit.move(job, S.QUEUED, tasks=(*job.tasks, third))
    assert await kit.jobs.get(job.id) == saved
    assert len(saved.tasks) == 3


async def test_two_jobs_cannot_hold_one_task_of_a_gateway(kit: Kit) -> None:
    first, second = await kit.accept(kit.job(images=1)), await kit.accept(kit.job(images=1))
    await kit.move(first, S.SUBMITTING, tasks=(replace(first.tasks[0], remote_id="same"),))
    with pytest.raises(RepeatedTask):
        await kit.move(second, S.SUBMITTING, tasks=(replace(second.tasks[0], remote_id="same"),))
    assert await kit.jobs.get(second.id) == second


async def test_what_others_wrote_is_kept_and_returned(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    await kit.jobs.set_cards({job.id: 999})
    assert await kit.jobs.request_cancel(job.id)
    late = replace(job, cancel_requested=True, origin=replace(job.origin, card_message_id=1))
    saved = await kit.move(late, S.SUBMITTING, cancel_requested=False, origin=job.origin)
    assert (saved.cancel_requested, saved.origin.card_message_id, saved.epoch) == (True, 999, 1)
    assert await kit.jobs.get(job.id) == saved


async def test_a_job_that_ended_cannot_be_cancelled(kit: Kit) -> None:
    job = await kit.walk(await kit.accept(kit.job()), S.SUBMITTING, S.FAILED)
    assert not await kit.jobs.request_cancel(job.id)
    assert not await kit.jobs.request_cancel("nobody")


async def test_of_many_with_one_key_one_is_accepted(kit: Kit) -> None:
    rivals = [kit.job(key="interaction:1") for _ in range(20)]
    results = await asyncio.gather(*map(kit.accept, rivals), return_exceptions=True)
    winners = [result for result in results if isinstance(result, Job)]
    losers = [result for result in results if isinstance(result, DuplicateRequest)]
    assert (len(winners), len(losers)) == (1, 19)
    assert {loser.job_id for loser in losers} == {winners[0].id}
    assert await kit.jobs.open_jobs() == winners
    assert await kit.used() == (10, 10)
    assert await kit.quotas.audit() == []


@pytest.mark.parametrize(
    "course",
    [
        (S.FAILED,),
        (S.CANCELLED,),
        (S.SUBMITTING, S.FETCHING, S.READY, S.DELIVERING, S.DONE),
        (S.SUBMITTING, S.FETCHING, S.READY, S.DELIVERING, S.UNDELIVERABLE),
    ],
)
async def test_a_job_whose_end_was_told_has_no_token_and_history_never_had(
    kit: Kit, course: tuple[S, ...]
) -> None:
    job = await kit.accept(kit.job())
    for state in course[:-1]:
        job = await kit.move(job, state)
        assert job.origin.interaction_token == TOKEN
    deep = [{"token": TOKEN[::-1], "urls": [f"https://discord/{TOKEN}/x", 1]}]
    detail = {"url": f"https://discord/{TOKEN}/x", "prompt": PROMPT, "deep": deep}
    async with kit.database.write() as tx:
        ended = await kit.jobs.save(tx, job, replace(job, state=course[-1]), event="ended", detail=detail)
        if ended.state in {S.FAILED, S.CANCELLED}:
            await kit.quotas.release(tx, ended)
    assert await kit.jobs.get(job.id) == ended
    assert ended.origin.interaction_token == TOKEN
    await kit.jobs.told(job.id)
    told = await kit.jobs.get(job.id)
    assert told is not None
    assert told.origin.interaction_token is None
    assert told.origin.token_expires_at is None
    stored = await dump(kit)
    assert TOKEN not in stored
    assert TOKEN[::-1] not in stored
    assert PROMPT not in stored


async def test_history_tells_moves_and_named_events(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    job = await kit.move(job, S.SUBMITTING)
    async with kit.database.write() as tx:
        job = await kit.jobs.save(tx, job, replace(job, next_run_at=1))
        job = await kit.jobs.save(tx, job, job, event="poll failed", detail={"http_status": 503})
    told = [
        (e["kind"], e["from_state"], e["to_state"], e["epoch"]) for e in await history(kit.database, job.id)
    ]
    assert told == [
        ("accepted", None, "queued", 0),
        ("submitting", "queued", "submitting", 1),
        ("poll failed", "submitting", "submitting", 3),
    ]


async def test_open_jobs_come_oldest_first(kit: Kit) -> None:
    made = []
    for state in (S.QUEUED, S.DONE, S.RUNNING):
        made.append(await kit.accept(kit.job(state=state, images=3, unit_price=0)))
        kit.clock.now_ms += 1
    assert await kit.jobs.open_jobs() == [made[0], made[2]]


async def test_an_end_is_untold_until_it_is_told(kit: Kit) -> None:
    open_job = await kit.accept(kit.job())
    ended = await kit.walk(await kit.accept(kit.job()), S.FAILED)
    assert await kit.jobs.untold() == [ended]
    await kit.jobs.told(ended.id)
    assert await kit.jobs.untold() == []
    told = await kit.jobs.get(ended.id)
    assert told is not None
    assert (told.state, told.epoch) == (S.FAILED, ended.epoch)
    assert await kit.jobs.open_jobs() == [open_job]


async def test_a_request_written_by_another_version_is_read(kit: Kit) -> None:
    job = await kit.accept(kit.job())
    async with kit.database.write() as tx:
        await tx.execute(text("""UPDATE jobs SET request = '{"prompt": "a", "model": "m", "seed": 5}'"""))
    stored = await kit.jobs.get(job.id)
    assert stored is not None
    assert (stored.request.prompt, stored.request.count) == ("a", 1)


async def test_reference_pictures_are_kept_with_the_request_and_listed_for_all_jobs(kit: Kit) -> None:
    first, second = kit.job(), kit.job()
    names = ("a" * 64, "b" * 64)
    with_both = replace(first, request=replace(first.request, references=names))
    await kit.accept(with_both)
    await kit.accept(replace(second, request=replace(second.request, references=names[1:])))
    await kit.accept(kit.job())
    stored = await kit.jobs.get(first.id)
    assert stored is not None
    assert stored.request == with_both.request
    assert await kit.jobs.references() == set(names)
