"""What an import would change, page by page, with the file itself: so it can be applied after a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.cards.parts import FINE, QUIET, WORKING, Layout, Piece, layout, small, text
from bot.chat.panels.paging import paged, which
from bot.chat.press import Pressed
from bot.chat.rights import require_command
from bot.chat.words import changes, paging
from bot.chat.words import transfer as words
from bot.engine.bundle import Comparison

if TYPE_CHECKING:
    from bot.chat.client import Bot

FILE_NAME = "inkling-settings.json"


def import_panel(found: Comparison, page: int, *, notes: Sequence[str] = ()) -> Layout:
    """One page of the changes, the first being 0; it shows the file that has to come with it."""
    pages = paged([f"- {changes.change(change)}" for change in found.changes])
    page = min(page, len(pages) - 1)
    pieces: list[Piece] = [
        text(
            *notes,
            words.would_change(len(found.changes)),
            *pages[page],
            small(which(page, len(pages))),
        ),
        ui.File(f"attachment://{FILE_NAME}"),
    ]
    if len(pages) > 1:
        pieces.append(
            ui.ActionRow(
                ImportButton("back", found.fingerprint, page - 1, enabled=page > 0),
                ImportButton("on", found.fingerprint, page + 1, enabled=page + 1 < len(pages)),
            )
        )
    pieces.append(
        ui.ActionRow(
            ImportButton("apply", found.fingerprint, page), ImportButton("cancel", found.fingerprint, page)
        )
    )
    return layout(WORKING, pieces)


def done_panel(count: int) -> Layout:
    """All of it was applied."""
    return layout(FINE, [text(words.changed(count))])


def said_panel(said: str) -> Layout:
    """There is nothing to press any more."""
    return layout(QUIET, [text(said)])


_LOOKS = {
    "back": (paging.PREVIOUS, discord.ButtonStyle.secondary),
    "on": (paging.NEXT, discord.ButtonStyle.secondary),
    "apply": (words.APPLY, discord.ButtonStyle.danger),
    "cancel": (words.CANCEL, discord.ButtonStyle.secondary),
}


class ImportButton(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=r"setup:import:(?P<act>back|on|apply|cancel):(?P<seen>[0-9a-f]{16}):(?P<page>-?[0-9]{1,4})",
):
    """Turns the page, applies what was seen, or drops it."""

    def __init__(self, act: str, seen: str, page: int, *, enabled: bool = True) -> None:
        label, style = _LOOKS[act]
        super().__init__(
            ui.Button(
                label=label(),
                style=style,
                custom_id=f"setup:import:{act}:{seen}:{page}",
                disabled=not enabled,
            )
        )
        self.act, self.seen, self.page = act, seen, page

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the button what it does, and what was seen."""
        return cls(match["act"], match["seen"], int(match["page"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        await require_command(interaction, "setup")
        bot: Bot = interaction.client
        match self.act:
            case "apply":
                await bot.transfer.apply(interaction, self.seen)
            case "cancel":
                await bot.transfer.cancel(interaction)
            case _:
                await bot.transfer.turn(interaction, max(self.page, 0))
