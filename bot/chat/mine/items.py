"""What is pressed in an album. Each holds where it leads, so all of it works after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.chat.mine.look import TEMPLATE, look_of
from bot.chat.press import KeyButton, PlainMenu
from bot.chat.results.buttons import Act
from bot.chat.words import mine, paging

if TYPE_CHECKING:
    from bot.chat.client import Bot


class NextButton(KeyButton, begins="mine:pagen", holds=TEMPLATE, label=paging.NEXT):
    """Turns to the next page."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it in place of this one."""
        bot: Bot = interaction.client
        await bot.album.show(interaction, look_of(self.parts))


class PreviousButton(NextButton, begins="mine:pageb", holds=TEMPLATE, label=paging.PREVIOUS):
    """Turns to the page before. Both may lead to the same page, and have ids of their own."""


class DownloadButton(KeyButton, begins="mine:zip", holds=TEMPLATE, label=mine.DOWNLOAD):
    """Sends the files of the page."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Send them."""
        bot: Bot = interaction.client
        await bot.album.download(interaction, look_of(self.parts), whole=False)


class DownloadAllButton(KeyButton, begins="mine:all", holds=TEMPLATE, label=mine.DOWNLOAD_ALL):
    """Sends the files of all pages."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Send them."""
        bot: Bot = interaction.client
        await bot.album.download(interaction, look_of(self.parts), whole=True)


class OpenMenu(PlainMenu, custom_id="mine:open", placeholder=mine.OPEN):
    """Opens one of the pictures on the page."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it whole."""
        bot: Bot = interaction.client
        await bot.album.open(interaction, self.chosen)


class UseMenu(PlainMenu, custom_id="mine:use", placeholder=mine.USE):
    """Has something painted by one of the pictures on the page."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask what to paint."""
        bot: Bot = interaction.client
        await bot.results.act(interaction, Act.USE, self.chosen)


#: Registered at start.
ALBUM_ITEMS = (NextButton, PreviousButton, DownloadButton, DownloadAllButton, OpenMenu, UseMenu)
