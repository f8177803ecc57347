"""The further settings of a guild: what the wizard does not ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import discord
from discord import ui

from bot.chat.cards.parts import WORKING, Layout, Piece, layout, text
from bot.chat.panels.more_items import NOTHING, OFF, ON, MoreChannelMenu, MoreMenu
from bot.chat.text import clip
from bot.chat.words import decisions
from bot.chat.words import setup as words
from bot.chat.words.lists import labelled
from bot.domain.guild import GuildSettings, Nsfw
from bot.store.decided import Versioned

#: Discord's longest label.
_LONGEST = 100
_DAYS = (7, 30, 90, 180, 365, None)
#: What can be chosen for each; what was decided otherwise is offered beside it.
_VALUES: Mapping[str, Sequence[Any]] = MappingProxyType(
    {
        "nsfw": (Nsfw.SPOILER.value, Nsfw.WITHHOLD.value),
        "confirm_above": (None, 10, 25, 50, 75, 90),
        "show_prompts": (True, False),
        "alert_above": (None, 10, 25, 50, 75),
        "strikes": (None, 3, 5, 10, 20),
        "strike_days": (1, 7, 30, 90),
        "strike_block_hours": (None, 1, 6, 24, 72, 168),
        "keep_prompts_days": _DAYS,
        "keep_pictures_days": _DAYS,
        "keep_failures_days": _DAYS,
    }
)
_CHANNELS = ("log_channel_id",)


def more_panel(now: Versioned[GuildSettings], *, notes: Sequence[str] = ()) -> Layout:
    """All of them, as they are now."""
    pieces: list[Piece] = [text(words.MORE_TITLE(), *notes)]
    for field in _CHANNELS:
        decision = getattr(now.settings, field)
        label = _sentence(field, decisions.told(field, None))
        pieces.append(_row(MoreChannelMenu(field, now.version, placeholder=label, shown=decision)))
    for field, values in _VALUES.items():
        options = list(_options(field, values, getattr(now.settings, field)))
        pieces.append(_row(MoreMenu(field, now.version, options)))
    return layout(WORKING, pieces)


def _options(field: str, values: Sequence[Any], now: Any) -> Iterator[discord.SelectOption]:
    for value in dict.fromkeys((*values, now)):
        said = _sentence(field, decisions.told(field, value))
        yield discord.SelectOption(label=said, value=_written(value), default=value == now)


def _sentence(field: str, said: str) -> str:
    """As a label has it, which knows no formatting."""
    whole = labelled(decisions.name_of(field), said.replace("`", ""))
    return clip(whole[:1].upper() + whole[1:], _LONGEST)


def _written(value: Any) -> str:
    if value is None:
        return NOTHING
    return (ON if value else OFF) if isinstance(value, bool) else str(value)


def _row(menu: ui.Item[Any]) -> ui.ActionRow[Any]:
    return ui.ActionRow(menu)
