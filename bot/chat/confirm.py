"""One step between a wish and a price that is a large part of what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, Layout, layout, options_of, small, text
from bot.chat.explain import whisper, whisper_card
from bot.chat.press import ID, KeyButton
from bot.chat.text import quoted
from bot.chat.words import confirm, replies
from bot.domain.errors import ConfirmFirst, DuplicateRequest
from bot.store.drafts import Draft

if TYPE_CHECKING:
    from bot.chat.client import Bot

_PROMPT_ROOM = 300


async def ask_to_confirm(interaction: discord.Interaction[Any], refused: ConfirmFirst, draft: Draft) -> None:
    """Tell the price to the asker alone, and keep the wish until it is decided.

    Raises:
        StoreError: it could not be kept.
    """
    said = confirm.price(refused.price, refused.left)
    await propose(interaction, draft, title=confirm.TITLE(), said=said)


async def propose(interaction: discord.Interaction[Any], draft: Draft, *, title: str, said: str) -> None:
    """Ask the asker alone whether to paint it, and keep the wish until that is decided.

    Raises:
        StoreError: it could not be kept.
    """
    bot: Bot = interaction.client
    draft_id = bot.ids.job_id()
    await bot.store.drafts.keep(draft_id, draft)
    await whisper_card(interaction, proposal_card(draft, draft_id, title=title, said=said))


def proposal_card(draft: Draft, draft_id: str, *, title: str, said: str) -> Layout:
    """What it is, what is to be known before, and the two ways on."""
    return layout(
        QUIET,
        [
            text(
                f"### {title}",
                quoted(draft.request.prompt, _PROMPT_ROOM),
                said,
                small(options_of(draft.request)),
            ),
            ui.ActionRow(ConfirmButton(draft_id), DeclineButton()),
        ],
    )


class ConfirmButton(
    KeyButton, begins="draft:paint", holds=ID, label=confirm.PAINT, style=discord.ButtonStyle.primary
):
    """Asks for what is kept as that draft, at that price."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Accept it, once."""
        bot: Bot = interaction.client
        draft = await bot.store.drafts.get(self.key, user_id=interaction.user.id)
        if draft is None:
            await whisper(interaction, confirm.TOO_OLD())
            return
        try:
            await bot.requests.ask(
                interaction,
                draft.request,
                attached=draft.files,
                key=f"draft:{self.key}",
                retry_of=draft.retry_of,
                private=draft.private,
                confirmed=True,
            )
        except DuplicateRequest:
            await whisper(interaction, replies.ALREADY_REPEATED())


class DeclineButton(KeyButton, begins="draft:leave", label=confirm.LEAVE):
    """Leaves it."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Put a word in the place of the question. The draft is forgotten by itself."""
        await interaction.response.edit_message(view=layout(QUIET, [text(confirm.LEFT())]))


#: Registered at start, so that a question asked before a restart can be answered after it.
CONFIRM_BUTTONS = (ConfirmButton, DeclineButton)
