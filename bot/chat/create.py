"""The way to a picture for people who know no commands: a button, then a window for the prompt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.attached import check
from bot.chat.modals import open_prompt
from bot.chat.place import place_of, require_place
from bot.chat.press import Pressed
from bot.chat.words import prompts
from bot.domain.reference import FileLink
from bot.domain.request import ImageRequest
from bot.store.drafts import Draft

if TYPE_CHECKING:
    from bot.chat.client import Bot

_ID = "image:create"


async def ask_for_prompt(
    interaction: discord.Interaction[Any],
    request: ImageRequest,
    *,
    attached: Sequence[FileLink] = (),
    private: bool = False,
) -> None:
    """Open the window for the prompt of a request whose options are chosen.

    Raises:
        Refusal: it would not be taken, whatever is written.
        StoreError: nobody can tell.
    """
    bot: Bot = interaction.client
    await require_place(interaction)
    check(bot.models, request.model, attached)
    longest = bot.models.get(request.model).max_prompt
    draft = Draft(user_id=interaction.user.id, request=request, private=private, files=tuple(attached))
    await open_prompt(interaction, draft, longest=longest)


class CreateButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=_ID):
    """Asks whoever presses it for a prompt. The channel says everything else."""

    def __init__(self) -> None:
        style = discord.ButtonStyle.primary
        super().__init__(ui.Button(label=prompts.CREATE(), style=style, custom_id=_ID))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """There is nothing to read off it."""
        return cls()

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the window."""
        bot: Bot = interaction.client
        place = await place_of(interaction)
        private = (await bot.store.settings.user(interaction.user.id)).settings.private
        request = place.filled(ImageRequest(prompt="", model=place.usual(0).name))
        await ask_for_prompt(interaction, request, private=private)
