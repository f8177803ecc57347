"""Extra credits: given, taken back, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import FINE, QUIET, Layout, Piece, layout, small, text
from bot.chat.explain import whisper
from bot.chat.press import KeyButton
from bot.chat.quota.people import roles_of
from bot.chat.rights import require_command
from bot.chat.words import quota_answers as words
from bot.domain.quota import Bucket, Scope
from bot.domain.quota_charge import Grant
from bot.store.stores import Store

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Characters of a reason.
LONGEST_REASON = 200


async def given_card(bot: Bot, grant: Grant) -> Layout:
    """The card after extra credits were given."""
    left = await left_now(bot, grant.bucket)
    pieces: list[Piece] = [
        text(words.granted(grant), left, small(words.grant_reason(grant))),
        ui.ActionRow(TakeBackButton(grant.id)),
    ]
    return layout(FINE, pieces)


async def left_now(bot: Bot, bucket: Bucket) -> str:
    """What the tightest of a bucket's limits leaves; or that there is none."""
    is_member = bucket.scope is Scope.MEMBER
    roles = await roles_of(bot.get_guild(bucket.guild_id), bucket.subject_id) if is_member else ()
    standings = await bot.store.quotas.standing_of(bucket, now_ms=bot.clock.wall_ms(), role_ids=roles)
    bounding = [each for each in standings if each.limit is not None]
    if not bounding:
        return words.not_needed()
    return words.left_now(min(bounding, key=lambda each: each.remaining or 0))


async def taken_card(store: Store, guild_id: int, grant_id: int, *, by: int) -> Layout | None:
    """Take back what is unused; the card that says so, `None` if there is nothing to take back."""
    grant = await store.grants.revoke(guild_id, grant_id, by=by)
    return None if grant is None else layout(QUIET, [text(words.revoked(grant))])


class TakeBackButton(KeyButton, begins="quota:take", holds=r"[0-9]{1,18}", label=words.UNDO):
    """Takes extra credits back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back, once."""
        guild_id = await require_command(interaction, "quota")
        bot: Bot = interaction.client
        card = await taken_card(bot.store, guild_id, self.number, by=interaction.user.id)
        if card is None:
            await whisper(interaction, words.NO_SUCH_GRANT())
        else:
            await interaction.response.edit_message(view=card)
