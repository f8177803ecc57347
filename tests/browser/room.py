"""The page as a person reads it: places, people, messages, and the drawer behind the curtain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Room:
    """One open page. `page` is Playwright's."""

    page: Page

    def message(self, text: str | re.Pattern[str] = "") -> Locator:
        """Messages that say so."""
        return self.page.locator("#messages [data-message]").filter(has_text=text)

    async def picture(self, text: str) -> Locator:
        """The picture in the message that says so, once it is there and drawn."""
        found = self.message(text).locator(".body img")
        await expect(found).to_be_visible()
        await found.evaluate("image => image.decode()")
        return found

    def channel(self, name: str) -> Locator:
        """A channel in the list."""
        return self.page.locator(f'#channels [data-key="{name}"]')

    async def enter(self, name: str) -> None:
        """Open a channel."""
        await self.channel(name).click()
        await self.is_in(name)

    async def is_in(self, name: str) -> None:
        """Wait until this channel is shown."""
        await expect(self.page.get_by_label(f"Messages in {name}")).to_be_visible()

    async def be(self, name: str) -> None:
        """Be another person."""
        await self.page.locator("#be").click()
        await self.page.get_by_role("menuitemradio", name=name).click()
        await expect(self.page.locator("#be")).to_have_attribute("aria-label", re.compile(f"You are {name}"))

    async def curtain(self, tab: str = "Switches") -> Locator:
        """Look behind the curtain; the panel of this tab."""
        drawer = self.page.locator("#curtain")
        if not await drawer.is_visible():
            await self.page.get_by_role("button", name="Behind the curtain").click()
        await drawer.get_by_role("tab", name=tab).click()
        return drawer.get_by_role("tabpanel", name=tab)

    async def switch(self, name: str) -> None:
        """Press a switch behind the curtain and read what it did."""
        panel = await self.curtain()
        await panel.get_by_role("button", name=name).click()
        await expect(panel.get_by_role("status")).not_to_be_empty()
