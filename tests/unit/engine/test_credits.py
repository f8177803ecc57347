"""What accepting asks of the guild's rules and prices, and what it gives back."""

import asyncio
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import replace
from typing import TypeVar
from uuid import uuid4

import pytest

from bot.domain.errors import CooldownActive, QueueFull, QuotaExceeded, Refusal, TooManyJobs
from bot.domain.job import Job, JobState, Origin
from bot.domain.price import PricedKind
from bot.domain.quota import Bucket, Measure, Rule, Scope, remaining_credits
from bot.domain.request import ImageRequest
from bot.engine.accept import Accepted, Approval
from bot.store.database import Tx
from tests.unit.engine.clocks import ManualClock
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import ASYNCHRONOUS, CHANNEL, GUILD, USER, House, settings_with

M = Measure
Result = TypeVar("Result")
PAINTER = 50
PLAIN = ImageRequest(prompt="a fox", model=ASYNCHRONOUS, resolution="2k", quality="high")


def whose(user: int = USER, guild: int | None = GUILD, channel: int = CHANNEL) -> Origin:
    return Origin(front="noting", user_id=user, guild_id=guild, channel_id=channel, home_channel_id=channel)


async def ask(
    house: House, request: ImageRequest = PLAIN, origin: Origin | None = None, *roles: int
) -> Accepted:
    """What accepting says is what looking before said."""
    origin = origin or whose()
    foreseen = await outcome(house.engine.precheck(request, origin, role_ids=roles))
    told = await outcome(house.engine.accept(request, origin, idempotency_key=str(uuid4()), role_ids=roles))
    if isinstance(told, Accepted):
        assert foreseen is None
        return told
    assert (type(foreseen), vars(foreseen)) == (type(told), vars(told))
    raise told


async def outcome(asking: Awaitable[Result]) -> Result | Refusal:
    """What comes of it, be it a refusal."""
    try:
        return await asking
    except Refusal as refusal:
        return refusal


async def decide(house: House, scope: Scope, measure: Measure, amount: int | None, subject: int = 0) -> Rule:
    rule = Rule(guild_id=GUILD, scope=scope, subject_id=subject, measure=measure, amount=amount)
    await house.store.rules.set(rule, by=9)
    return rule


@pytest.fixture
def still() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def house(open_here: OpenHouse, still: ManualClock):
    """Nothing is sent: its clock stands still."""
    async with _standing(open_here, still) as house:
        # What is asked before much is spent is another matter.
        await house.store.settings.change_guild(GUILD, {"confirm_above": None}, by=9)
        yield house


def _standing(
    open_here: OpenHouse, still: ManualClock, **turned: object
) -> AbstractAsyncContextManager[House]:
    return open_here(clock=still, settings=settings_with(**{"max_open_jobs": 100, **turned}))


async def test_a_role_decides_at_the_first_request(house: House) -> None:
    await decide(house, Scope.EVERYONE, M.CREDITS_DAY, 0)
    painters = await decide(house, Scope.ROLE, M.CREDITS_DAY, 9, PAINTER)
    with pytest.raises(QuotaExceeded):
        await ask(house)
    accepted = await ask(house, PLAIN, None, 1, PAINTER)
    (member,) = [each for each in accepted.standing if each.scope is Scope.MEMBER]
    assert (member.rule, member.limit, member.remaining) == (painters, 9, 9 - accepted.job.price)


async def test_the_guilds_price_is_what_its_members_pay(house: House) -> None:
    await house.store.prices.set(GUILD, PricedKind(ASYNCHRONOUS, "2k"), 11, by=9)
    await house.store.prices.set(GUILD, PricedKind(ASYNCHRONOUS, "2k", "low"), 0, by=9)
    usual = await house.engine.quote(PLAIN)
    quoted = await house.engine.quote(replace(PLAIN, count=2), guild_id=GUILD)
    assert (quoted.unit_price, quoted.price, quoted.unit_cost) == (11, 22, usual.unit_price)
    accepted = await ask(house, replace(PLAIN, count=2))
    assert (accepted.job.unit_price, accepted.job.unit_cost) == (11, usual.unit_price)
    assert await house.used() == (22, 22)
    free = await ask(house, replace(PLAIN, quality="low"))
    assert (free.job.price, free.job.unit_cost > 0) == (0, True)
    elsewhere = await ask(house, PLAIN, whose(guild=2))
    outside = await ask(house, PLAIN, whose(guild=None))
    assert elsewhere.job.unit_price == outside.job.unit_price == usual.unit_price


