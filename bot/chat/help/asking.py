"""`/help` as it is typed."""

from __future__ import annotations

from typing import Any

import discord

from bot.chat.explain import whisper_card
from bot.chat.help.cards import help_card
from bot.chat.help.reader import parts_of, require_part
from bot.chat.help.topics import ENTRIES, best, entries_of, offered
from bot.chat.picker import Choice
from bot.chat.words import help as words


async def answer(interaction: discord.Interaction[Any], typed: str) -> None:
    """Answer the question that was chosen, else what comes nearest to what was typed, to the asker alone.

    Raises:
        MissingPermissions, NoPrivateMessage, NotOperator: it is for others.
        StoreError: nobody can tell how things stand here.
    """
    entry = ENTRIES.get(typed) or best(entries_of(parts_of(interaction)), typed)
    if entry is not None:
        require_part(interaction, entry.part)
    note = words.NOTHING_LIKE() if typed.strip() and entry is None else ""
    await whisper_card(interaction, await help_card(interaction, entry, note=note))


def questions(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
    """What the asker may ask that holds what is typed."""
    return offered(entries_of(parts_of(interaction)), typed)
