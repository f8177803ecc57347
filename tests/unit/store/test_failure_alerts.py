"""Alerts are kept until all is told, and count what ended within the hour."""

from dataclasses import replace

from sqlalchemy import insert

from bot.domain.alert import WINDOW_MS
from bot.domain.job import JobState
from bot.store.failure_alerts import FailureAlert
from bot.store.rows import job_to_row
from bot.store.schema import jobs
from tests.unit.store.kit import NOON, Kit


async def end(kit: Kit, state: JobState, *, code: str | None = None, at: int = NOON, guild: int = 1) -> None:
    """A job that ended then, asked for a minute before."""
    job = replace(kit.job(guild=guild), state=state, state_at=at, failure_code=code, created_at=at - 60_000)
    async with kit.database.write() as tx:
        await tx.execute(insert(jobs), job_to_row(job))


async def test_the_last_hours_ends_are_counted(kit: Kit) -> None:
    since = NOON - WINDOW_MS
    for at in (since, NOON):
        await end(kit, JobState.DONE, at=at)
        await end(kit, JobState.FAILED, code="gateway_timeout", at=at)
        await end(kit, JobState.UNDELIVERABLE, code="undeliverable", at=at)
    await end(kit, JobState.FAILED, code="content_policy_violation")
    await end(kit, JobState.CANCELLED)
    await end(kit, JobState.RUNNING)
    await end(kit, JobState.FAILED, code="gateway_timeout", at=since - 1)
    await end(kit, JobState.FAILED, code="gateway_timeout", guild=2)
    tally = await kit.store.failure_alerts.tally(1, since=since)
    assert (tally.worked, tally.failures) == (2, {"gateway_timeout": 2, "undeliverable": 2})


async def test_an_alert_goes_its_way_and_the_next_begins_anew(kit: Kit) -> None:
    alerts = kit.store.failure_alerts
    assert await alerts.get(1) is None
    begun = await alerts.begin(1, failed=7)
    assert begun == await alerts.get(1) == FailureAlert(guild_id=1, since=NOON, failed=7)
    kit.clock.now_ms += 1
    await alerts.told(1, channel_id=3, message_id=4)
    assert await alerts.open_guilds() == {1}
    kit.clock.now_ms += 1
    await alerts.end(1)
    assert await alerts.open_guilds() == {1}
    kit.clock.now_ms += 1
    await alerts.end_told(1)
    assert await alerts.open_guilds() == set()
    over = replace(
        begun,
        told_at=NOON + 1,
        card_channel_id=3,
        card_message_id=4,
        over_at=NOON + 2,
        over_told_at=NOON + 3,
    )
    assert await alerts.get(1) == over
    again = await alerts.begin(1, failed=9)
    assert again == await alerts.get(1) == FailureAlert(guild_id=1, since=NOON + 3, failed=9)


async def test_an_alert_nobody_was_told_of_is_forgotten(kit: Kit) -> None:
    await kit.store.failure_alerts.begin(1, failed=7)
    await kit.store.failure_alerts.drop(1)
    assert await kit.store.failure_alerts.get(1) is None
    assert await kit.store.failure_alerts.open_guilds() == set()
