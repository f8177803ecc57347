"""What fails again and again, with advice; and the button that leads there from an alert."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.cards.parts import QUIET, Layout, Piece, layout, small, text
from bot.chat.explain import whisper, whisper_card
from bot.chat.press import KeyButton
from bot.chat.rights import require_command
from bot.chat.words import errors, failure, replies
from bot.domain.failure import lookup
from bot.store.failures import Repeats
from bot.store.stores import Store

if TYPE_CHECKING:
    from bot.chat.client import Bot

DAY_MS = 86_400_000
#: Groups on a card: four lines each.
_MOST = 8


async def repeats_panel(store: Store, guild_id: int, *, days: int, now_ms: int) -> Layout | None:
    """Failures of the last days that are alike; `None` if there is none."""
    found = await store.failures.repeats(guild_id, since=now_ms - days * DAY_MS, limit=_MOST)
    return _card(days, found) if found else None


def _card(days: int, groups: Sequence[Repeats]) -> Layout:
    pieces: list[Piece] = [text(f"### {errors.groups_head(days)}")]
    for repeats in groups:
        line, more = errors.group(repeats)
        advice = errors.advice(repeats.code, lookup(repeats.code).category)
        told = errors.told(failure(repeats.code).happened)
        pieces.append(text(line, advice, small(told), small(more)))
    return layout(QUIET, pieces)


class SeeFailuresButton(KeyButton, begins="errors:alert", holds=r"[a-z0-9:]{1,40}", label=errors.SEE):
    """Stands on an alert; its mark tells one alert's cards from all others."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show what failed in the last day to who pressed."""
        guild_id = await require_command(interaction, "errors")
        bot: Bot = interaction.client
        panel = await repeats_panel(bot.store, guild_id, days=1, now_ms=bot.clock.wall_ms())
        if panel is None:
            await whisper(interaction, replies.NO_ERRORS())
        else:
            await whisper_card(interaction, panel)
