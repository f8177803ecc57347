"""What is written in the windows of the panel of limits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import discord

from bot.chat.forms import Form, Written
from bot.chat.quota.keys import AMOUNT, PLACE, WHOSE, place_in, rule_in, whose_in
from bot.chat.quota.panel_items import bot_of
from bot.chat.quota.windows import AMOUNT as AMOUNT_FIELD
from bot.chat.quota.windows import CREDITS, EXPIRES, REASON
from bot.chat.rights import require_command
from bot.chat.typed import reading
from bot.domain.amounts import read_limit
from bot.domain.quota import Bucket


async def _take_amount(interaction: discord.Interaction[Any], match: re.Match[str], written: Written) -> None:
    """Decide what was written; nothing written is nothing decided."""
    guild_id = await require_command(interaction, "quota")
    place = place_in(match, guild_id)
    text = written[AMOUNT_FIELD].strip()
    wanted = replace(place, amount=reading(read_limit, text, place.measure)) if text else None
    seen = rule_in(place, match["seen"])
    await bot_of(interaction).limits.decide(interaction, place, wanted, seen=seen)


async def _take_gift(interaction: discord.Interaction[Any], match: re.Match[str], written: Written) -> None:
    """Give what was written."""
    guild_id = await require_command(interaction, "quota")
    scope, subject_id = whose_in(match)
    bucket = Bucket(scope, guild_id, subject_id)
    await bot_of(interaction).limits.give(
        interaction, bucket, written[CREDITS], written[EXPIRES], written[REASON]
    )


PANEL_FORMS = (
    Form(rf"quota:amount:{PLACE}:(?P<seen>{AMOUNT})", _take_amount),
    Form(rf"quota:gift:{WHOSE}", _take_gift),
)
