"""What moderators decided for a channel holds for who asks in it."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from bot.domain.errors import (
    AboveHighest,
    DuplicateRequest,
    ModelNotAllowed,
    NotAnImageChannel,
    QuietNow,
    SlowedDown,
)
from bot.domain.guild import QuietHours
from bot.domain.job import Job, Origin
from bot.domain.request import ImageRequest
from bot.engine.rules.channels import check_place
from tests.unit.engine.house import CHANNEL, GUILD, USER, House

HERE = Origin(
    front="noting", user_id=USER, guild_id=GUILD, channel_id=CHANNEL, home_channel_id=CHANNEL, can_post=True
)


async def _ask(house: House, origin: Origin = HERE, **options: Any) -> Job:
    request = ImageRequest(**({"prompt": "a fox", "model": "gpt-image-2"} | options))
    return (await house.engine.accept(request, origin, idempotency_key=f"interaction:{uuid4()}")).job


async def _decide(house: House, channel: int = CHANNEL, **settings: Any) -> None:
    await house.store.settings.change_channel(GUILD, channel, settings, by=9)


async def test_where_there_are_image_channels_pictures_are_asked_for_in_them(house: House) -> None:
    await _ask(house)
    await _decide(house, channel=99)
    with pytest.raises(NotAnImageChannel) as refused:
        await _ask(house)
    assert refused.value.channels == (99,)
    thread = replace(HERE, channel_id=100, home_channel_id=99)
    await _ask(house, thread)
    await _ask(house, replace(HERE, guild_id=None))
    await _ask(house, replace(HERE, can_post=False, user_id=8))


async def test_model_and_highest_values_hold(house: House) -> None:
    await _decide(house, models=("gpt-image-2",), highest_quality="low", highest_resolution="2k")
    with pytest.raises(ModelNotAllowed):
        await _ask(house, model="gpt-image-2-x")
    with pytest.raises(AboveHighest):
        await _ask(house, quality="medium")
    with pytest.raises(AboveHighest):
        await _ask(house, quality="low", resolution="4k")
    assert (await _ask(house, quality="low", resolution="2k")).request.resolution == "2k"


async def test_quiet_hours_tell_when_they_end(house: House) -> None:
    now = house.clock.wall_ms()
    minute = now // 60_000 % 1440
    quiet = QuietHours(begin=minute, end=(minute + 60) % 1440)
    await _decide(house, quiet_hours=quiet)
    with pytest.raises(QuietNow) as refused:
        await _ask(house)
    assert now < refused.value.until <= now + 3_600_000
    with pytest.raises(QuietNow):
        await check_place(house.store, house.clock, HERE)
    await house.store.settings.change_guild(GUILD, {"time_zone": "Asia/Tokyo"}, by=9)
    await _ask(house)


async def test_slow_mode_counts_what_was_asked_here_and_did_not_fail(house: House) -> None:
    await _decide(house, slow_mode=3600)
    await _decide(house, channel=99)
    asked = await _ask(house)
    with pytest.raises(SlowedDown) as refused:
        await _ask(house)
    assert refused.value.until == asked.created_at + 3_600_000
    await _ask(house, replace(HERE, channel_id=99, home_channel_id=99))
    await _ask(house, replace(HERE, user_id=8))
    await house.engine.abandon(asked.id)
    await house.engine.wait(asked.id)
    await _ask(house)


async def test_slow_mode_takes_one_of_those_that_come_in_one_instant(house: House) -> None:
    await _decide(house, slow_mode=3600)
    answers = await asyncio.gather(*(_ask(house) for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(answer, Job) for answer in answers) == 1
    assert sum(isinstance(answer, SlowedDown) for answer in answers) == 7


async def test_what_is_asked_twice_is_told_so_before_slow_mode_is(house: House) -> None:
    await _decide(house, slow_mode=3600)
    request = ImageRequest(prompt="a fox", model="gpt-image-2")
    await house.engine.accept(request, HERE, idempotency_key="once")
    with pytest.raises(DuplicateRequest):
        await house.engine.accept(request, HERE, idempotency_key="once")
