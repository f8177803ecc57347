"""A small bot that asks in every way: options of every type, windows with every field, context menus."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands, ui

from tests.sandbox_discord.bot import Small

Interaction = discord.Interaction[Any]


def _options(*labels: str) -> list[discord.SelectOption]:
    return [discord.SelectOption(label=label, description=f"The {label} one") for label in labels]


class Words(ui.Modal, title="Words and choices"):
    """Text inputs, an option select for several, radios and checkboxes."""

    intro: ui.TextDisplay[Any] = ui.TextDisplay("Tell me **about** it.")
    name: ui.Label[Any] = ui.Label(
        text="Name",
        description="As it shall stand below the picture",
        component=ui.TextInput(custom_id="name", min_length=3, max_length=12, placeholder="Fox"),
    )
    inks: ui.Label[Any] = ui.Label(
        text="Inks",
        component=ui.Select(custom_id="inks", max_values=2, options=_options("black", "blue", "sepia")),
    )
    size: ui.Label[Any] = ui.Label(
        text="Size",
        component=ui.RadioGroup(
            custom_id="size",
            options=[
                discord.RadioGroupOption(label="Small", value="s", description="For a stamp"),
                discord.RadioGroupOption(label="Large", value="l", default=True),
            ],
        ),
    )
    extras: ui.Label[Any] = ui.Label(
        text="Extras",
        component=ui.CheckboxGroup(
            custom_id="extras",
            required=False,
            max_values=1,
            options=[discord.CheckboxGroupOption(label=one, value=one) for one in ("frame", "seal")],
        ),
    )

    async def on_submit(self, interaction: Interaction) -> None:
        """Say back what came."""
        found: Any = {key: getattr(self, key).component for key in ("name", "inks", "size", "extras")}
        inks, extras = sorted(found["inks"].values), sorted(found["extras"].values)
        words = f"name={found['name'].value} inks={inks} size={found['size'].value} extras={extras}"
        await interaction.response.send_message(words)


class Things(ui.Modal, title="People and things"):
    """A paragraph, selects of people and channels, files, and one checkbox."""

    story: ui.Label[Any] = ui.Label(
        text="Story",
        component=ui.TextInput(custom_id="story", style=discord.TextStyle.paragraph, required=False),
    )
    who: ui.Label[Any] = ui.Label(text="Who", component=ui.UserSelect(custom_id="who"))
    where: ui.Label[Any] = ui.Label(
        text="Where", component=ui.ChannelSelect(custom_id="where", required=False)
    )
    files: ui.Label[Any] = ui.Label(text="Pictures", component=ui.FileUpload(custom_id="files", max_values=2))
    agreed: ui.Label[Any] = ui.Label(text="I may show it", component=ui.Checkbox(custom_id="agreed"))

    async def on_submit(self, interaction: Interaction) -> None:
        """Say back what came."""
        found: Any = {
            key: getattr(self, key).component for key in ("story", "who", "where", "files", "agreed")
        }
        who = [each.name for each in found["who"].values]
        where = [each.name for each in found["where"].values]
        sizes = [len(await each.read()) for each in found["files"].values]
        words = (
            f"{found['story'].value!r} who={who} where={where} files={sizes} agreed={found['agreed'].value}"
        )
        await interaction.response.send_message(words)


class Asking(Small):
    """The bot."""

    def __init__(self) -> None:
        super().__init__()
        _add_commands(self.tree)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Components are what their views make of them."""


def _add_commands(tree: app_commands.CommandTree[Any]) -> None:
    @tree.command()
    async def words(interaction: Interaction) -> None:
        """Open a window of words"""
        await interaction.response.send_modal(Words())

    @tree.command()
    async def things(interaction: Interaction) -> None:
        """Open a window of things"""
        await interaction.response.send_modal(Things())

    @tree.command()
    async def silent(interaction: Interaction) -> None:
        """Never answer"""

    @tree.command()
    @app_commands.describe(ink="Which ink", copies="How many", who="For whom", note="Anything else")
    async def order(
        interaction: Interaction,
        ink: Literal["black", "blue"],
        copies: app_commands.Range[int, 1, 9],
        who: discord.Member,
        note: app_commands.Range[str, 3, 20] | None = None,
        weight: float | None = None,
        framed: bool = False,
    ) -> None:
        """Order a print"""
        words = f"{copies} {ink} for {who.name}, note={note} weight={weight} framed={framed}"
        await interaction.response.send_message(words)
