"""What somebody sees of what is kept about them, and the button that deletes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import FAULT, FINE, QUIET, Layout, layout, small, text
from bot.chat.explain import whisper
from bot.chat.press import KeyButton
from bot.chat.text import clip, escaped, plain
from bot.chat.words import privacy
from bot.domain.guild import UserSettings
from bot.domain.keeping import Keeping
from bot.store.documents import to_document
from bot.store.people import About, Place

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Servers in one answer; a card has room for some more.
_MOST = 12
_NAME_ROOM = 60


class DeleteButton(
    KeyButton,
    begins="privacy:delete",
    holds=r"[0-9]{1,20}",
    label=privacy.DELETE,
    style=discord.ButtonStyle.danger,
):
    """Deletes everything about who was shown it."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Delete, and say so."""
        if interaction.user.id != self.number:
            await whisper(interaction, privacy.NOT_YOURS())
            return
        bot: Bot = interaction.client
        await interaction.response.edit_message(view=_card(QUIET, privacy.DELETING()))
        done = await bot.erasure.erase(self.number)
        bot.showcase.wake()
        said = privacy.DELETED() if done else privacy.DELETED_MOSTLY()
        await interaction.edit_original_response(view=_card(FINE, said))


def delete_card(user_id: int) -> Layout:
    """What goes, what stays and why, and the button."""
    pieces = [
        text(f"### {privacy.DELETE_TITLE()}", privacy.DELETE_GOES()),
        text(privacy.DELETE_STAYS()),
        text(privacy.DELETE_NOT_MINE()),
        text(privacy.DELETE_NO_WAY_BACK()),
    ]
    return layout(FAULT, [*pieces, ui.ActionRow(DeleteButton(user_id))])


def about_card(about: About, settings: UserSettings, keeping: Mapping[int | None, Keeping]) -> Layout:
    """What is kept, by server, and how long."""
    listed = privacy.UNLISTED_NOW() if settings.unlisted else privacy.LISTED_NOW()
    shown = about.places[:_MOST]
    lines = [f"{_place(each)}\n{small(privacy.keeping(keeping[each.guild_id]))}" for each in shown]
    beside = privacy.beside(
        failures=about.failures,
        favourites=about.favourites,
        presets=about.presets,
        drafts=about.drafts,
        showcase=about.showcase,
    )
    return layout(
        QUIET,
        [
            text(
                f"### {privacy.TITLE()}",
                *lines,
                "" if about.places else privacy.NOTHING(),
            ),
            text(
                beside,
                privacy.decided(sorted(to_document(settings))),
                listed,
                small(privacy.WAYS_ON()),
            ),
        ],
    )


def _place(place: Place) -> str:
    name = escaped(clip(plain(place.name), _NAME_ROOM)) or privacy.ELSEWHERE()
    return privacy.place(
        name=privacy.OUTSIDE() if place.guild_id is None else name,
        requests=place.requests,
        with_words=place.with_words,
        pictures=place.pictures,
        since=f"<t:{place.oldest // 1000}:D>",
    )


def _card(colour: discord.Colour, said: str) -> Layout:
    return layout(colour, [text(said)])
