"""The card of `/help`: an answer or the first steps, and the questions of each part."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.chat.cards.parts import WORKING, Layout, Piece, layout, small, text
from bot.chat.create import CreateButton
from bot.chat.explain import words_of
from bot.chat.help.facts import facts_of
from bot.chat.help.reader import parts_of, require_part
from bot.chat.help.topics import ENTRIES, Entry, Part, entries_of
from bot.chat.panels.wizard_items import WizardButton
from bot.chat.permissions import require_room_to_post
from bot.chat.place import require_place
from bot.chat.press import Pressed
from bot.chat.text import clip
from bot.chat.words import help as words
from bot.domain.errors import Refusal

#: Discord's longest label.
_LONGEST = 100
#: The first steps, which are no topic.
_FIRST = ""
#: From where one can go straight to a picture, and to a server's setup.
_CREATING, _SETUP = (_FIRST, "begin", "reference"), "setup"
_MENUS = {
    Part.MEMBER: words.FOR_EVERYBODY,
    Part.MODERATOR: words.FOR_MODERATORS,
    Part.OPERATOR: words.FOR_OPERATORS,
}


async def help_card(
    interaction: discord.Interaction[Any], entry: Entry | None = None, *, note: str = ""
) -> Layout:
    """The answer to a question, or the first steps with a word before them; and all that may be asked.

    Raises:
        StoreError: nobody can tell how things stand here.
    """
    key = entry.key if entry else _FIRST
    in_the_way = await _in_the_way(interaction) if key in _CREATING else ""
    facts = [*await facts_of(interaction, key), in_the_way]
    if entry is None:
        said = [text(words.TITLE(), note, words.FIRST()), text(small(words.HOW()))]
    else:
        said = [text(f"### {entry.words.question()}", entry.words.answer())]
    pieces: list[Piece] = [*said, *([text(*facts)] if any(facts) else []), ui.Separator()]
    for part in parts_of(interaction):
        row: ui.ActionRow[Any] = ui.ActionRow(TopicMenu(part, key))
        pieces.append(row)
    return layout(WORKING, [*pieces, *_buttons(key, can_create=not in_the_way)])


async def _in_the_way(interaction: discord.Interaction[Any]) -> str:
    """Why nobody can ask for a picture here and now; empty if one can."""
    try:
        require_room_to_post(interaction)
        await require_place(interaction)
    except Refusal as refusal:
        return words_of(refusal)
    return ""


def _buttons(key: str, *, can_create: bool) -> list[Piece]:
    """What can be done at once."""
    if key in _CREATING and can_create:
        return [ui.ActionRow(CreateButton())]
    return [ui.ActionRow(WizardButton("begin"), WizardButton("check"))] if key == _SETUP else []


class TopicMenu(Pressed, ui.DynamicItem[ui.Select[Any]], template=rf"help:(?P<part>{'|'.join(Part)})"):
    """The questions of one part."""

    def __init__(self, part: Part, chosen: str = "") -> None:
        super().__init__(
            ui.Select(
                custom_id=f"help:{part}",
                placeholder=_MENUS[part](),
                options=[
                    discord.SelectOption(
                        label=clip(each.words.question(), _LONGEST),
                        value=each.key,
                        default=each.key == chosen,
                    )
                    for each in entries_of([part])
                ],
            )
        )
        self.part = part

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the menu whose part it is."""
        return cls(Part(match["part"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Answer in place of what was answered before."""
        entry = ENTRIES.get(self.item.values[0])
        if entry is not None:
            require_part(interaction, entry.part)
        await interaction.response.edit_message(view=await help_card(interaction, entry))
