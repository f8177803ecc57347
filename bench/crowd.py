"""Many people who ask for pictures at an even pace."""

import asyncio

from tests.support.discord import DiscordControl

#: Who asks where, in turn.
_PLACES = (
    ("member", "images"),
    ("second", "club-images"),
    ("moderator", "images"),
    ("owner", "club-images"),
)
#: Longer than any measurement: drawing pictures would take the stand-in's share of the machine.
_PROMPT = "a red fox in the snow, number {number} [[seconds: 600]]"


async def ask(discord: DiscordControl, times: int, *, per_second: float) -> None:
    """Ask without waiting for answers, so that a slow bot is not asked less."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with asyncio.TaskGroup() as group:
        for number in range(times):
            person, channel = _PLACES[number % len(_PLACES)]
            prompt = _PROMPT.format(number=number)
            group.create_task(discord.imagine(prompt, as_=person, channel=channel, wait=0))
            await asyncio.sleep(begun + (number + 1) / per_second - loop.time())
