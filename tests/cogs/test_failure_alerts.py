"""Moderators are told once that much fails, and once that it is over, whatever is interrupted."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest
from discord import ui
from sqlalchemy import insert, update

from bot.chat.alerts import Alerts
from bot.chat.cards.parts import QUIET, layout
from bot.chat.panels.repeats import SeeFailuresButton
from bot.chat.words import alerts, failure, replies
from bot.domain.job import JobState
from bot.store.rows import job_to_row
from bot.store.schema import failure_alerts, jobs
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.unit.store.kit import Kit
from tests.unit.store.kit import failure as a_failure

NOOR = 1100000000000000013
IMAGES, DESK, HIDDEN = 1100000000000000101, 1100000000000000103, 1100000000000000106
HOUR = 3600.0


async def decide(stage: Stage, **settings: object) -> None:
    await stage.app.store.settings.change_guild(STUDIO, settings, by=NOOR)


@pytest.fixture
async def desk(stage: Stage) -> Stage:
    """A guild that wants to be told from 40 of 100 on."""
    await decide(stage, moderators_channel_id=DESK, alert_above=40)
    return stage


async def end(stage: Stage, *, worked: int = 0, failed: int = 0, code: str = "gateway_timeout") -> None:
    """Have so many requests end now."""
    kit = Kit(stage.app.store.database, stage.app.store.database._claim.path)
    now_ms = stage.clock.wall_ms()
    async with stage.app.store.database.write() as tx:
        for number, bad in enumerate([False] * worked + [True] * failed):
            state = JobState.FAILED if bad else JobState.DONE
            job = kit.job(guild=STUDIO, state=state, key=f"{now_ms}/{number}")
            job = replace(job, id=f"{now_ms}{number:04}", created_at=now_ms, state_at=now_ms)
            row = job_to_row(replace(job, failure_code=code if bad else None))
            await tx.execute(insert(jobs), row | {"told_at": now_ms})
            if bad:
                failed_so = a_failure(guild_id=STUDIO, at=now_ms, code=code, error_id=job.id)
                await stage.app.store.failures.insert(tx, failed_so)


async def cards(stage: Stage) -> list[Json]:
    return await stage.discord.messages("moderators", as_="moderator")


async def look(stage: Stage) -> list[str]:
    """What the moderators have been told after the next look."""
    await stage.bot.alerts.look([STUDIO])
    return [card["text"].splitlines()[0] for card in await cards(stage)]


BEGUN, OVER = f"### {alerts.HEAD()}", f"### {alerts.OVER_HEAD()}"


async def test_moderators_are_told_once_and_once_that_it_is_over(desk: Stage):
    await end(desk, worked=8, failed=4)
    assert await look(desk) == []
    await end(desk, failed=2)
    assert await look(desk) == [BEGUN]
    (card,) = await cards(desk)
    for part in (
        "**6 of the last 14 requests**",
        "from 40 of 100 on",
        "**6×** `gateway_timeout`",
        "Mostly this passes",
    ):
        assert part in card["text"]
    await end(desk, failed=3)
    assert await look(desk) == [BEGUN]
    desk.clock.skip(HOUR + 1)
    await end(desk, worked=20, failed=1)
    assert await look(desk) == [BEGUN, OVER]
    over = (await cards(desk))[1]["text"]
    assert "1 of 21 requests failed within the last hour" in over
    assert f"https://discord.com/channels/{STUDIO}/{DESK}/{card['id']}" in over
    assert await look(desk) == [BEGUN, OVER]
    await end(desk, failed=40)
    assert await look(desk) == [BEGUN, OVER, BEGUN]


async def test_what_members_cause_is_nobodys_alert(desk: Stage):
    await end(desk, failed=20, code="content_policy_violation")
    await end(desk, failed=20, code="invalid_request")
    assert await look(desk) == []


@pytest.mark.parametrize("settings", [{"alert_above": None}, {"moderators_channel_id": None}])
async def test_who_wants_no_alerts_or_names_no_channel_gets_none(desk: Stage, settings):
    await decide(desk, **settings)
    await end(desk, failed=20)
    assert await look(desk) == []
    await decide(desk, moderators_channel_id=DESK, alert_above=40)
    assert await look(desk) == [BEGUN]
    # Nor do they hear that it is over, once they want no more of it.
    await decide(desk, **settings)
    desk.clock.skip(HOUR + 1)
    assert await look(desk) == [BEGUN]
    await decide(desk, moderators_channel_id=DESK, alert_above=40)
    assert await look(desk) == [BEGUN]


async def test_they_are_told_in_the_language_of_their_server(desk: Stage):
    await decide(desk, locale="de")
    await end(desk, failed=9)
    await look(desk)
    (card,) = await cards(desk)
    assert "gateway_timeout" in card["text"]


Interrupt = Callable[[Stage], Awaitable[None]]


async def _before_posting(stage: Stage) -> None:
    """As a crash between writing it down and posting it leaves things."""
    await stage.app.store.failure_alerts.begin(STUDIO, failed=9)


async def _after_posting(stage: Stage) -> None:
    """As a crash between posting it and noting that leaves things."""
    await look(stage)
    async with stage.app.store.database.write() as tx:
        await tx.execute(
            update(failure_alerts).values(told_at=None, card_channel_id=None, card_message_id=None)
        )


@pytest.mark.parametrize("interrupt", [_before_posting, _after_posting])
async def test_an_alert_that_was_interrupted_is_told_once(start: Start, interrupt: Interrupt):
    stage = await start()
    await decide(stage, moderators_channel_id=DESK, alert_above=40)
    await end(stage, failed=9)
    await interrupt(stage)
    await stage.stop()
    stage = await start()
    async with at_work(stage):
        await stage.discord.wait_message(BEGUN, channel="moderators", as_="moderator")
    assert await look(stage) == [BEGUN]
    alert = await stage.app.store.failure_alerts.get(STUDIO)
    assert alert is not None
    assert alert.card_message_id == int((await cards(stage))[0]["id"])


async def test_an_end_that_was_posted_before_a_crash_is_not_posted_again(start: Start):
    stage = await start()
    await decide(stage, moderators_channel_id=DESK, alert_above=40)
    await end(stage, failed=9)
    await look(stage)
    stage.clock.skip(HOUR + 1)
    assert await look(stage) == [BEGUN, OVER]
    async with stage.app.store.database.write() as tx:
        await tx.execute(update(failure_alerts).values(over_told_at=None))
    await stage.stop()
    stage = await start()
    assert await look(stage) == [BEGUN, OVER]
    alert = await stage.app.store.failure_alerts.get(STUDIO)
    assert alert is not None
    assert alert.over_told_at is not None


async def test_what_cannot_be_posted_is_tried_again_later(desk: Stage, caplog):
    await decide(desk, moderators_channel_id=HIDDEN)
    await end(desk, failed=9)
    assert await look(desk) == []
    assert await look(desk) == []
    assert caplog.text.count("could not be posted") == 1
    await decide(desk, moderators_channel_id=DESK)
    desk.clock.skip(600)
    assert await look(desk) == [BEGUN]
    await desk.discord.forgive()


async def test_an_end_that_could_not_be_told_for_a_day_is_no_news(desk: Stage):
    await end(desk, failed=9)
    await look(desk)
    await decide(desk, moderators_channel_id=HIDDEN)
    desk.clock.skip(HOUR + 1)
    await look(desk)
    assert await desk.app.store.failure_alerts.open_guilds() == {STUDIO}
    desk.clock.skip(24 * HOUR)
    await decide(desk, moderators_channel_id=DESK)
    assert await look(desk) == [BEGUN]
    assert await desk.app.store.failure_alerts.open_guilds() == set()
    await desk.discord.forgive()


@asynccontextmanager
async def at_work(stage: Stage) -> AsyncIterator[Alerts]:
    """The task as `inkling run` runs it."""
    running = asyncio.create_task(stage.bot.alerts.run())
    try:
        yield stage.bot.alerts
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_each_failure_is_looked_at_when_it_happens(desk: Stage):
    async with at_work(desk):
        for number in range(5):
            assert await cards(desk) == []
            await desk.ended(
                await desk.discord.imagine(f"a fox [[fault: insufficient_balance@submit]] {number}")
            )
        card = await desk.discord.wait_message(BEGUN, channel="moderators", as_="moderator")
    assert failure("insufficient_balance").happened in card["text"]


async def test_the_end_of_an_alert_needs_no_request(desk: Stage):
    await end(desk, failed=9)
    assert await look(desk) == [BEGUN]
    async with at_work(desk):
        desk.clock.skip(HOUR)
        card = await desk.discord.wait_message(OVER, channel="moderators", as_="moderator", timeout=20)
    assert "Nothing has failed within the last hour." in card["text"]


async def test_the_button_shows_what_fails_to_moderators_alone(desk: Stage):
    await end(desk, failed=9)
    await look(desk)
    (card,) = await cards(desk)
    pressed = await desk.discord.press(card["id"], "See what fails", as_="moderator")
    assert pressed["response"]["flags"] & 64
    assert "**9×** `gateway_timeout`" in str(pressed["response"])
    # The moderators' channel is theirs; this button lies open.
    view = layout(QUIET, [ui.ActionRow(SeeFailuresButton("1"))])
    posted = await desk.bot.get_partial_messageable(IMAGES).send(view=view)
    refused = await desk.discord.press(str(posted.id), "See what fails", as_="member")
    assert refused["response"]["content"] == replies.MODERATORS_ONLY()
