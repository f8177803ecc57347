"""What goes at its source goes from the showcase."""

from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.job import Job
from bot.store.schema import showcase
from tests.cogs.conftest import Json, Stage, Start
from tests.cogs.favoured import OTHERS, like, open_showcase, painted, rows, settled, shown
from tests.cogs.safely import at_desk, use_channels
from tests.cogs.test_reports import report

DAY = 86_400


@pytest.fixture
async def on(stage: Stage) -> Stage:
    await open_showcase(stage)
    return stage


async def by_its_button(stage: Stage, message: Json, job: Job) -> None:
    pressed = await stage.discord.press(message["id"], "Delete")
    await stage.discord.press(pressed["original_id"], "Delete")


async def by_moderators(stage: Stage, message: Json, job: Job) -> None:
    (card,) = await shown(stage)
    await report(stage, card)
    await stage.discord.press(
        (await at_desk(stage, "Reported picture", files=1))["id"], "Delete", as_="moderator"
    )
    await stage.discord.wait_deleted(message["id"])


async def by_privacy(stage: Stage, message: Json, job: Job) -> None:
    asked = await stage.discord.slash("privacy delete")
    await stage.discord.press(asked["original_id"], "Delete everything")


async def by_hand_before_a_press(stage: Stage, message: Json, job: Job) -> None:
    (card,) = await shown(stage)
    await stage.discord.delete_message(message["id"])
    stage.clock.skip(3601)
    await like(stage, card, "member")


async def by_hand_a_day_ago(stage: Stage, message: Json, job: Job) -> None:
    await stage.discord.delete_message(message["id"])
    stage.clock.skip(DAY)
    await settled(stage)


async def with_its_channel(stage: Stage, message: Json, job: Job) -> None:
    await stage.discord.change_channel("images", "delete")
    stage.clock.skip(DAY)
    await settled(stage)


async def by_being_unlisted(stage: Stage, message: Json, job: Job) -> None:
    await stage.discord.slash("privacy unlisted", {"on": True})


@pytest.mark.parametrize(
    "goes",
    [
        by_its_button,
        by_moderators,
        by_privacy,
        by_hand_before_a_press,
        by_hand_a_day_ago,
        with_its_channel,
        by_being_unlisted,
    ],
)
async def test_what_goes_at_its_source_goes_from_the_showcase(on: Stage, goes: Any):
    await use_channels(on, moderators="moderators")
    message, job = await painted(on)
    await like(on, message, *OTHERS)
    (card,) = await shown(on)
    await goes(on, message, job)
    await on.discord.wait_deleted(card["id"])
    await settled(on)
    assert await rows(on) == []


async def test_what_is_still_there_stays_whatever_it_loses(on: Stage):
    message, _ = await painted(on)
    await like(on, message, *OTHERS)
    (card,) = await shown(on)
    await like(on, message, *OTHERS)
    on.clock.skip(DAY)
    assert [each["id"] for each in await shown(on)] == [card["id"]]
    (row,) = await rows(on)
    assert row["due_at"] > on.clock.wall_ms()


async def test_what_a_crash_left_to_be_taken_away_is_taken_away(start: Start):
    stage = await start()
    await open_showcase(stage)
    message, job = await painted(stage)
    await like(stage, message, *OTHERS)
    (card,) = await shown(stage)
    await stage.app.store.showcase.withdraw(job.id)
    async with stage.app.store.database.write() as tx:
        await tx.execute(update(showcase).values(message_id=None))
    await stage.stop()
    stage = await start()
    await stage.discord.wait_deleted(card["id"])
