"""What accepting asks of the guild's rules and prices, and what it gives back."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.errors import CooldownActive, QuotaExceeded, Refusal
from bot.domain.job import Job
from bot.domain.price import PricedKind
from bot.domain.quota import Bucket, Measure, Scope, remaining_credits
from bot.engine.accept import Approval
from bot.store.database import Tx
from tests.unit.engine.asking import PAINTER, PLAIN, ask, decide, still_house, whose
from tests.unit.engine.clocks import ManualClock
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import ASYNCHRONOUS, CHANNEL, GUILD, USER, House

M = Measure


@pytest.fixture
async def house(open_here: OpenHouse, still: ManualClock) -> AsyncIterator[House]:
    async with still_house(open_here, still) as house:
        yield house


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
