"""The options of `/channels`: a channel that can be one, and decisions as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.chat.origin import home_channel_of
from bot.chat.panels.channel import offered
from bot.chat.typed import reading
from bot.domain.channel import allowed_models
from bot.domain.errors import SettingFault, SettingInvalid
from bot.domain.guild import ChannelSettings
from bot.domain.model import Model
from bot.domain.settings_text import names_in, read_models, read_quiet_hours, read_rules, read_value
from bot.domain.span import read_slow_mode

#: Read in every language.
_COMMA = ", "
#: Where people write, or their threads do.
WRITABLE = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]


class WritableChannel(app_commands.Transformer):
    """A channel that people write in, by its id."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord asks for."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What Discord offers."""
        return WRITABLE

    async def transform(self, _interaction: discord.Interaction[Any], value: Any, /) -> int:
        """The id. A channel that was deleted meanwhile is refused where it is used."""
        return int(value.id)


def writable_id(interaction: discord.Interaction[Any], channel_id: int | None) -> int:
    """The channel that is meant: the one that was named, else the one this was asked in.

    Raises:
        SettingInvalid: it is not there any more, or people cannot write in it.
    """
    meant = channel_id or home_channel_of(interaction) or 0
    guild = interaction.guild
    channel = guild.get_channel(meant) if guild else None
    if channel is None or channel.type not in WRITABLE:
        raise SettingInvalid("channel", "", SettingFault.NO_SUCH_CHANNEL)
    return meant


def read_typed(typed: Mapping[str, Any], models: Sequence[Model], now: ChannelSettings) -> dict[str, Any]:
    """Decisions by the names of their fields. What was not typed is not decided.

    Raises:
        SettingInvalid: one of them cannot be taken.
    """
    given = {name: value for name, value in typed.items() if value is not None}
    changes: dict[str, Any] = {}
    if "models" in given:
        changes["models"] = reading(read_models, given["models"], [model.name for model in models])
    allowed = changes.get("models", now.models)
    here = allowed_models(ChannelSettings(models=allowed), models) or models
    for field, option in (
        ("highest_quality", "quality"),
        ("highest_resolution", "resolution"),
        ("default_aspect_ratio", "aspect_ratio"),
    ):
        if field in given:
            changes[field] = reading(read_value, given[field], field, offered(here, option))
    for field, read in _READ.items():
        if field in given:
            changes[field] = read(given[field])
    return changes


_READ: Mapping[str, Callable[[Any], Any]] = {
    "thread_per_result": bool,
    "auto_spoiler": bool,
    "allow_nsfw": lambda value: value == "yes",
    "slow_mode": partial(reading, read_slow_mode),
    "quiet_hours": partial(reading, read_quiet_hours),
    "rules": read_rules,
}


def models_so_far(typed: str, names: Sequence[str]) -> list[str]:
    """What a list of models that is being typed can become: each with one more name."""
    *before, last = names_in(typed)
    kept = [name for name in dict.fromkeys(before) if name in names]
    more = [name for name in names if name not in kept and last.casefold() in name.casefold()]
    return [_COMMA.join([*kept, name]) for name in more]
