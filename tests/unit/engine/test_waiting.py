"""How soon a member may ask again, how many requests may wait, and who is let go by a looser rule."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import uuid4

import pytest

from bot.domain.errors import CooldownActive, QueueFull, TooManyJobs
from bot.domain.job import Job, JobState
from bot.domain.quota import Measure, Scope
from bot.domain.request import ImageRequest
from bot.engine.accept import Accepted
from tests.unit.engine.asking import PAINTER, PLAIN, ask, decide, still_house, whose
from tests.unit.engine.clocks import ManualClock
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import ASYNCHRONOUS, CHANNEL, USER, House

M = Measure


@pytest.fixture
async def house(open_here: OpenHouse, still: ManualClock) -> AsyncIterator[House]:
    async with still_house(open_here, still) as house:
        yield house


async def test_a_cooldown_lasts_from_one_accepted_request_to_the_next(
    house: House, still: ManualClock
) -> None:
    rule = await decide(house, Scope.EVERYONE, M.COOLDOWN, 60)
    first = await ask(house)
    still.now += 59.999
    with pytest.raises(CooldownActive) as caught:
        await ask(house)
    assert caught.value.until == first.job.created_at + 60_000
    assert caught.value.limit.rule == rule
    # Not one's own neighbours', and not elsewhere.
    await ask(house, PLAIN, whose(user=8))
    await ask(house, PLAIN, whose(guild=2))
    still.now += 0.001
    await ask(house)
    await decide(house, Scope.ROLE, M.COOLDOWN, None, PAINTER)
    await ask(house, PLAIN, None, PAINTER)


async def test_of_many_at_once_a_cooldown_lets_one_through(house: House) -> None:
    await decide(house, Scope.EVERYONE, M.COOLDOWN, 1)
    asked = (house.engine.accept(PLAIN, whose(), idempotency_key=str(n)) for n in range(30))
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(result, Accepted) for result in results) == 1
    assert sum(isinstance(result, CooldownActive) for result in results) == 29


async def test_so_many_may_wait_of_a_member_a_channel_and_a_guild(house: House) -> None:
    own = await decide(house, Scope.EVERYONE, M.WAITING, 2)
    channel = await decide(house, Scope.CHANNEL, M.WAITING, 3, CHANNEL)
    guild = await decide(house, Scope.GUILD, M.WAITING, 4)
    for _ in range(2):
        await ask(house)
    with pytest.raises(QueueFull) as caught:
        await ask(house)
    assert (caught.value.limit.rule, caught.value.waiting) == (own, 2)
    await ask(house, PLAIN, whose(user=8))
    with pytest.raises(QueueFull) as caught:
        await ask(house, PLAIN, whose(user=8))
    assert (caught.value.limit.rule, caught.value.waiting) == (channel, 3)
    await ask(house, PLAIN, whose(user=8, channel=4))
    with pytest.raises(QueueFull) as caught:
        await ask(house, PLAIN, whose(user=9, channel=4))
    assert (caught.value.limit.rule, caught.value.waiting) == (guild, 4)
    await ask(house, PLAIN, whose(guild=2))


async def test_of_many_at_once_no_more_wait_than_may(house: House) -> None:
    await decide(house, Scope.EVERYONE, M.WAITING, 5)
    asked = (house.engine.accept(PLAIN, whose(), idempotency_key=str(n)) for n in range(40))
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(result, Accepted) for result in results) == 5
    assert sum(isinstance(result, QueueFull) for result in results) == 35


async def test_where_nobody_decides_the_operator_says_how_many_are_open(
    open_here: OpenHouse, still: ManualClock
) -> None:
    async with still_house(open_here, still, max_open_jobs=2) as house:
        for _ in range(2):
            await ask(house)
        with pytest.raises(TooManyJobs):
            await ask(house)
        await decide(house, Scope.MEMBER, M.RUNNING, 3, USER)
        await ask(house)
        with pytest.raises(TooManyJobs) as caught:
            await ask(house)
        assert (caught.value.open_jobs, caught.value.limit) == (3, 3)
        await decide(house, Scope.EVERYONE, M.WAITING, 9)
        await ask(house)


async def _begun(house: House, prompt: str) -> Job:
    """Somebody with a role has asked for it."""
    request = ImageRequest(prompt=prompt, model=ASYNCHRONOUS)
    accepted = await house.engine.accept(request, whose(), idempotency_key=str(uuid4()), role_ids=(PAINTER,))
    house.engine.start(accepted.job.id, card_message_id=55)
    return accepted.job


async def _held_back(house: House) -> None:
    """One has the only place, the other is told its own in line."""
    while not any(state is JobState.QUEUED and seen.position == 1 for state, seen in house.front.shown):
        await house.clock.sleep(1)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize(
    ("scope", "subject"),
    [
        (Scope.GUILD, 0),
        (Scope.CHANNEL, CHANNEL),
        (Scope.EVERYONE, 0),
        (Scope.ROLE, PAINTER),
        (Scope.MEMBER, USER),
    ],
)
async def test_a_looser_rule_lets_those_go_who_were_held_back(
    open_here: OpenHouse, scope: Scope, subject: int, restarted: bool
) -> None:
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_here())
        await decide(house, Scope.EVERYONE, M.RUNNING, 1)
        await decide(house, scope, M.RUNNING, 1, subject)
        slow = await _begun(house, "a fox [[seconds: 600]]")
        held = await _begun(house, "an owl")
        await _held_back(house)
        if restarted:
            await stack.aclose()
            house = await stack.enter_async_context(open_here())
            await _held_back(house)
        if scope in (Scope.GUILD, Scope.CHANNEL):
            await decide(house, Scope.EVERYONE, M.RUNNING, None)
        await decide(house, scope, M.RUNNING, 2, subject)
        ended = await asyncio.wait_for(house.engine.wait(held.id), 20)
        assert ended.state is JobState.DONE
        told = await house.store.jobs.get(held.id)
        assert told is not None
        assert told.role_ids == ()
        await house.engine.cancel(slow.id, by=USER)
        assert (await house.engine.wait(slow.id)).state is JobState.CANCELLED
