"""What can be pressed in the wizard. It is for who manages the server, at each press anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.i18n import Phrase
from bot.chat.press import Pressed
from bot.chat.rights import require_command
from bot.chat.words import setup as words

if TYPE_CHECKING:
    from bot.chat.client import Bot
    from bot.chat.wizard import Wizard

#: Chosen where nothing is decided.
UNDECIDED = "*"
#: Chosen where something else is to be written.
ANOTHER = "?"
#: Discord's most choices of a menu.
MOST = 25
_WRITABLE = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]
_SAYS: Mapping[str, tuple[Phrase, discord.ButtonStyle]] = MappingProxyType(
    {
        "begin": (words.SET_UP, discord.ButtonStyle.primary),
        "check": (words.CHECK_NOW, discord.ButtonStyle.secondary),
        "more": (words.MORE, discord.ButtonStyle.secondary),
        "done": (words.DONE, discord.ButtonStyle.success),
    }
)


def _wizard(interaction: discord.Interaction[Any]) -> Wizard:
    bot: Bot = interaction.client
    return bot.wizard


class WizardButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"setup:(?P<act>{'|'.join(_SAYS)})"):
    """Begins, ends, or goes on to the check."""

    def __init__(self, act: str) -> None:
        label, style = _SAYS[act]
        super().__init__(ui.Button(label=label(), style=style, custom_id=f"setup:{act}"))
        self.act = act

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the button what it does."""
        return cls(match["act"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        await require_command(interaction, "setup")
        match self.act:
            case "begin":
                await _wizard(interaction).start(interaction)
            case "check":
                await _wizard(interaction).check(interaction)
            case "more":
                await _wizard(interaction).more(interaction)
            case _:
                await _wizard(interaction).finish(interaction)


class ImageChannelsMenu(Pressed, ui.DynamicItem[ui.ChannelSelect[Any]], template=r"setup:images"):
    """The image channels. What is chosen is compared with what it showed, so nothing of others is lost."""

    def __init__(self, shown: Sequence[int] = ()) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id="setup:images",
                channel_types=_WRITABLE,
                placeholder=words.PICK_IMAGES(),
                min_values=0,
                max_values=MOST,
                default_values=[_channel(each) for each in shown],
            )
        )
        self.shown = tuple(shown)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """Read off the menu what it showed."""
        shown = item.default_values if isinstance(item, ui.ChannelSelect) else []
        return cls([each.id for each in shown])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open what was added and close what was taken away."""
        await require_command(interaction, "setup")
        chosen = {each.id for each in self.item.values}
        await _wizard(interaction).choose_channels(
            interaction, opened=chosen - set(self.shown), closed=set(self.shown) - chosen
        )


class ModeratorsMenu(
    Pressed,
    ui.DynamicItem[ui.ChannelSelect[Any]],
    template=r"setup:moderators:(?P<version>[0-9]{1,9})",
):
    """The moderators' channel."""

    def __init__(self, version: int, shown: int | None = None) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id=f"setup:moderators:{version}",
                channel_types=[discord.ChannelType.text],
                placeholder=words.PICK_MODERATORS(),
                min_values=0,
                max_values=1,
                default_values=[_channel(shown)] if shown else [],
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
        await require_command(interaction, "setup")
        chosen = next((each.id for each in self.item.values), None)
        changes = {"moderators_channel_id": chosen}
        await _wizard(interaction).decide(interaction, changes, seen=self.version)


class GuildMenu(
    Pressed,
    ui.DynamicItem[ui.Select[Any]],
    template=r"setup:(?P<field>locale|time_zone|credits):(?P<seen>[a-z0-9]{1,12})",
):
    """Language, time zone, or the credits of everyone. `seen` is the version, or the credits, it showed."""

    def __init__(self, field: str, seen: str, options: Sequence[discord.SelectOption] = ()) -> None:
        given = list(options) or [discord.SelectOption(label=UNDECIDED)]
        super().__init__(ui.Select(custom_id=f"setup:{field}:{seen}", options=given))
        self.field, self.seen = field, seen

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read off the menu which decision it is."""
        return cls(match["field"], match["seen"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide, or have it written."""
        await require_command(interaction, "setup")
        wizard, value = _wizard(interaction), self.item.values[0]
        if value == ANOTHER:
            await wizard.write(interaction, self.field, self.seen)
        elif self.field == "credits":
            await wizard.decide_credits(interaction, value, seen=self.seen)
        else:
            chosen = None if value == UNDECIDED else value
            await wizard.decide(interaction, {self.field: chosen}, seen=int(self.seen))


def _channel(channel_id: int) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=channel_id, type=discord.SelectDefaultValueType.channel)


WIZARD_ITEMS = (WizardButton, ImageChannelsMenu, ModeratorsMenu, GuildMenu)
