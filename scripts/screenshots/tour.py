"""A walk through a demo: what people do in it, and what its page shows them then, light and dark."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

import aiohttp
from playwright.async_api import Browser, expect

from scripts.screenshots.views import PATIENCE_MS, TALL, keep, views
from tests.browser.sitting import Demo
from tests.support.discord import DiscordControl, Json

_SECONDS = PATIENCE_MS / 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """What a guide needs: the people's hands, the demo, and somebody to look."""

    discord: DiscordControl
    demo: Demo
    browser: Browser

    @classmethod
    @asynccontextmanager
    async def of(cls, browser: Browser, demo: Demo) -> AsyncIterator[Self]:
        """A tour of this demo."""
        addresses = dict.fromkeys(("api", "gateway", "cdn", "token"), "")
        addresses |= {"page": demo.page, "control": f"{demo.page}_control"}
        async with aiohttp.ClientSession() as http:
            yield cls(discord=DiscordControl(addresses, http, pid=0), demo=demo, browser=browser)

    async def painted(self, prompt: str, *, as_: str = "member", files: int = 1, **options: object) -> Json:
        """A request, once its picture is there; `files=0` waits for its failure."""
        asked = await self.discord.imagine(prompt, as_=as_, **options)
        return await self.discord.wait_message(
            "Details" if files else "Error id|Nothing was charged",
            id=asked["original_id"], as_=as_, files=files, timeout=_SECONDS,
        )  # fmt: skip

    async def asked(
        self,
        command: str,
        options: Mapping[str, object] | None = None,
        *,
        as_: str = "moderator",
        channel: str = "moderators",
        files: int = 0,
    ) -> Json:
        """What a command is answered with in the end."""
        asked = await self.discord.slash(command, options, as_=as_, channel=channel, wait=_SECONDS)
        return await self.discord.wait_message(
            id=asked["original_id"], as_=as_, loading=False, files=files, timeout=_SECONDS
        )

    async def look(
        self, message: Json, name: str, *, as_: str = "moderator", channel: str = "moderators"
    ) -> None:
        """Keep a picture of a message as this person sees it, by day and by night."""
        async with views(self.browser, self.demo, widths={"": TALL}, person=as_, channel=channel) as opened:
            for view in opened:
                shown = view.room.page.locator(f'#messages [data-message="{message["id"]}"]')
                await expect(shown).to_be_visible()
                # What is out of sight is not loaded.
                await shown.scroll_into_view_if_needed()
                for image in await shown.locator(".body img:visible").all():
                    await image.evaluate("image => image.decode()")
                keep(await shown.screenshot(), f"{name}-{view.name}")


def item(message: Json, start: str) -> str:
    """The custom id on a message that begins so."""
    words = json.dumps(message["message"]["components"]).split('"')
    return next(word for word in words if word.startswith(start))
