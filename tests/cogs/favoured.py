"""What tests of the showcase share: a channel that shows, pictures, and people who like them."""

import asyncio
import re
from typing import Any

from bot.domain.job import Job
from bot.store.schema import showcase
from tests.cogs.conftest import Json, Stage
from tests.cogs.safely import decide

#: Opened to the bot's files, it is the channel that shows; anybody sees it.
SHOWCASE, SHOWCASE_ID = "no-files", 1100000000000000105
#: All but who asks.
OTHERS = ("second", "moderator", "owner")


async def open_showcase(stage: Stage) -> None:
    """For what three members like."""
    await stage.discord.permissions(SHOWCASE, "bot", allow=["ATTACH_FILES"])
    await switch_on(stage)


async def switch_on(stage: Stage, channel_id: int = SHOWCASE_ID, least: int = 3) -> None:
    await decide(stage, showcase_channel_id=channel_id, showcase_from=least)


async def painted(stage: Stage, prompt: str = "a fox", **options: Any) -> tuple[Json, Job]:
    """A picture of the member's, and its job."""
    asked = await stage.discord.imagine(prompt, **options)
    job = await stage.ended(asked)
    return await stage.discord.message(asked["original_id"]), job


async def like(stage: Stage, message: Json, *people: str) -> None:
    """They press at the same moment."""
    pressing = (stage.discord.press(message["id"], "Favourite", as_=person) for person in people)
    for pressed in await asyncio.gather(*pressing):
        # One of them reads German.
        assert re.search("favou?rite?", pressed["response"]["content"], re.IGNORECASE)


async def settled(stage: Stage) -> None:
    """Until nothing is left to be done now."""
    await stage.bot.showcase.work()


async def shown(stage: Stage, channel: str = SHOWCASE) -> list[Json]:
    """What is in the showcase."""
    await settled(stage)
    posted = await stage.discord.messages(channel, as_="owner")
    return [each for each in posted if not each["deleted"] and not each["ephemeral"]]


async def rows(stage: Stage) -> list[Any]:
    async with stage.app.store.database.read() as tx:
        return list((await tx.execute(showcase.select())).mappings())


async def opened(stage: Stage, as_: str = "moderator") -> Json:
    asked = await stage.discord.slash("setup showcase", as_=as_)
    assert asked["response"]["flags"] & 64
    return await stage.discord.message(asked["original_id"])
