"""The menus and buttons of the panel of limits. Rights are checked at every press."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.channel_options import WRITABLE
from bot.chat.permissions import require_opener_or_moderator
from bot.chat.press import Pressed
from bot.chat.quota.keys import AMOUNT, PLACE, WHOSE, amount_of, key_of, place_in, rule_in, whose
from bot.chat.quota.ruling import Ruling
from bot.chat.quota.windows import open_amount, open_gift
from bot.chat.words import quota_answers as answers
from bot.chat.words import quota_panel as words
from bot.domain.quota import Rule, Scope

if TYPE_CHECKING:
    from bot.chat.client import Bot

_Subjects = ui.RoleSelect[Any] | ui.ChannelSelect[Any] | ui.UserSelect[Any]
_DEFAULTS = {
    Scope.ROLE: discord.SelectDefaultValueType.role,
    Scope.CHANNEL: discord.SelectDefaultValueType.channel,
    Scope.MEMBER: discord.SelectDefaultValueType.user,
}


class WhomMenu(Pressed, ui.DynamicItem[ui.Select[Any]], template="quota:whom"):
    """The kind of whom it is about."""

    def __init__(self, chosen: Scope | None = None) -> None:
        options = [
            discord.SelectOption(label=label(), value=scope.value, default=scope is chosen)
            for scope, label in words.WHOM.items()
        ]
        placeholder = words.CHOOSE_WHOM()
        super().__init__(ui.Select(custom_id="quota:whom", placeholder=placeholder, options=options))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """The menu that was used."""
        return cls()

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the decisions about it, or ask who exactly."""
        guild_id = require_opener_or_moderator(interaction)
        await bot_of(interaction).limits.show(interaction, guild_id, Scope(self.item.values[0]))


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
        guild_id = require_opener_or_moderator(interaction)
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


class ChangeButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"quota:change:{PLACE}"):
    """Opens the window for an amount."""

    def __init__(self, place: Rule) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(
            ui.Button(label=words.CHANGE(), style=style, custom_id=f"quota:change:{key_of(place)}")
        )
        self.place = place

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the place off the button that was pressed."""
        return cls(place_in(match, interaction.guild_id or 0))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask how much, with what is decided now."""
        guild_id = require_opener_or_moderator(interaction)
        seen = (await bot_of(interaction).store.rules.own(guild_id)).get(self.place.place)
        await open_amount(interaction, self.place, seen)


class GiveButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"quota:give:{WHOSE}"):
    """Opens the window for extra credits."""

    def __init__(self, scope: Scope, subject_id: int) -> None:
        style = discord.ButtonStyle.primary
        custom_id = f"quota:give:{whose(scope, subject_id)}"
        super().__init__(ui.Button(label=words.GIVE(), style=style, custom_id=custom_id))
        self.scope, self.subject_id = scope, subject_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the button whom it is for."""
        return cls(Scope(match["scope"]), int(match["subject"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask how many."""
        require_opener_or_moderator(interaction)
        await open_gift(interaction, self.scope, self.subject_id)


class OpenListButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=r"quota:all"):
    """Shows everything decided, below the panel."""

    def __init__(self) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=words.LIST(), style=style, custom_id="quota:all"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """There is nothing to read off it."""
        return cls()

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page."""
        guild_id = require_opener_or_moderator(interaction)
        await bot_of(interaction).limits.show_all(interaction, guild_id)


class StillButton(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"quota:still:{PLACE}:(?P<seen>{AMOUNT}):(?P<wanted>{AMOUNT})",
):
    """Decides all the same, in place of what somebody else decided meanwhile."""

    def __init__(self, ruling: Ruling) -> None:
        amounts = f"{amount_of(ruling.before)}:{amount_of(ruling.after)}"
        custom_id = f"quota:still:{key_of(ruling.place)}:{amounts}"
        style = discord.ButtonStyle.primary
        super().__init__(ui.Button(label=words.STILL_YES(), style=style, custom_id=custom_id))
        self.ruling = ruling

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the decision off the button that was pressed."""
        place = place_in(match, interaction.guild_id or 0)
        seen, wanted = (rule_in(place, match[name]) for name in ("seen", "wanted"))
        return cls(Ruling(place=place, before=seen, after=wanted))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide, unless somebody was faster once more."""
        require_opener_or_moderator(interaction)
        place, wanted, seen = self.ruling.place, self.ruling.after, self.ruling.before
        await bot_of(interaction).limits.decide(interaction, place, wanted, seen=seen)


class LeaveButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"quota:leave:{WHOSE}"):
    """Leaves what somebody else decided, and goes back to the panel."""

    def __init__(self, scope: Scope, subject_id: int) -> None:
        style = discord.ButtonStyle.secondary
        custom_id = f"quota:leave:{whose(scope, subject_id)}"
        super().__init__(ui.Button(label=words.STILL_NO(), style=style, custom_id=custom_id))
        self.scope, self.subject_id = scope, subject_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the button whom the panel was about."""
        return cls(Scope(match["scope"]), int(match["subject"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the decisions as they are."""
        guild_id = require_opener_or_moderator(interaction)
        await bot_of(interaction).limits.show(interaction, guild_id, self.scope, self.subject_id)


class PanelUndoButton(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"quota:back:{PLACE}:(?P<before>{AMOUNT}):(?P<after>{AMOUNT})",
):
    """Puts back what was decided before, within the panel."""

    def __init__(self, ruling: Ruling) -> None:
        amounts = f"{amount_of(ruling.before)}:{amount_of(ruling.after)}"
        custom_id = f"quota:back:{key_of(ruling.place)}:{amounts}"
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=answers.UNDO(), style=style, custom_id=custom_id))
        self.ruling = ruling

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the decision off the button that was pressed."""
        place = place_in(match, interaction.guild_id or 0)
        before, after = (rule_in(place, match[name]) for name in ("before", "after"))
        return cls(Ruling(place=place, before=before, after=after))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back, or tell what was decided since."""
        require_opener_or_moderator(interaction)
        await bot_of(interaction).limits.undo(interaction, self.ruling)


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
