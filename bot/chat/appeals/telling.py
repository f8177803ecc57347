"""What became of an appeal, told: on the card to moderators, and to who asked."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.appeals import cards
from bot.chat.cards.parts import Layout
from bot.chat.desk import Desk
from bot.chat.explain import WIRE_ERRORS
from bot.chat.i18n import speaking
from bot.chat.language import language_of_guild
from bot.chat.origin import token_lives
from bot.chat.text import escaped, plain
from bot.chat.wire import Wire, nonce_of
from bot.chat.words import appeals as words
from bot.domain.appeal import Appeal, AppealState, Plea
from bot.domain.errors import AppealFault, AppealRefused, DeliveryRefused

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)


class Telling:
    """Posts and changes cards, and writes to who asked. What is in hand is not taken up twice."""

    def __init__(self, bot: Bot, *, desk: Desk, wire: Wire) -> None:
        self._bot = bot
        self._store = bot.store.appeals
        self._desk = desk
        self._wire = wire
        self._busy: set[str] = set()

    @contextmanager
    def busy_with(self, appeal: Appeal) -> Iterator[None]:
        """Keep others from finishing what is being done."""
        self._busy.add(appeal.id)
        try:
            yield
        finally:
            self._busy.discard(appeal.id)

    async def language(self, guild_id: int) -> str:
        """What moderators read there."""
        return await language_of_guild(self._bot, guild_id)

    async def require_channel(self, guild_id: int) -> int:
        """Where moderators are asked.

        Raises:
            AppealRefused: they named no channel.
        """
        channel_id = await self._desk.channel(guild_id)
        if channel_id is None:
            raise AppealRefused(AppealFault.NO_DESK)
        return channel_id

    async def post(self, appeal: Appeal, plea: Plea) -> bool:
        """Post the card and remember where it is. Whether that was possible."""
        channel_id = await self._desk.channel(appeal.guild_id)
        if channel_id is None:
            return False
        card = await self._open_card(appeal, plea)
        message_id = await self._desk.post(channel_id, card, nonce=nonce_of(appeal.id, "appeal"))
        if message_id is None:
            return False
        await self._store.posted(appeal.id, channel_id=channel_id, message_id=message_id)
        return True

    async def redraw(
        self, interaction: discord.Interaction[Any], appeal: Appeal, plea: Plea, *, note: str
    ) -> None:
        """Add a note to a card that is still to be decided."""
        card = await self._open_card(appeal, plea, note=note)
        await interaction.edit_original_response(view=card)

    async def over(
        self, interaction: discord.Interaction[Any] | None, appeal: Appeal, *, link: str | None = None
    ) -> None:
        """Close the card, tell who asked, and forget the words. `link` leads to what was let through."""
        await self._close_card(interaction, appeal)
        plea = appeal.plea
        if plea is not None:
            with speaking(plea.locale):
                told = _told(appeal, plea, link)
            if told:
                await self._tell(appeal, plea, told)
        await self._store.told(appeal.id)

    async def finish(self) -> None:
        """Do what an earlier process left: post cards that are missing, tell what was decided."""
        for appeal in await self._store.unfinished():
            if appeal.id in self._busy or appeal.plea is None:
                continue
            with self.busy_with(appeal):
                if appeal.state is not AppealState.OPEN:
                    await self.over(None, appeal)
                elif not await self.post(appeal, appeal.plea):
                    await self._give_up(appeal, appeal.plea)

    async def _give_up(self, appeal: Appeal, plea: Plea) -> None:
        await self._store.drop(appeal.id)
        with speaking(plea.locale):
            said = words.refused(AppealRefused(AppealFault.UNREACHABLE))
        await self._tell(appeal, plea, said)

    async def _open_card(self, appeal: Appeal, plea: Plea, *, note: str = "") -> Layout:
        show_prompts = await self._show_prompts(appeal.guild_id)
        with speaking(await self.language(appeal.guild_id)):
            return cards.open_card(appeal, plea, show_prompts=show_prompts, note=note)

    async def _close_card(self, interaction: discord.Interaction[Any] | None, appeal: Appeal) -> None:
        show_prompts = await self._show_prompts(appeal.guild_id)
        with speaking(await self.language(appeal.guild_id)):
            card = cards.closed_card(appeal, show_prompts=show_prompts)
        if interaction is not None:
            try:
                await interaction.edit_original_response(view=card)
            except WIRE_ERRORS as error:
                _log.info("the card of appeal %s was not changed: %s", appeal.id, type(error).__name__)
        elif appeal.card_channel_id and appeal.card_message_id:
            await self._desk.edit(appeal.card_channel_id, appeal.card_message_id, card)

    async def _show_prompts(self, guild_id: int) -> bool:
        return (await self._bot.store.settings.guild(guild_id)).settings.show_prompts

    async def _tell(self, appeal: Appeal, plea: Plea, said: str) -> None:
        """Below the refusal while that can be answered, else in a direct message. Never raises."""
        if token_lives(plea.origin, self._bot.clock.wall_ms()):
            try:
                await self._wire.whisper(plea.origin, said)
            except (DeliveryRefused, OSError) as error:
                _log.info("appeal %s was not answered in place: %s", appeal.id, error)
            else:
                return
        try:
            channel_id = await self._wire.dm_channel(appeal.user_id)
            nonce = nonce_of(appeal.id, "told")
            await self._wire.post(channel_id, cards.told_card(said), nonce=nonce)
        except (DeliveryRefused, OSError) as error:
            _log.info("who asked appeal %s was not told: %s", appeal.id, error)


def _told(appeal: Appeal, plea: Plea, link: str | None) -> str:
    """What who asked is told; nothing where they see it anyhow."""
    prompt = cards.short_prompt(plea)
    match appeal.state:
        case AppealState.APPROVED:
            return words.approved(link) if link else ""
        case AppealState.DENIED:
            return words.denied(prompt, escaped(plain(appeal.reason)))
        case _:
            return words.lapsed(prompt)
