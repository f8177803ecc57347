"""What is pressed in an album. Each holds where it leads, so all of it works after a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.mine.look import TEMPLATE, Look, look_of
from bot.chat.press import Pressed
from bot.chat.results.buttons import Act
from bot.chat.words import mine

if TYPE_CHECKING:
    from bot.chat.client import Bot

_OPEN, _USE = "mine:open", "mine:use"

#: Requests to choose from: the id of each, and its prompt.
Entries = Sequence[tuple[str, str]]


class PageButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"mine:page[bn]:{TEMPLATE}"):
    """Turns to another page."""

    def __init__(self, look: Look, label: str = "…", *, enabled: bool = True, way: str = "n") -> None:
        super().__init__(
            ui.Button(
                label=label,
                style=discord.ButtonStyle.secondary,
                # Two buttons that lead to the same page still have ids of their own.
                custom_id=f"mine:page{way}:{look.packed()}",
                disabled=not enabled,
            )
        )
        self.look = look

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the page off the button that was pressed."""
        return cls(look_of(match))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place of this one."""
        bot: Bot = interaction.client
        await bot.album.show(interaction, self.look)


class DownloadButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"mine:zip:{TEMPLATE}"):
    """Sends the files of the page."""

    def __init__(self, look: Look) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=mine.DOWNLOAD(), style=style, custom_id=f"mine:zip:{look.packed()}"))
        self.look = look

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the page off the button that was pressed."""
        return cls(look_of(match))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Send them."""
        bot: Bot = interaction.client
        await bot.album.download(interaction, self.look)


class OpenMenu(Pressed, ui.DynamicItem[ui.Select[Any]], template=_OPEN):
    """Opens one of the pictures on the page."""

    def __init__(self, entries: Entries = ()) -> None:
        super().__init__(_menu(_OPEN, mine.OPEN(), entries))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """There is nothing to read off it."""
        return cls()

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it whole."""
        bot: Bot = interaction.client
        await bot.album.open(interaction, _chosen(interaction))


class UseMenu(Pressed, ui.DynamicItem[ui.Select[Any]], template=_USE):
    """Has something painted by one of the pictures on the page."""

    def __init__(self, entries: Entries = ()) -> None:
        super().__init__(_menu(_USE, mine.USE(), entries))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """There is nothing to read off it."""
        return cls()

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask what to paint."""
        bot: Bot = interaction.client
        await bot.results.act(interaction, Act.USE, _chosen(interaction))


def _menu(custom_id: str, placeholder: str, entries: Entries) -> ui.Select[Any]:
    # The options of a menu that was used are Discord's to know.
    options = [discord.SelectOption(label=prompt or job_id, value=job_id) for job_id, prompt in entries]
    return ui.Select(custom_id=custom_id, placeholder=placeholder, options=options)


def _chosen(interaction: discord.Interaction[Any]) -> str:
    data: dict[str, Any] = dict(interaction.data or {})
    return str(data["values"][0])


#: Registered at start.
ALBUM_ITEMS = (PageButton, DownloadButton, OpenMenu, UseMenu)
