"""Buttons for moderators. Each is answered from the database, and who may press is asked at every press."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.press import ID, KeyButton, Pressed
from bot.chat.rights import require_command
from bot.chat.safety.rights import require_desk
from bot.chat.words import filters, modlog, reports, safety
from bot.domain.safety import Decision

if TYPE_CHECKING:
    from bot.chat.client import Bot
    from bot.chat.safety.moderation import Moderation

Style = discord.ButtonStyle
#: The id of a report: of a job, and of who reported first.
CASE = rf"{ID}-[0-9]{{1,20}}"
_DECISIONS = {
    Decision.KEEP: (reports.KEEP, Style.secondary),
    Decision.DELETE: (reports.DELETE, Style.danger),
    Decision.REFUND: (reports.REFUND, Style.secondary),
}


def moderation_of(interaction: discord.Interaction[Any]) -> Moderation:
    """What the bot that was pressed moderates with."""
    bot: Bot = interaction.client
    return bot.moderation


class DecideButton(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"report:(?P<decision>keep|delete|refund):(?P<case>{CASE})",
):
    """Decides a report at once."""

    def __init__(self, decision: Decision, case_id: str) -> None:
        label, style = _DECISIONS[decision]
        custom_id = f"report:{decision.value}:{case_id}"
        super().__init__(ui.Button(label=label(), style=style, custom_id=custom_id))
        self.decision = decision
        self.case_id = case_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the case and the decision off the button."""
        return cls(Decision(match["decision"]), match["case"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide, if nobody has."""
        await require_desk(interaction)
        await moderation_of(interaction).reports.decide(interaction, self.case_id, self.decision)


class ReportBlockButton(
    KeyButton, begins="report:block", holds=CASE, label=reports.DELETE_AND_BLOCK, style=Style.danger
):
    """Asks how long, before it deletes and blocks."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the window."""
        await require_desk(interaction)
        await moderation_of(interaction).reports.ask_for_block(interaction, self.key)


class ShowCaseButton(KeyButton, begins="report:show", holds=CASE, label=reports.SHOW):
    """Shows a report that waits."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it to who pressed."""
        await require_desk(interaction)
        await moderation_of(interaction).reports.show(interaction, self.key)


class UndoButton(KeyButton, begins="modlog:undo", holds=r"[0-9]{1,19}", label=modlog.UNDO):
    """Takes an action back."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back, if nobody has."""
        guild_id = await require_command(interaction, "safety")
        await moderation_of(interaction).log.undo(interaction, guild_id, self.number)


class DraftButton(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=r"filter:(?P<verb>take|drop):(?P<id>[0-9]{1,19})",
):
    """Has a drafted entry of the filter go live, or drops it."""

    def __init__(self, verb: str, filter_id: int) -> None:
        takes = verb == "take"
        label = filters.ADD() if takes else filters.DISCARD()
        style = Style.primary if takes else Style.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=f"filter:{verb}:{filter_id}"))
        self.verb = verb
        self.filter_id = filter_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the entry off the button."""
        return cls(match["verb"], int(match["id"]))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide about the draft."""
        guild_id = await require_command(interaction, "safety")
        decide = moderation_of(interaction).filters
        if self.verb == "take":
            await decide.take(interaction, guild_id, self.filter_id)
        else:
            await decide.drop(interaction, guild_id, self.filter_id)


class ClearStrikesButton(KeyButton, begins="strikes:clear", holds=r"[0-9]{1,20}", label=safety.CLEAR):
    """Has none of a member's strikes count any more."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Clear them."""
        guild_id = await require_command(interaction, "safety")
        await moderation_of(interaction).people.clear_strikes(interaction, guild_id, self.number)


class PageButton(KeyButton, begins="safety", holds=r"(?P<list>filters|blocks|log|reports):[0-9]{1,9}"):
    """Turns to another part of a list."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Turn the page."""
        guild_id = await require_command(interaction, "safety")
        page = await moderation_of(interaction).lists.page(self.parts["list"], guild_id, self.number)
        await interaction.response.edit_message(view=page)


#: Registered at start, so that old cards stay alive.
BUTTONS = (
    DecideButton,
    ReportBlockButton,
    ShowCaseButton,
    UndoButton,
    DraftButton,
    ClearStrikesButton,
    PageButton,
)
