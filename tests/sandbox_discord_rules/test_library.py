"""What the discord.py library makes of ordinary views, modals and commands passes the rules.

A rule that is stricter than Discord would accuse a sound bot; this is the guard against that.
"""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands, ui

from sandbox.discord.rules import Endpoint, check_callback, check_commands, check_message
from tests.sandbox_discord_rules.bodies import V2


def layout() -> ui.LayoutView:
    view = ui.LayoutView()
    gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery(
        discord.MediaGalleryItem("attachment://a.png", description="A fox"),
        discord.MediaGalleryItem("https://cdn.discordapp.com/attachments/1/2/b.png", spoiler=True),
    )
    view.add_item(
        ui.Container(
            ui.TextDisplay("## Your picture"),
            ui.Section("one", "two", accessory=ui.Thumbnail("attachment://a.png")),
            ui.Section("three", accessory=ui.Button(label="Again", custom_id="again:1")),
            gallery,
            ui.Separator(spacing=discord.SeparatorSpacing.large),
            ui.File("attachment://a.png"),
            accent_colour=0x2ECC71,
        )
    )
    row = ui.ActionRow[ui.LayoutView]()
    row.add_item(ui.Button(label="Cancel", style=discord.ButtonStyle.danger, custom_id="cancel:1"))
    row.add_item(ui.Button(label="Docs", url="https://example.org"))
    row.add_item(ui.Button(emoji="🦊", custom_id="fox"))
    view.add_item(row)
    return view.add_item(ui.ActionRow(ui.Select(options=[discord.SelectOption(label="a", default=True)])))


def legacy() -> ui.View:
    view = ui.View()
    view.add_item(ui.Button(label="More", custom_id="more"))
    view.add_item(ui.Select(options=[discord.SelectOption(label=str(n), emoji="🎨") for n in range(25)]))
    view.add_item(
        ui.UserSelect(min_values=0, max_values=25, default_values=[discord.Object(5, type=discord.User)])
    )
    return view.add_item(ui.ChannelSelect(channel_types=[discord.ChannelType.text]))


def modal() -> ui.Modal:
    made = ui.Modal(title="Imagine", custom_id="imagine")
    made.add_item(ui.TextDisplay("Say what you see."))
    prompt = ui.TextInput[ui.Modal](style=discord.TextStyle.paragraph, max_length=4000)
    made.add_item(ui.Label(text="Prompt", description="In words", component=prompt))
    options = [discord.SelectOption(label="16:9"), discord.SelectOption(label="1:1")]
    made.add_item(ui.Label(text="Shape", component=ui.Select(options=options, required=False, min_values=0)))
    return made.add_item(ui.Label(text="Reference", component=ui.FileUpload(required=False, min_values=0)))


@pytest.mark.parametrize("endpoint", list(Endpoint))
async def test_a_layout(endpoint: Endpoint) -> None:
    attachments = [{"id": 0, "filename": "a.png", "description": "A fox"}]
    body = {"flags": V2, "components": layout().to_components(), "attachments": attachments}
    before = {"flags": 128, "content": "", "embeds": [], "attachments": []}
    mentions = discord.AllowedMentions(users=[discord.Object(5)], everyone=False, roles=False).to_dict()
    body["allowed_mentions"] = mentions
    assert check_message(body, endpoint=endpoint, files={0: "a.png"}, before=before) is None


async def test_a_view_with_an_embed() -> None:
    embed = discord.Embed(title="t", description="d", colour=0x123456, url="https://example.org")
    embed.set_image(url="attachment://a.png").set_footer(text="f").set_author(name="a")
    embed.add_field(name="n", value="v").timestamp = discord.utils.utcnow()
    data: dict[str, Any] = {
        "content": None,
        "tts": False,
        "embeds": [embed.to_dict()],
        "components": legacy().to_components(),
        "allowed_mentions": discord.AllowedMentions.none().to_dict(),
        "flags": 64,
    }
    body = {"type": 4, "data": data}
    assert check_callback(body, interaction_type=2, files={0: "a.png"}) is None


async def test_a_modal() -> None:
    body = {"type": 9, "data": modal().to_dict()}
    assert check_callback(body, interaction_type=3, files={}, before={"flags": V2}) is None


async def test_a_command_tree() -> None:
    client = discord.Client(intents=discord.Intents.none())
    tree = app_commands.CommandTree(client)

    @app_commands.command(description="Draw")
    @app_commands.describe(prompt="What to draw", count="How many")
    @app_commands.choices(quality=[app_commands.Choice(name="High", value="high")])
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.default_permissions(manage_guild=True)
    async def imagine(
        interaction: discord.Interaction,
        prompt: app_commands.Range[str, 1, 4000] | None = None,
        quality: str = "high",
        count: app_commands.Range[int, 1, 4] = 1,
        image: discord.Attachment | None = None,
    ) -> None:
        """Never called."""

    @app_commands.context_menu(name="Redraw This")
    async def redraw(interaction: discord.Interaction, message: discord.Message) -> None:
        """Never called."""

    quota = app_commands.Group(name="quota", description="Quotas")

    @quota.command(name="set", description="Set a quota")
    async def set_quota(interaction: discord.Interaction, member: discord.Member, credits_: int) -> None:
        """Never called."""

    tree.add_command(imagine)
    tree.add_command(redraw)
    tree.add_command(quota)
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    for guild in (False, True):
        assert check_commands(payload, guild=guild) is None
