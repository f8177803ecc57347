"""Limits as moderators decide them, typed or pressed: what is done, and what is answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.explain import whisper, whisper_card
from bot.chat.quota.changed import answer_of, current_effect, lines_of, take_back
from bot.chat.quota.given import given_card, taken_card
from bot.chat.quota.keys import key_of, ruling_key
from bot.chat.quota.listing import list_card
from bot.chat.quota.panel import Chosen, first_panel, panel, still_panel
from bot.chat.quota.panel_items import PanelUndoButton
from bot.chat.quota.ruling import Ruling, decide, last_decided_by
from bot.chat.quota.undoing import reset_card
from bot.chat.typed import reading
from bot.chat.words import quota_answers as words
from bot.domain.amounts import read_expiry, read_limit, read_number
from bot.domain.errors import RuleChanged
from bot.domain.quota import Bucket, Measure, Rule, Scope
from bot.store.rules import Seen

if TYPE_CHECKING:
    from bot.chat.client import Bot


class Limits:
    """What `/quota` and its panel do. Whoever calls has checked the rights."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def set(
        self,
        interaction: discord.Interaction[Any],
        place: Rule,
        amount: str,
        *,
        roles: tuple[int, ...] | None = None,
    ) -> None:
        """Decide what was typed, in place of whatever was there.

        Raises:
            AmountRefused: it is no amount.
        """
        after = replace(place, amount=reading(read_limit, amount, place.measure))
        ruling = await decide(self._bot.store.rules, place, after, by=interaction.user.id)
        await whisper_card(interaction, await answer_of(self._bot, ruling, roles=roles))

    async def remove(self, interaction: discord.Interaction[Any], guild_id: int, key: str) -> None:
        """Remove the rule that was picked from the list of those there are."""
        rules = await self._bot.store.rules.own(guild_id)
        rule = next((each for each in rules.values() if key_of(each) == key), None)
        if rule is None or rule.scope is Scope.CEILING:
            await whisper(interaction, words.NO_SUCH_RULE())
            return
        ruling = await decide(self._bot.store.rules, rule, None, by=interaction.user.id)
        await whisper_card(interaction, await answer_of(self._bot, ruling))

    async def give(
        self, interaction: discord.Interaction[Any], bucket: Bucket, credits_: str, expires: str, reason: str
    ) -> None:
        """Give extra credits as they were typed.

        Raises:
            AmountRefused: it is no amount, or no length of time.
        """
        amount = reading(read_number, credits_, least=1)
        expires_at = reading(read_expiry, expires, self._bot.clock.wall_ms())
        grant = await self._bot.store.grants.give(
            bucket, amount, by=interaction.user.id, reason=reason.strip(), expires_at=expires_at
        )
        await whisper_card(interaction, await given_card(self._bot, grant))

    async def revoke(self, interaction: discord.Interaction[Any], guild_id: int, grant_id: str) -> None:
        """Take back what is unused of the grant that was picked."""
        found = int(grant_id) if grant_id.isdecimal() and len(grant_id) < _LONGEST_ID else 0
        card = await taken_card(self._bot.store, guild_id, found, by=interaction.user.id)
        if card is None:
            await whisper(interaction, words.NO_SUCH_GRANT())
        else:
            await whisper_card(interaction, card)

    async def reset(self, interaction: discord.Interaction[Any], bucket: Bucket) -> None:
        """Count from 0 again."""
        change_id = await self._bot.store.quotas.reset(bucket, by=interaction.user.id)
        await whisper_card(interaction, reset_card(bucket, change_id))

    async def show_all(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Show everything decided, from the first page."""
        await whisper_card(interaction, await list_card(self._bot, guild_id, 0))

    async def begin(self, interaction: discord.Interaction[Any]) -> None:
        """Open the panel."""
        await whisper_card(interaction, first_panel())

    async def show(
        self, interaction: discord.Interaction[Any], guild_id: int, scope: Scope, subject_id: int = 0
    ) -> None:
        """Show in the panel what is decided about one of them."""
        chosen = _chosen(guild_id, scope, subject_id)
        rules = await self._bot.store.rules.own(guild_id)
        await interaction.response.edit_message(view=panel(chosen, rules))

    async def decide(
        self, interaction: discord.Interaction[Any], place: Rule, wanted: Rule | None, *, seen: Seen
    ) -> None:
        """Decide in the panel, unless it is not as it was seen: then ask again, with what it is now."""
        store = self._bot.store
        try:
            ruling = await decide(store.rules, place, wanted, by=interaction.user.id, seen=seen)
        except RuleChanged as changed:
            by = await last_decided_by(store, place)
            asked = still_panel(Ruling(place=place, before=None, after=wanted), by=by, now=changed.rule)
            await interaction.response.edit_message(view=asked)
            return
        notes = lines_of(ruling, await current_effect(self._bot, place))
        undo = PanelUndoButton(ruling_key(ruling)) if ruling.before != ruling.after else None
        await self._redraw(interaction, place, notes, undo)

    async def undo(self, interaction: discord.Interaction[Any], ruling: Ruling) -> None:
        """Take back what was decided in the panel."""
        notes = await take_back(self._bot, ruling, by=interaction.user.id)
        await self._redraw(interaction, ruling.place, notes, None)

    async def _redraw(
        self,
        interaction: discord.Interaction[Any],
        place: Rule,
        notes: list[str],
        undo: PanelUndoButton | None,
    ) -> None:
        chosen = _chosen(place.guild_id, place.scope, place.subject_id)
        rules = await self._bot.store.rules.own(place.guild_id)
        await interaction.response.edit_message(view=panel(chosen, rules, notes=notes, undo=undo))


#: Digits of a grant's id, and one more.
_LONGEST_ID = 19


def place_of(guild_id: int, scope: Scope, subject_id: int, measure: Measure) -> Rule:
    """What a rule would be about. The role that everyone has is each member."""
    if scope is Scope.ROLE and subject_id == guild_id:
        scope, subject_id = Scope.EVERYONE, 0
    return Rule(guild_id=guild_id, scope=scope, subject_id=subject_id, measure=measure, amount=None)


def _chosen(guild_id: int, scope: Scope, subject_id: int) -> Chosen:
    place = place_of(guild_id, scope, subject_id, Measure.CREDITS_DAY)
    return Chosen(guild_id, place.scope, place.subject_id)
