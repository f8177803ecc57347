"""Whatever the gateway says, a job only ever moves along the drawn arrows."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import GatewayError
from bot.domain.failure import KINDS
from bot.domain.job import TRANSITIONS, Job, JobState, Origin, Task, TaskState
from bot.domain.outcome import Failed
from bot.domain.request import ImageRequest
from bot.domain.retry import MAX_UNTAKEN_SUBMITS
from bot.engine import answers
from bot.engine.course import begin, in_state, places, stand, with_task
from bot.engine.finish import given_up

CODES = st.sampled_from(sorted(KINDS))
MOVES = st.sampled_from(["accepted", "made", "refused", "failed", "lost", "deadline"])


def job_of(tasks: int) -> Job:
    return Job(
        id="job",
        idempotency_key="key",
        origin=Origin(front="noting", user_id=1),
        request=ImageRequest(prompt="a fox", model="gpt-image-2", count=tasks),
        gateway="openoctopus",
        unit_price=1,
        state=JobState.QUEUED,
        state_at=0,
        epoch=0,
        created_at=0,
        deadline_at=600_000,
        tasks=tuple(Task(index=index, images=1) for index in range(tasks)),
    )


def moved(job: Job, move: str, code: str, random: Random) -> Job:
    """The job after something happened to one of its tasks that can have happened to it."""
    sent, running = in_state(job, TaskState.SUBMITTING), in_state(job, TaskState.RUNNING)
    match move:
        case "accepted" if sent:
            return answers.running(job, random.choice(sent), "id")
        case "made" if sent or running:
            return answers.made(job, random.choice(sent or running), "id")
        case "refused" if sent:
            return answers.after_submit_error(
                job,
                random.choice(sent),
                GatewayError(code=code),
                resubmit_on_unknown=random.random() < 0.5,
                now_ms=0,
                random=random,
            )
        case "failed" if running:
            return answers.after_failed_task(
                job, random.choice(running), Failed(code=code), now_ms=0, random=random
            )
        case "lost" if in_state(job, TaskState.UNKNOWN):
            task = in_state(job, TaskState.UNKNOWN)[0]
            return answers.failed(job, task, "submit_unknown")
        case "deadline" if job.state in {JobState.QUEUED, JobState.RUNNING}:
            return given_up(job, "deadline_exceeded")
        case _:
            return job


@given(tasks=st.integers(1, 4), moves=st.lists(st.tuples(MOVES, CODES), max_size=60), random=st.randoms())
def test_every_move_is_along_a_drawn_arrow(tasks: int, moves: list[tuple[str, str]], random: Random) -> None:
    job = job_of(tasks)
    for move, code in moves:
        if job.state in {JobState.QUEUED, JobState.RUNNING}:
            job = checked(job, begin(job, 10**9))
        job = checked(job, moved(job, move, code, random))
        if job.state.is_terminal:
            assert all(task.state is TaskState.FAILED for task in job.tasks)
            assert all(task.failure_code for task in job.tasks)
            return


def checked(old: Job, new: Job) -> Job:
    assert new.state is old.state or new.state in TRANSITIONS[old.state], (old.state, new.state)
    assert new.state is stand(new.tasks)
    assert all(task.submit_attempt <= MAX_UNTAKEN_SUBMITS for task in new.tasks)
    return new


@given(st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_the_tasks_share_out_the_places_without_gap_or_overlap(sizes: list[int]) -> None:
    tasks = tuple(Task(index=index, images=images) for index, images in enumerate(sizes))
    job = replace(job_of(1), tasks=tasks)
    assert [place for task in tasks for place in places(job, task)] == list(range(sum(sizes)))


def test_a_task_that_changes_takes_its_job_along() -> None:
    job = with_task(job_of(2), 1, state=TaskState.RUNNING)
    assert job.state is JobState.RUNNING
    assert job.tasks[0].state is TaskState.PLANNED
