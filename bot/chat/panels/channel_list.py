"""The list of a guild's image channels, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, Layout, Piece, layout, small, text
from bot.chat.panels.paging import page_of, which
from bot.chat.press import KeyButton
from bot.chat.rights import require_command
from bot.chat.words import channel_panel as words
from bot.chat.words import decisions, paging
from bot.chat.words.lists import labelled
from bot.domain.guild import ChannelSettings
from bot.store.documents import to_document
from bot.store.settings import Channels

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Channels on a page: each can have a dozen decisions.
_PAGE = 8
#: What is no decision about pictures.
_UNTOLD = frozenset({"panel_message_id", "rules"})


def list_panel(channels: Channels, deleted: Sequence[int], page: int, *, notes: Sequence[str] = ()) -> Layout:
    """One page of the channels, the first being 0. A page that is not there any more is the last."""
    found = page_of(list(channels.items()), page, size=_PAGE)
    page, pages = found.number, found.pages
    pieces: list[Piece] = [
        text(
            *notes,
            *(line for channel_id, each in found.shown for line in _entry(channel_id, each.settings)),
            small(which(page, pages)),
        )
    ]
    buttons: list[ui.Item[Any]] = []
    if pages > 1:
        buttons += [
            ListPage(page - 1, paging.PREVIOUS(), enabled=page > 0),
            ListPage(page + 1, paging.NEXT(), enabled=page + 1 < pages),
        ]
    if deleted:
        pieces.append(text(words.deleted(len(deleted))))
        buttons.append(RemoveDeletedButton())
    if buttons:
        pieces.append(ui.ActionRow(*buttons))
    return layout(QUIET, pieces)


def _entry(channel_id: int, settings: ChannelSettings) -> Iterator[str]:
    yield f"<#{channel_id}>"
    facts = [
        labelled(decisions.name_of(key), decisions.told(key, value))
        for key, value in to_document(settings).items()
        if key not in _UNTOLD
    ]
    yield small(*(facts or [words.NOTHING_DECIDED()]))


class ListPage(KeyButton, begins="channels:page", holds=r"-?[0-9]{1,4}"):
    """Turns to a page."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it as it is now."""
        await require_command(interaction, "channels")
        bot: Bot = interaction.client
        await bot.channels.list(interaction, max(self.number, 0))


class RemoveDeletedButton(
    KeyButton, begins="channels:remove-deleted", label=words.REMOVE_DELETED, style=discord.ButtonStyle.danger
):
    """Closes the image channels that are gone on Discord."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Close them."""
        await require_command(interaction, "channels")
        bot: Bot = interaction.client
        await bot.channels.remove_deleted(interaction)


CHANNEL_LIST_ITEMS = (ListPage, RemoveDeletedButton)
