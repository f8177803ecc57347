"""The menus and buttons of the panel of limits. Rights are checked at every press."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.channel_options import WRITABLE
from bot.chat.press import KeyButton, PlainMenu, Pressed
from bot.chat.quota.keys import PLACE, RULING, WHOSE, place_in, ruling_in, whose_in
from bot.chat.quota.windows import open_amount, open_gift
from bot.chat.rights import require_command
from bot.chat.words import quota_answers as answers
from bot.chat.words import quota_panel as words
from bot.domain.quota import Scope

if TYPE_CHECKING:
    from bot.chat.client import Bot

_Subjects = ui.RoleSelect[Any] | ui.ChannelSelect[Any] | ui.UserSelect[Any]
_DEFAULTS = {
    Scope.ROLE: discord.SelectDefaultValueType.role,
    Scope.CHANNEL: discord.SelectDefaultValueType.channel,
    Scope.MEMBER: discord.SelectDefaultValueType.user,
}


class WhomMenu(PlainMenu, custom_id="quota:whom", placeholder=words.CHOOSE_WHOM):
    """The kind of whom it is about."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the decisions about it, or ask who exactly."""
        guild_id = await require_command(interaction, "quota")
        await bot_of(interaction).limits.show(interaction, guild_id, Scope(self.chosen))


class SubjectMenu(
    Pressed, ui.DynamicItem[_Subjects], template=r"quota:subject:(?P<scope>role|channel|member)"
):
    """The role, channel or member."""

    def __init__(self, scope: Scope, chosen: int = 0) -> None:
        super().__init__(_select(scope, chosen))
        self.scope = scope

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The menu that was used."""
        return cls(Scope(match["scope"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the decisions about it."""
        guild_id = await require_command(interaction, "quota")
        subject_id = self.item.values[0].id
        await bot_of(interaction).limits.show(interaction, guild_id, self.scope, subject_id)


def _select(scope: Scope, chosen: int) -> _Subjects:
    defaults = [discord.SelectDefaultValue(id=chosen, type=_DEFAULTS[scope])] if chosen else []
    about: dict[str, Any] = {
        "custom_id": f"quota:subject:{scope}",
        "placeholder": words.CHOOSE[scope](),
        "default_values": defaults,
    }
    match scope:
        case Scope.ROLE:
            return ui.RoleSelect(**about)
        case Scope.CHANNEL:
            return ui.ChannelSelect(channel_types=WRITABLE, **about)
        case _:
            return ui.UserSelect(**about)


class ChangeButton(KeyButton, begins="quota:change", holds=PLACE, label=words.CHANGE):
    """Opens the window for an amount."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask how much, with what is decided now."""
        guild_id = await require_command(interaction, "quota")
        place = place_in(self.parts, guild_id)
        seen = (await bot_of(interaction).store.rules.own(guild_id)).get(place.place)
        await open_amount(interaction, place, seen)


class GiveButton(
    KeyButton, begins="quota:give", holds=WHOSE, label=words.GIVE, style=discord.ButtonStyle.primary
):
    """Opens the window for extra credits."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask how many."""
        await require_command(interaction, "quota")
        await open_gift(interaction, *whose_in(self.parts))


class OpenListButton(KeyButton, begins="quota:all", label=words.LIST):
    """Shows everything decided, below the panel."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page."""
        guild_id = await require_command(interaction, "quota")
        await bot_of(interaction).limits.show_all(interaction, guild_id)


class StillButton(
    KeyButton, begins="quota:still", holds=RULING, label=words.STILL_YES, style=discord.ButtonStyle.primary
):
    """Decides all the same, in place of what somebody else decided meanwhile."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide, unless somebody was faster once more."""
        guild_id = await require_command(interaction, "quota")
        wanted = ruling_in(self.parts, guild_id)
        limits = bot_of(interaction).limits
        await limits.decide(interaction, wanted.place, wanted.after, seen=wanted.before)


class LeaveButton(KeyButton, begins="quota:leave", holds=WHOSE, label=words.STILL_NO):
    """Leaves what somebody else decided, and goes back to the panel."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the decisions as they are."""
        guild_id = await require_command(interaction, "quota")
        await bot_of(interaction).limits.show(interaction, guild_id, *whose_in(self.parts))


class PanelUndoButton(KeyButton, begins="quota:back", holds=RULING, label=answers.UNDO):
    """Puts back what was decided before, within the panel."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back, or tell what was decided since."""
        guild_id = await require_command(interaction, "quota")
        await bot_of(interaction).limits.undo(interaction, ruling_in(self.parts, guild_id))


def bot_of(interaction: discord.Interaction[Any]) -> Bot:
    """The bot that was pressed."""
    bot: Bot = interaction.client
    return bot


PANEL_ITEMS = (
    WhomMenu,
    SubjectMenu,
    ChangeButton,
    GiveButton,
    OpenListButton,
    StillButton,
    LeaveButton,
    PanelUndoButton,
)
