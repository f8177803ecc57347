"""`inkling run` tells moderators that much fails, and a killed one does not tell it again."""

from collections.abc import Mapping

import pytest

from bot.chat.words import alerts
from bot.ops.clock import SystemClock
from bot.store.changes import Changes
from bot.store.database import Database
from bot.store.settings import Settings
from tests.support.world import World

pytestmark = pytest.mark.e2e

STUDIO, DESK = 1100000000004194304, 1100000000000000103


async def decide(world: World, settings: Mapping[str, object]) -> None:
    """What the moderators of the studio decided before."""
    world.database.parent.mkdir(exist_ok=True)
    database = await Database.open(f"sqlite+aiosqlite:///{world.database}")
    try:
        kept = Settings(database, changes=Changes(database), clock=SystemClock())
        await kept.change_guild(STUDIO, settings, by=1)
    finally:
        await database.close()


async def test_a_guild_in_trouble_is_told_once_also_by_the_next_bot(world: World) -> None:
    await decide(world, {"moderators_channel_id": DESK})
    async with world.bot() as bot:
        for number in range(5):
            asked = await world.discord.imagine(
                f"fox {number} [[fault: insufficient_balance@submit]]", wait=30
            )
            await world.card(asked, "This did not work out")
        await world.discord.wait_message(alerts.HEAD(), channel="moderators", as_="moderator", timeout=30)
        await bot.kill()
    (row,) = world.rows("SELECT * FROM failure_alerts")
    assert row["told_at"] is None or row["card_channel_id"] == DESK
    async with world.bot():
        asked = await world.discord.imagine("a sixth [[fault: insufficient_balance@submit]]", wait=30)
        await world.card(asked, "This did not work out")
    told = [each["text"] for each in await world.discord.messages("moderators", as_="moderator")]
    assert len([text for text in told if alerts.HEAD() in text]) == 1
    (row,) = world.rows("SELECT * FROM failure_alerts")
    assert row["told_at"] is not None
