"""What is pressed in an album. Each holds where it leads, so all of it works after a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.mine.look import TEMPLATE, look_of
from bot.chat.press import KeyButton, Pressed
from bot.chat.results.buttons import Act
from bot.chat.words import mine, paging

if TYPE_CHECKING:
    from bot.chat.client import Bot

_OPEN, _USE = "mine:open", "mine:use"

#: Requests to choose from: the id of each, and its prompt.
Entries = Sequence[tuple[str, str]]


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
        await bot.album.download(interaction, look_of(self.parts))


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
ALBUM_ITEMS = (NextButton, PreviousButton, DownloadButton, OpenMenu, UseMenu)
