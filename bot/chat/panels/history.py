"""The history of a guild's decisions, page by page, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, Layout, Piece, layout, text
from bot.chat.panels.answering import answer
from bot.chat.press import KeyButton
from bot.chat.rights import require_command
from bot.chat.words import changes, paging, relative
from bot.chat.words import transfer as words
from bot.chat.words.lists import labelled
from bot.chat.words.people import who
from bot.store.changes import Change

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Changes on one page: each has a line of some 300 characters at most.
_PAGE = 10


async def show_history(interaction: discord.Interaction[Any], guild_id: int, page: int = 0) -> None:
    """Answer with one page, the first being 0."""
    bot: Bot = interaction.client
    found = await bot.store.changes.recent(guild_id, limit=_PAGE + 1, offset=page * _PAGE)
    await answer(interaction, history_panel(found, page))


def history_panel(found: Sequence[Change], page: int) -> Layout:
    """The changes of a page, and one more if there is another page."""
    if not found:
        return layout(QUIET, [text(words.NO_HISTORY() if page == 0 else words.NO_MORE_HISTORY())])
    pieces: list[Piece] = [text(words.HISTORY(), *map(_line, found[:_PAGE]))]
    if page or len(found) > _PAGE:
        pieces.append(
            ui.ActionRow(
                HistoryPage(f"p:{max(page - 1, 0)}", paging.PREVIOUS(), enabled=page > 0),
                HistoryPage(f"n:{page + 1}", paging.NEXT(), enabled=len(found) > _PAGE),
            )
        )
    return layout(QUIET, pieces)


def _line(change: Change) -> str:
    by = who(change.by_user_id) if change.by_user_id else words.OPERATOR()
    return f"- {labelled(f'{relative(change.at)} {by}', changes.change(change))}"


class HistoryPage(KeyButton, begins="setup:history", holds=r"[pn]:[0-9]{1,6}"):
    """Turns to a page."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it as it is now."""
        guild_id = await require_command(interaction, "setup")
        await show_history(interaction, guild_id, self.number)