async def test_a_refusal_says_what_would_fit(house: House) -> None:
    rule = await decide(house, Scope.MEMBER, M.CREDITS_WEEK, 5, USER)
    with pytest.raises(QuotaExceeded) as caught:
        await ask(house, replace(PLAIN, quality="medium", count=4))
    refused = caught.value
    assert (refused.rule, refused.measure, refused.limit) == (rule, M.CREDITS_WEEK, 5)
    assert refused.would_fit
    for fit in refused.would_fit:
        quoted = await house.engine.quote(fit.request, guild_id=GUILD)
        assert quoted.price == fit.price <= 5
    await ask(house, refused.would_fit[0].request)


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
    async with _standing(open_here, still, max_open_jobs=2) as house:
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


_ROLE = 5


async def _begun(house: House, prompt: str) -> Job:
    """Somebody with a role has asked for it."""
    request = ImageRequest(prompt=prompt, model=ASYNCHRONOUS)
    accepted = await house.engine.accept(request, whose(), idempotency_key=str(uuid4()), role_ids=(_ROLE,))
    await house.engine.start(accepted.job.id, card_message_id=55)
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
        (Scope.ROLE, _ROLE),
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


@pytest.mark.parametrize("ending", ["failed", "cancelled"])
async def test_grants_come_back_with_the_rest(open_here: OpenHouse, ending: str) -> None:
    async with open_here() as house:
        await decide(house, Scope.MEMBER, M.CREDITS_DAY, 1, USER)
        bucket = (await house.store.quotas.standing(GUILD, USER, now_ms=house.clock.wall_ms()))[-1].bucket
        grant = await house.store.grants.give(bucket, 50, by=9, reason="")
        fault = "[[fault: content_policy_violation@task]]" if ending == "failed" else "[[seconds: 600]]"
        job = await house.begin(f"a fox {fault}")
        if ending == "cancelled":
            await house.engine.cancel(job.id, by=USER)
        assert (await house.engine.wait(job.id)).state.value == ending
        stored = await house.store.grants.get(GUILD, grant.id)
        assert stored is not None
        assert (stored.used, await house.used()) == (0, (0, 0))


def approved(house: House, stored: list[Job]) -> Approval:
    """A yes that notes which job it led to."""

    async def note(_tx: Tx, job: Job) -> None:
        stored.append(job)

    return Approval(by=9, reason="for the fair", expires_at=house.clock.wall_ms() + 1000, beside=note)


async def test_a_moderators_yes_gives_what_is_missing_for_this_once(house: House) -> None:
    for scope, subject, amount in (
        (Scope.MEMBER, USER, 1),
        (Scope.CHANNEL, CHANNEL, 3),
        (Scope.GUILD, 0, 99),
    ):
        await decide(house, scope, M.CREDITS_DAY, amount, subject)
    stored: list[Job] = []
    accepted = await house.engine.accept(
        PLAIN, whose(), idempotency_key="appeal:1", approval=approved(house, stored)
    )
    assert [job.id for job in stored] == [accepted.job.id]
    given = {
        each.bucket.scope: (each.amount, each.used, each.reason, each.by_user_id)
        for bucket in (Bucket(Scope.MEMBER, GUILD, USER), Bucket(Scope.CHANNEL, GUILD, CHANNEL))
        for each in await house.store.grants.of(bucket)
    }
    price = accepted.job.price
    assert given == {
        Scope.MEMBER: (price - 1, price - 1, "for the fair", 9),
        Scope.CHANNEL: (price - 3, price - 3, "for the fair", 9),
    }
    assert remaining_credits(accepted.standing) == 0
    with pytest.raises(QuotaExceeded):
        await ask(house)


@pytest.mark.parametrize(
    ("scope", "measure", "error"),
    [(Scope.CEILING, M.CREDITS_DAY, QuotaExceeded), (Scope.EVERYONE, M.COOLDOWN, CooldownActive)],
)
async def test_a_yes_that_something_else_stands_against_gives_nothing(
    house: House, scope: Scope, measure: Measure, error: type[Refusal]
) -> None:
    await ask(house)
    await decide(house, Scope.EVERYONE, M.CREDITS_DAY, 1)
    await decide(house, scope, measure, 1)
    with pytest.raises(error):
        await house.engine.accept(PLAIN, whose(), idempotency_key="appeal:1", approval=approved(house, []))
    assert await house.store.grants.of(Bucket(Scope.MEMBER, GUILD, USER)) == []
    assert await house.store.quotas.audit() == []
