"""The field for a reason, in each window about an appeal."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.domain.appeal import LONGEST_REASON


def reason_field(custom_id: str) -> ui.TextInput[Any]:
    """Room for one, which may stay empty."""
    return ui.TextInput(
        custom_id=custom_id, style=discord.TextStyle.paragraph, required=False, max_length=LONGEST_REASON
    )
