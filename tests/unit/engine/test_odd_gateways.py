"""Answers no documented gateway gives today, and the contract allows."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import pytest
from PIL import Image

from bot.domain.errors import GatewayError, UnknownModel
from bot.domain.job import JobState, TaskState
from bot.domain.model import Model
from bot.domain.outcome import Cancelled, Failed, Outcome, Queued, RemoteImage, Running, Succeeded
from bot.domain.request import ImageRequest
from bot.gateways.catalogue import load_catalogue
from bot.gateways.gateway import Submitted
from tests.unit.engine.clocks import FastClock
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import GUILD, SYNCHRONOUS, settings_with


def drawn() -> RemoteImage:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    return RemoteImage(data=file.getvalue())


#: Not an address pictures are fetched from.
NOWHERE = RemoteImage(url="http://elsewhere.invalid/fox.png")


@dataclass
class Scripted:
    """A gateway that says its lines in order, the last one for ever."""

    submits: Sequence[Submitted]
    polls: list[Outcome | GatewayError] = field(default_factory=list)
    name: str = "openoctopus"
    submit_timeout: float = 600.0
    synchronous: bool = False
    submitted: int = 0

    async def submit(self, model: Model, request: ImageRequest, images: int) -> Submitted:
        self.submitted += 1
        return self.submits[min(self.submitted, len(self.submits)) - 1]

    async def poll(self, task_id: str) -> Outcome:
        line = self.polls.pop(0) if len(self.polls) > 1 else self.polls[0]
        if isinstance(line, GatewayError):
            raise line
        return line

    async def check(self) -> None:
        """Nothing to reach."""

    async def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Submitted("id", Succeeded((drawn(),))), None),
        (Submitted(None, Succeeded((drawn(),))), None),
        (Submitted(None, Running()), "submit_unknown"),
        (Submitted(None, Succeeded(())), "upstream_result_missing"),
        (Submitted("id", Failed(code="content_policy_violation")), "content_policy_violation"),
        (Submitted("id", Cancelled()), "task_cancelled"),
    ],
)
async def test_a_submit_may_be_answered_with_the_end(
    open_here: OpenHouse, answer: Submitted, code: str | None
) -> None:
    gateway = Scripted([answer], [GatewayError(code="service_unavailable")])
    async with open_here(gateways={"openoctopus": gateway}) as house:
        job = await house.imagine("a fox at once")
        assert job.failure_code == code
        assert gateway.submitted == 1
        paid = job.price if code is None else 0
        assert await house.used() == (paid, paid)


@pytest.mark.parametrize(
    ("looks", "code"),
    [
        ([Cancelled()], "task_cancelled"),
        ([Queued(), Running(), GatewayError(code="queue_unavailable"), Succeeded((drawn(),))], None),
        # An address that cannot be fetched, then for once not finished: the pictures are asked for again.
        ([Succeeded((NOWHERE,)), Running(), Succeeded((drawn(),))], None),
        ([Succeeded((NOWHERE,))], "download_failed"),
    ],
)
async def test_a_task_may_end_in_odd_ways(
    open_here: OpenHouse, looks: list[Outcome | GatewayError], code: str | None
) -> None:
    gateway = Scripted([Submitted("id", Queued(position=2, concurrency=1))], list(looks))
    async with open_here(gateways={"openoctopus": gateway}) as house:
        job = await house.imagine("a fox by odd ways")
        assert job.failure_code == code


async def test_two_tasks_with_one_name_are_a_fault_of_the_gateway(open_here: OpenHouse) -> None:
    gateway = Scripted([Submitted("same", Running())], [Succeeded((drawn(),))])
    async with open_here(gateways={"openoctopus": gateway}) as house:
        first = await house.imagine("a fox with a name")
        second = await house.imagine("a fox with the same name")
        assert first.state is JobState.DONE
        assert (second.state, second.failure_code) == (JobState.FAILED, "task_repeated")
        assert await house.used() == (first.price, first.price)
        assert gateway.submitted == 2
        assert house.engine.counters.faults == 0


@pytest.mark.parametrize("outcome", [Running(), Succeeded((drawn(),))])
async def test_two_tasks_of_one_job_with_one_name_bring_one_picture(
    open_here: OpenHouse, outcome: Outcome
) -> None:
    gateway = Scripted([Submitted("same", outcome)], [Succeeded((drawn(),))])
    async with open_here(gateways={"openoctopus": gateway}) as house:
        job = await house.imagine("two foxes with one name", images=2)
        assert job.state is JobState.DONE
        assert await house.used() == (job.unit_price, job.unit_price)
        assert gateway.submitted == 2


async def test_a_gateway_that_goes_leaves_its_running_jobs_behind(open_here: OpenHouse) -> None:
    gateway = Scripted([Submitted("id", Running())], [Running()])
    other = Scripted([Submitted(None, Succeeded((drawn(),)))], name="octopusx")
    async with open_here(gateways={"openoctopus": gateway, "octopusx": other}, grace=0.0) as house:
        job = await house.begin("a fox of a gateway that goes")
        # The other's job ends later than this one's submit.
        await house.imagine("a fox of one that stays", model=SYNCHRONOUS)
    async with open_here(gateways={"octopusx": other}) as house:
        ended = await house.engine.wait(job.id)
        assert (ended.state, ended.failure_code) == (JobState.FAILED, "model_gone")
        with pytest.raises(UnknownModel):
            await house.accept("a fox nobody paints")


async def test_a_model_that_goes_ends_only_what_was_not_sent(open_here: OpenHouse) -> None:
    gateway = Scripted([Submitted("new", Running())], [Running(), Succeeded((drawn(),))])
    here = partial(open_here, gateways={"openoctopus": gateway})
    async with here(settings=settings_with(start_within=3000)) as house:
        job = (await house.accept("a fox painted, a fox to come", images=2)).job
        sent = replace(job.tasks[0], state=TaskState.RUNNING, remote_id="id", submit_started_at=job.state_at)
        async with house.store.database.write() as tx:
            begun = await house.store.jobs.save(tx, job, replace(job, state=JobState.SUBMITTING))
            tasks = (sent, job.tasks[1])
            await house.store.jobs.save(tx, begun, replace(begun, state=JobState.RUNNING, tasks=tasks))
    async with here(models=load_catalogue().served_by(())) as house:
        ended = await house.engine.wait(job.id)
        assert ended.state is JobState.DONE
        assert [task.failure_code for task in ended.tasks] == [None, "model_gone"]
        assert await house.used() == (job.unit_price, job.unit_price)
        assert gateway.submitted == 0


async def test_a_job_that_is_too_old_is_not_sent(open_here: OpenHouse, clock: FastClock) -> None:
    gateway = Scripted([Submitted("id", Running())], [Running()])
    async with open_here(
        gateways={"openoctopus": gateway}, settings=settings_with(start_within=3000)
    ) as house:
        job = (await house.accept("a fox from last week")).job
    clock.start_ms += 7 * 86_400_000
    async with open_here(gateways={"openoctopus": gateway}) as house:
        ended = await house.engine.wait(job.id)
        assert (ended.state, ended.failure_code) == (JobState.FAILED, "no_place")
        assert gateway.submitted == 0
        assert [row.code for row in await house.store.failures.recent(GUILD, limit=5)] == ["no_place"]


async def test_words_of_a_gateways_own_are_counted_as_one(open_here: OpenHouse) -> None:
    words = [Submitted("id", Failed(code=f"surprise_{number}")) for number in range(3)]
    gateway = Scripted(words)
    async with open_here(gateways={"openoctopus": gateway}) as house:
        for number in range(3):
            assert (await house.imagine("a surprising fox")).failure_code == f"surprise_{number}"
        assert house.engine.counters.failed == {"other": 3}
