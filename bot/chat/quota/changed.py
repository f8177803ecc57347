"""What a decision about a limit is answered with: what applies now, and a way to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import FINE, QUIET, Layout, Piece, layout, small, text
from bot.chat.press import KeyButton
from bot.chat.quota.keys import RULING, ruling_in, ruling_key
from bot.chat.quota.people import roles_of
from bot.chat.quota.ruling import Effect, Ruling, decide, effect_of, last_decided_by
from bot.chat.rights import require_command
from bot.chat.words import credits as credit_words
from bot.chat.words import quota_answers as words
from bot.domain.errors import RuleChanged
from bot.domain.quota import CREDITS, Rule, Scope

if TYPE_CHECKING:
    from bot.chat.client import Bot


async def answer_of(bot: Bot, ruling: Ruling, *, roles: tuple[int, ...] | None = None) -> Layout:
    """The card after a decision. `roles` are the member's, if they are known."""
    effect = await current_effect(bot, ruling.place, roles=roles)
    return layout(FINE, [text(*lines_of(ruling, effect)), *_undo(ruling)])


async def current_effect(bot: Bot, place: Rule, *, roles: tuple[int, ...] | None = None) -> Effect:
    """What bounds whom it is about now, their roles included."""
    if roles is None and place.scope is Scope.MEMBER:
        roles = await roles_of(bot.get_guild(place.guild_id), place.subject_id)
    return await effect_of(bot.store, place, now_ms=bot.clock.wall_ms(), role_ids=roles or ())


def lines_of(ruling: Ruling, effect: Effect) -> list[str]:
    """What was decided, and what it comes to."""
    after = ruling.after
    if ruling.before == after:
        lines = [words.NOTHING_CHANGED(), words.changed(ruling.place, after) if after else ""]
    else:
        lines = [words.changed(ruling.place, after), small(words.before(ruling.before))]
    if after is None:
        lines.append(words.applies(ruling.place.measure, effect.amount, effect.rule))
    elif after.amount == 0 and after.measure in CREDITS:
        lines.append(words.stops(after))
    if effect.standing is not None and effect.standing.limit is not None:
        lines += [credit_words.of(effect.standing), small(*credit_words.more(effect.standing))]
    if after is not None:
        lines.append(small(words.hint(after.scope)))
    return lines


def _undo(ruling: Ruling) -> list[Piece]:
    return [] if ruling.before == ruling.after else [ui.ActionRow(UndoButton(ruling_key(ruling)))]


class UndoButton(KeyButton, begins="quota:undo", holds=RULING, label=words.UNDO):
    """Puts back what was decided before, unless somebody else has decided since."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back, or tell what was decided since."""
        guild_id = await require_command(interaction, "quota")
        bot: Bot = interaction.client
        lines = await take_back(bot, ruling_in(self.parts, guild_id), by=interaction.user.id)
        await interaction.response.edit_message(view=layout(QUIET, [text(*lines)]))


async def take_back(bot: Bot, ruling: Ruling, *, by: int) -> list[str]:
    """Put back what was decided before, unless somebody else has decided since; what came of it."""
    place = ruling.place
    try:
        await decide(bot.store.rules, place, ruling.before, by=by, seen=ruling.after)
    except RuleChanged as changed:
        who = await last_decided_by(bot.store, place)
        said = f"{words.meanwhile(place, changed.rule, who)} {words.left_as_it_is()}"
    else:
        said = words.undone(place, ruling.before)
    effect = await current_effect(bot, place)
    return [said, words.applies(place.measure, effect.amount, effect.rule)]
