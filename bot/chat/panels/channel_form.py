"""The window for what has to be written about an image channel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.explain import whisper
from bot.chat.forms import Form, Written, open_window
from bot.chat.i18n import to_type
from bot.chat.rights import require_command
from bot.chat.text import clip
from bot.chat.typed import reading
from bot.chat.words import channel_panel as words
from bot.chat.words import refusal
from bot.domain.errors import SettingInvalid
from bot.domain.guild import ChannelSettings
from bot.domain.hours import written
from bot.domain.settings_text import MOST_RULES, read_quiet_hours, read_rules
from bot.domain.span import read_slow_mode
from bot.store.decided import Versioned

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Characters of what somebody wrote that are given back.
_BACK = 1700
_SLOW, _QUIET, _RULES = "slow_mode", "quiet_hours", "rules"


async def open_channel_window(
    interaction: discord.Interaction[Any], channel_id: int, now: Versioned[ChannelSettings]
) -> None:
    """Ask, with what is there now filled in."""
    settings = now.settings
    hours = written(settings.quiet_hours) if settings.quiet_hours else ""
    fields = [
        _line(_SLOW, words.WINDOW_SLOW(), words.WINDOW_SLOW_HOW(), _seconds(settings.slow_mode)),
        _line(_QUIET, words.WINDOW_QUIET(), words.WINDOW_QUIET_HOW(), hours),
        ui.Label(
            text=words.WINDOW_RULES(),
            description=words.WINDOW_RULES_HOW(),
            component=ui.TextInput(
                custom_id=_RULES,
                style=discord.TextStyle.paragraph,
                required=False,
                default=settings.rules,
                max_length=MOST_RULES,
            ),
        ),
    ]
    await open_window(interaction, f"channel:written:{channel_id}:{now.version}", words.WINDOW(), fields)


def _line(custom_id: str, label: str, how: str, value: str) -> ui.Label[Any]:
    entry: ui.TextInput[Any] = ui.TextInput(custom_id=custom_id, required=False, default=value, max_length=60)
    return ui.Label(text=label, description=how, component=entry)


def _seconds(seconds: int) -> str:
    return to_type(f"{seconds}s") if seconds else ""


async def _take(interaction: discord.Interaction[Any], match: re.Match[str], said: Written) -> None:
    """Decide what was written. What cannot be decided is given back with what is wrong about it."""
    await require_command(interaction, "channels")
    bot: Bot = interaction.client
    try:
        written_there = {
            "slow_mode": reading(read_slow_mode, said.get(_SLOW, "")),
            "quiet_hours": reading(read_quiet_hours, said.get(_QUIET, "")),
            "rules": read_rules(said.get(_RULES, "")),
        }
    except SettingInvalid as wrong:
        await whisper(interaction, refusal(wrong))
        await give_back(interaction, said.get(_RULES, ""))
        return
    channel_id, seen = int(match["channel"]), int(match["version"])
    await bot.channels.take_written(interaction, channel_id, written_there, seen=seen)


async def give_back(interaction: discord.Interaction[Any], text: str) -> None:
    """What somebody wrote and what was not kept."""
    if text:
        kept = clip(text.replace("`", "'"), _BACK)
        await whisper(interaction, f"{words.WROTE()}\n```\n{kept}\n```")


CHANNEL_FORM = Form(r"channel:written:(?P<channel>[0-9]{1,20}):(?P<version>[0-9]{1,9})", _take)
