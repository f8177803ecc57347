"""From a wish that a limit refused to what moderators are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.chat.language import language_of_place, language_of_reader
from bot.chat.origin import origin_of, roles_of
from bot.domain.appeal import Plea
from bot.domain.errors import AppealFault, AppealRefused, QuotaExceeded
from bot.domain.job import Origin
from bot.domain.quota_charge import Price, lacking
from bot.store.drafts import Draft

if TYPE_CHECKING:
    from bot.chat.client import Bot


class Pleading:
    """Looks at the wish of who presses, which is kept as a draft."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def draft(self, interaction: discord.Interaction[Any], draft_id: str) -> Draft:
        """The wish.

        Raises:
            AppealRefused: it is no longer on file.
        """
        draft = await self._bot.store.drafts.get(draft_id, user_id=interaction.user.id)
        if draft is None:
            raise AppealRefused(AppealFault.GONE)
        return draft

    async def refusal(self, interaction: discord.Interaction[Any], draft: Draft) -> QuotaExceeded | None:
        """The limits in the way; `None` if there is none any more.

        Raises:
            Refusal: moderators cannot help.
        """
        origin = await self._origin(interaction, draft)
        try:
            await self._bot.engine.precheck(draft.request, origin, role_ids=roles_of(interaction))
        except QuotaExceeded as refused:
            if refused.by_operator:
                raise
            return refused
        return None

    async def plea(
        self, interaction: discord.Interaction[Any], draft: Draft, refused: QuotaExceeded, why: str
    ) -> Plea:
        """What is asked for, with the limits in the way."""
        request, origin = draft.request, await self._origin(interaction, draft)
        if draft.files:
            # Nobody knows how long fetching them takes, and in a day they are gone.
            await interaction.response.defer()
            request = await self._bot.requests.with_pictures(draft)
        quoted = await self._bot.engine.quote(request, guild_id=origin.guild_id)
        price = Price(credits=quoted.unit_price, cost=quoted.unit_cost).times(quoted.request.count)
        return Plea(
            request=quoted.request,
            origin=origin,
            role_ids=roles_of(interaction),
            price=price.credits,
            limits=tuple(lacking(refused.standings, price)),
            locale=await language_of_reader(interaction),
            retry_of=draft.retry_of,
            why=why,
        )

    async def paint(self, interaction: discord.Interaction[Any], draft_id: str) -> None:
        """Take what is not refused any more.

        Raises:
            Refusal: it is gone, or something refuses it after all.
        """
        draft = await self.draft(interaction, draft_id)
        await self._bot.requests.ask(
            interaction,
            draft.request,
            attached=draft.files,
            key=f"draft:{draft_id}",
            retry_of=draft.retry_of,
            private=draft.private,
        )

    async def _origin(self, interaction: discord.Interaction[Any], draft: Draft) -> Origin:
        reader = await language_of_reader(interaction)
        locale = reader if draft.private else await language_of_place(interaction)
        return origin_of(interaction, self._bot.clock.wall_ms(), locale=locale, private=draft.private)
