"""The foot of the room, where one writes: what stands there, and which keys are pressed."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

_CARRY = """files => {
  const carried = new DataTransfer();
  for (const [name, bytes] of Object.entries(files))
    carried.items.add(new File([new Uint8Array(bytes)], `${name}.png`, { type: "image/png" }));
  return carried;
}"""


@dataclass(frozen=True, slots=True)
class Desk:
    """The composer of one open page."""

    page: Page

    @property
    def box(self) -> Locator:
        """The field for an ordinary message."""
        return self.page.get_by_label("Message, or / for a command")

    @property
    def rows(self) -> Locator:
        """What is offered above the field."""
        return self.page.get_by_role("listbox", name="Suggestions").get_by_role("option")

    @property
    def active(self) -> Locator:
        """The row that Enter takes."""
        return self.page.locator(".composer [role=option][aria-selected=true]")

    @property
    def help(self) -> Locator:
        """What is said below the field."""
        return self.page.locator("#composer-help")

    @property
    def window(self) -> Locator:
        """A window that the bot opened."""
        return self.page.get_by_role("dialog")

    def option(self, name: str) -> Locator:
        """The field of an option of the command being filled in."""
        return self.page.locator(f'[data-option="{name}"] .pill-field')

    async def drop(self, **files: bytes) -> None:
        """Drop PNG pictures on the page."""
        carried = await self.page.evaluate_handle(_CARRY, {name: list(data) for name, data in files.items()})
        await self.page.locator("#messages").dispatch_event("drop", {"dataTransfer": carried})

    async def type(self, text: str) -> None:
        """Type where the focus is."""
        await self.page.keyboard.type(text)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def command(self, name: str) -> None:
        """Begin a command by its whole name."""
        await self.box.focus()
        await self.type(f"/{name}")
        await expect(self.active).to_contain_text(f"/{name}")
        await self.press("Enter")
        await expect(self.page.locator(".command-name")).to_have_text(f"/{name}")
