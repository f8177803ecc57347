"""What the operator decides is asked first; what only the operator can end is told once, until it is over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.domain.errors import BudgetSpent, GuildNotServed, InMaintenance, ModelOff, Paused
from bot.domain.failure import Trouble
from bot.domain.job import JobState
from bot.domain.operator import Access, Budget, GuildAccess, Level, Mark, Period
from bot.engine.alarm import budget_trouble
from bot.store.alerts import Alert
from tests.support.gateway import GatewayControl
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import ASYNCHRONOUS, GUILD, SYNCHRONOUS, House

BROKE = "[[fault: insufficient_balance@submit]]"
BALANCE = Trouble("openoctopus", "insufficient_balance")


@dataclass
class Ear:
    """Somebody who is told."""

    heard: list[tuple[Alert, Mark | None]] = field(default_factory=list)
    #: Raised or answered, in order, before it is plainly heard.
    answers: list[bool | OSError] = field(default_factory=list)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, alert: Alert, mark: Mark | None) -> bool:
        answer = self.answers.pop(0) if self.answers else True
        self.told.set()
        if isinstance(answer, OSError):
            raise answer
        if answer:
            self.heard.append((alert, mark))
        return answer

    def troubles(self) -> list[Trouble]:
        return [alert.trouble for alert, _ in self.heard]


@asynccontextmanager
async def listening(house: House, ear: Ear) -> AsyncIterator[Ear]:
    """Have what comes up told to this ear."""
    task = asyncio.create_task(house.engine.alarm.run(ear))
    try:
        yield ear
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def ear(house: House) -> AsyncIterator[Ear]:
    async with listening(house, Ear()) as ear:
        yield ear


async def test_a_pause_and_maintenance_take_nothing_and_end_together(house: House) -> None:
    await house.store.operator.begin_maintenance(by=9)
    with pytest.raises(InMaintenance):
        await house.accept("a fox in the workshop")
    await house.store.operator.pause("back at six", by=9)
    with pytest.raises(Paused) as paused:
        await house.accept("a fox at rest")
    assert paused.value.message == "back at six"
    await house.store.operator.resume(by=9)
    assert (await house.imagine("a fox at work")).state is JobState.DONE


async def test_what_runs_ends_during_maintenance(house: House) -> None:
    job = await house.begin("a fox who was first")
    await house.store.operator.begin_maintenance(by=9)
    assert (await house.engine.wait(job.id)).state is JobState.DONE


async def test_a_blocked_guild_is_not_served_and_told_why(house: House) -> None:
    await house.store.accesses.decide(GUILD, GuildAccess(Access.BLOCKED, "resold pictures"), by=9)
    with pytest.raises(GuildNotServed) as refused:
        await house.accept("a fox behind a fence")
    assert (refused.value.blocked, refused.value.reason) == (True, "resold pictures")


async def test_where_only_allowed_guilds_are_served_others_wait(house: House) -> None:
    await house.store.operator.serve_allowed_only(True, by=9)
    with pytest.raises(GuildNotServed) as refused:
        await house.accept("a fox at the door")
    assert not refused.value.blocked
    await house.store.accesses.decide(GUILD, GuildAccess(Access.ALLOWED), by=9)
    await house.accept("a fox inside")


async def test_a_model_that_is_off_is_refused_with_what_there_is(house: House) -> None:
    await house.store.operator.offer(ASYNCHRONOUS, False, by=9)
    with pytest.raises(ModelOff) as refused:
        await house.accept("a fox by nobody")
    assert ASYNCHRONOUS not in refused.value.available
    assert SYNCHRONOUS in refused.value.available
    await house.store.operator.offer(ASYNCHRONOUS, True, by=9)
    await house.accept("a fox by somebody")


async def test_a_budget_warns_once_and_stops_before_it_is_passed(house: House, ear: Ear) -> None:
    await house.store.operator.set_budget("openoctopus", Budget(day=8, warn_at=50), by=9)
    for number in range(4):
        await house.imagine(f"fox number {number}")
    with pytest.raises(BudgetSpent) as refused:
        await house.imagine("a fox too many")
    spent = await house.store.spending.of("openoctopus", now_ms=house.clock.wall_ms())
    assert spent.day == 8
    assert SYNCHRONOUS in refused.value.available
    assert refused.value.told
    assert [mark and (mark.level, mark.used) for _, mark in ear.heard] == [(Level.WARN, 4), (Level.STOP, 8)]
    await house.imagine("a fox by the other gateway", model=SYNCHRONOUS)


async def test_what_waits_to_be_sent_counts_before_it_is_spent(house: House) -> None:
    await house.store.operator.set_budget("openoctopus", Budget(day=4), by=9)
    await house.accept("a fox in line")
    await house.accept("a second fox in line")
    with pytest.raises(BudgetSpent):
        await house.accept("a third fox in line")


async def test_a_raised_budget_lets_requests_in_again_and_is_told_anew(house: House, ear: Ear) -> None:
    stop = budget_trouble("openoctopus", Period.DAY, Level.STOP)
    for limit in (2, 4):
        await house.store.operator.set_budget("openoctopus", Budget(day=limit), by=9)
        await house.store.load()
        await house.imagine(f"a fox within {limit}")
        with pytest.raises(BudgetSpent):
            await house.imagine(f"a fox beyond {limit}")
        ear.told.clear()
    assert ear.troubles() == [stop, stop]


async def test_trouble_is_told_once_however_many_jobs_meet_it(house: House, ear: Ear) -> None:
    first = await house.imagine(f"a poor fox {BROKE}")
    assert await house.engine.alarm.told_of(first)
    for number in range(3):
        await house.imagine(f"poor fox number {number} {BROKE}")
    assert ear.troubles() == [BALANCE]


async def test_trouble_is_over_with_the_first_submit_that_is_taken_and_told_anew_after(
    house: House, ear: Ear
) -> None:
    await house.imagine(f"a poor fox {BROKE}")
    await ear.told.wait()
    await house.imagine("a fox who was paid")
    ear.told.clear()
    await house.imagine(f"a poor fox again {BROKE}")
    await ear.told.wait()
    assert ear.troubles() == [BALANCE, BALANCE]


async def test_a_job_sent_before_the_trouble_does_not_end_it(
    house: House, ear: Ear, control: GatewayControl
) -> None:
    early = await house.begin("an early fox [[fault: never@poll]]")
    await control.wait(prompt="an early fox", jobs=1)
    await house.imagine(f"a poor fox {BROKE}")
    await ear.told.wait()
    await control.finish_all(prompt="an early fox")
    await house.engine.cancel(early.id, by=1)
    await house.engine.wait(early.id)
    assert [alert.trouble for alert in house.store.alerts] == [BALANCE]


async def test_who_cannot_be_told_does_not_know(house: House) -> None:
    async with listening(house, Ear(answers=[False])) as ear:
        job = await house.imagine(f"an unheard fox {BROKE}")
        assert not await house.engine.alarm.told_of(job)
        await house.imagine(f"an unheard fox again {BROKE}")
    assert ear.heard == []


async def test_telling_is_tried_again_when_the_way_is_broken(house: House) -> None:
    async with listening(house, Ear(answers=[ConnectionError(), ConnectionError()])) as ear:
        await house.imagine(f"a patient fox {BROKE}")
        while not ear.heard:
            ear.told.clear()
            await ear.told.wait()
    assert ear.troubles() == [BALANCE]


async def test_a_restart_tells_what_was_not_told_and_nothing_else(open_here: OpenHouse) -> None:
    async with open_here() as house, listening(house, Ear(answers=[False])):
        job = await house.imagine(f"a poor fox {BROKE}")
        assert not await house.engine.alarm.told_of(job)
    async with open_here() as house:
        await house.store.load()
        async with listening(house, Ear()) as ear:
            await ear.told.wait()
            assert await house.engine.alarm.told_of(job)
        assert ear.troubles() == [BALANCE]
    async with open_here() as house:
        await house.store.load()
        async with listening(house, Ear()) as ear:
            await house.imagine(f"a poor fox again {BROKE}")
        assert ear.heard == []


async def test_a_failure_that_is_nobodys_business_waits_for_nothing(house: House, ear: Ear) -> None:
    job = await house.imagine("a rude fox [[fault: content_policy_violation@submit]]")
    assert not await house.engine.alarm.told_of(job)
    assert ear.heard == []
