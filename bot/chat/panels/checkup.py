"""What the check found, page by page, with a way to check again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.cards.parts import FAULT, FINE, Layout, layout, small, text
from bot.chat.checks.line import Line
from bot.chat.panels.paging import paged
from bot.chat.permissions import require_opener_or_moderator
from bot.chat.press import Pressed
from bot.chat.words import channel_panel
from bot.chat.words import checkup as words

if TYPE_CHECKING:
    from bot.chat.client import Bot

_PAGE = "setup:again:"


def checkup_panel(lines: Sequence[Line], page: int) -> Layout:
    """One page, the first being 0. What needs attention is told first, if the lines say so."""
    pages = paged([_told(line) for line in lines])
    page = min(page, len(pages) - 1)
    attentions = sum(not line.ok for line in lines)
    buttons = [CheckAgain(0, words.AGAIN())]
    if len(pages) > 1:
        last = len(pages) - 1
        buttons += [CheckAgain(max(page - 1, 0), channel_panel.PREVIOUS(), enabled=page > 0, place="p")]
        buttons += [CheckAgain(min(page + 1, last), channel_panel.NEXT(), enabled=page < last, place="n")]
    which = small(words.page(page + 1, len(pages))) if len(pages) > 1 else ""
    row: ui.ActionRow[Any] = ui.ActionRow(*buttons)
    return layout(FAULT if attentions else FINE, [text(words.title(attentions), *pages[page], which), row])


def _told(line: Line) -> str:
    return f"- {(words.WELL if line.ok else words.LOOK)()} {line.said}"


class CheckAgain(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=r"setup:again:(?P<place>[apn]):(?P<page>[0-9]{1,3})",
):
    """Checks everything anew and shows that page of it."""

    def __init__(self, page: int, label: str = "", *, enabled: bool = True, place: str = "a") -> None:
        super().__init__(
            ui.Button(
                label=label or str(page + 1),
                style=discord.ButtonStyle.primary if place == "a" else discord.ButtonStyle.secondary,
                custom_id=f"{_PAGE}{place}:{page}",
                disabled=not enabled,
            )
        )
        self.page = page

    @staticmethod
    def is_pressed(custom_id: str) -> bool:
        """Whether this is what was pressed."""
        return custom_id.startswith(_PAGE)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the page off the button."""
        return cls(int(match["page"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Check."""
        require_opener_or_moderator(interaction)
        bot: Bot = interaction.client
        await bot.setup_check.show(interaction, self.page)
