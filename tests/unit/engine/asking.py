"""Asking a house for pictures, and deciding what it may take."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar
from uuid import uuid4

from bot.domain.errors import Refusal
from bot.domain.job import Origin
from bot.domain.quota import Measure, Rule, Scope
from bot.domain.request import ImageRequest
from bot.engine.accept import Accepted
from tests.unit.engine.clocks import ManualClock
from tests.unit.engine.conftest import OpenHouse
from tests.unit.engine.house import ASYNCHRONOUS, CHANNEL, GUILD, USER, House, settings_with

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


@asynccontextmanager
async def still_house(open_here: OpenHouse, still: ManualClock, **turned: object) -> AsyncIterator[House]:
    """Nothing is sent: its clock stands still."""
    settings = settings_with(**{"max_open_jobs": 100, **turned})
    async with open_here(clock=still, settings=settings) as house:
        # What is asked before much is spent is another matter.
        await house.store.settings.change_guild(GUILD, {"confirm_above": None}, by=9)
        yield house
