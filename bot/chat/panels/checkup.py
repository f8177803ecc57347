"""What the check found, page by page, with a way to check again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import FAULT, FINE, Layout, layout, small, text
from bot.chat.checks.line import Line
from bot.chat.panels.paging import paged, which
from bot.chat.press import KeyButton
from bot.chat.rights import require_command
from bot.chat.words import checkup as words
from bot.chat.words import paging

if TYPE_CHECKING:
    from bot.chat.client import Bot

_BEGINS = "setup:again"


def checkup_panel(lines: Sequence[Line], page: int) -> Layout:
    """One page, the first being 0. What needs attention is told first, if the lines say so."""
    pages = paged([_told(line) for line in lines])
    page = min(page, len(pages) - 1)
    attentions = sum(not line.ok for line in lines)
    buttons = [CheckAgain(0)]
    if len(pages) > 1:
        last = len(pages) - 1
        buttons.append(CheckPage(f"p:{max(page - 1, 0)}", paging.PREVIOUS(), enabled=page > 0))
        buttons.append(CheckPage(f"n:{min(page + 1, last)}", paging.NEXT(), enabled=page < last))
    row: ui.ActionRow[Any] = ui.ActionRow(*buttons)
    told = text(words.title(attentions), *pages[page], small(which(page, len(pages))))
    return layout(FAULT if attentions else FINE, [told, row])


def _told(line: Line) -> str:
    return f"- {(words.WELL if line.ok else words.LOOK)()} {line.said}"


class CheckAgain(
    KeyButton,
    begins=f"{_BEGINS}:a",
    holds=r"[0-9]{1,3}",
    label=words.AGAIN,
    style=discord.ButtonStyle.primary,
):
    """Checks everything anew and shows that page of it."""

    @staticmethod
    def is_pressed(custom_id: str) -> bool:
        """Whether this, or a page, is what was pressed."""
        return custom_id.startswith(f"{_BEGINS}:")

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Check."""
        await require_command(interaction, "setup")
        bot: Bot = interaction.client
        await bot.setup_check.show(interaction, self.number)


class CheckPage(CheckAgain, begins=_BEGINS, holds=r"[pn]:[0-9]{1,3}"):
    """Turns to another page, which is checked anew as well."""


CHECK_ITEMS = (CheckAgain, CheckPage)
