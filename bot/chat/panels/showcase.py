"""`/setup showcase`: what it is, how it stands, and what can be decided about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.cards.parts import WORKING, Layout, Piece, layout, small, text
from bot.chat.panels.answering import answer, outcome
from bot.chat.permissions import require_guild
from bot.chat.press import KeyButton, Pressed
from bot.chat.rights import require_command
from bot.chat.showcase.trouble import trouble_in
from bot.chat.words import checkup
from bot.chat.words import showcase as words
from bot.domain.guild import GuildSettings
from bot.domain.keeping import DAY_MS
from bot.engine.decide import decide_guild
from bot.store.decided import Versioned

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: What can be chosen; what was decided otherwise is offered beside it.
_LEAST = (1, 2, 3, 5, 10, 20)
#: Days whose favourites tell what a choice comes to.
_LOOK_BACK = 30
_VERSION = r"[0-9]{1,9}"
_POSTABLE = [discord.ChannelType.text, discord.ChannelType.news]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowcaseView:
    """How it stands in one guild."""

    now: Versioned[GuildSettings]
    #: Requests whose pictures are shown, wait to be, and would have been by the latest favourites.
    shown: int = 0
    waiting: int = 0
    liked: int = 0
    #: What keeps pictures from being shown, with its fix; empty for nothing.
    trouble: str = ""
    notes: Sequence[str] = ()


async def show_showcase(interaction: discord.Interaction[Any], *, notes: Sequence[str] = ()) -> None:
    """Answer with the panel, in place of the one that was pressed or as one of the asker's own."""
    bot: Bot = interaction.client
    guild_id = require_guild(interaction)
    now = await bot.store.settings.guild(guild_id)
    rows, since = bot.store.showcase, bot.clock.wall_ms() - _LOOK_BACK * DAY_MS
    view = ShowcaseView(
        now=now,
        shown=await rows.shown(guild_id),
        waiting=await rows.waiting(guild_id),
        liked=await rows.liked(guild_id, least=now.settings.showcase_from, since=since),
        trouble=trouble_in(interaction.guild, now.settings.showcase_channel_id),
        notes=notes,
    )
    await answer(interaction, showcase_panel(view))


def showcase_panel(view: ShowcaseView) -> Layout:
    """What it is, how it stands, and the choices."""
    settings, version = view.now.settings, view.now.version
    channel_id, least = settings.showcase_channel_id, settings.showcase_from
    state = words.OFF_NOW() if channel_id is None else words.on_now(channel_id, least)
    numbers = (
        words.would_show(view.liked),
        words.shown(view.shown) if view.shown else "",
        words.waiting(view.waiting) if view.waiting else "",
    )
    pieces: list[Piece] = [
        text(words.TITLE(), words.WHAT(), *view.notes),
        text(state, f"{checkup.LOOK()} {view.trouble}" if view.trouble else "", small(*numbers)),
        ui.ActionRow(ShowcaseChannelMenu(version, channel_id)),
        ui.ActionRow(ShowcaseFromMenu(version, least)),
        text(words.RULES()),
    ]
    if channel_id is not None:
        pieces.append(ui.ActionRow(ShowcaseOff(version)))
    return layout(WORKING, pieces)


async def _decide(interaction: discord.Interaction[Any], changes: Mapping[str, Any], *, seen: int) -> None:
    """Decide, having seen that version, and begin to show what waits."""
    bot: Bot = interaction.client
    guild_id = await require_command(interaction, "setup")
    decided = await decide_guild(bot.store, guild_id, changes, by=interaction.user.id, seen=seen)
    await show_showcase(interaction, notes=outcome(decided))
    await bot.showcase.try_again(guild_id)


class ShowcaseChannelMenu(
    Pressed,
    ui.DynamicItem[ui.ChannelSelect[Any]],
    template=rf"showcase:channel:(?P<version>{_VERSION})",
):
    """Where it is."""

    def __init__(self, version: int, shown: int | None = None) -> None:
        kind = discord.SelectDefaultValueType.channel
        super().__init__(
            ui.ChannelSelect(
                custom_id=f"showcase:channel:{version}",
                channel_types=_POSTABLE,
                placeholder=words.PICK(),
                default_values=[discord.SelectDefaultValue(id=shown, type=kind)] if shown else [],
            )
        )
        self.version = version

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the menu the version it showed."""
        return cls(int(match["version"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide."""
        changes = {"showcase_channel_id": self.item.values[0].id}
        await _decide(interaction, changes, seen=self.version)


class ShowcaseFromMenu(
    Pressed, ui.DynamicItem[ui.Select[Any]], template=rf"showcase:from:(?P<version>{_VERSION})"
):
    """How many favourites it takes."""

    def __init__(self, version: int, least: int = _LEAST[0]) -> None:
        options = [
            discord.SelectOption(label=words.from_on(each), value=str(each), default=each == least)
            for each in sorted({*_LEAST, least})
        ]
        super().__init__(ui.Select(custom_id=f"showcase:from:{version}", options=options))
        self.version = version

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the menu the version it showed."""
        return cls(int(match["version"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide."""
        await _decide(interaction, {"showcase_from": int(self.item.values[0])}, seen=self.version)


class ShowcaseOff(KeyButton, begins="showcase:off", holds=_VERSION, label=words.SWITCH_OFF):
    """Shows nothing more; what is shown stays."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide."""
        await _decide(interaction, {"showcase_channel_id": None}, seen=self.number)


SHOWCASE_ITEMS = (ShowcaseChannelMenu, ShowcaseFromMenu, ShowcaseOff)
