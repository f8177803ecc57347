"""A small real discord.py bot: an unmodified client, pointed at the stand-in."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord import app_commands, ui

from tests.support.discord import DiscordControl

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63606060000000040001f61738550000000049454e44ae426082"
)


class Asking(ui.Modal, title="Ask"):
    """A modal with a text input and a select under labels."""

    prompt: ui.Label[Any] = ui.Label(text="Prompt", component=ui.TextInput(custom_id="prompt", max_length=50))
    ratio: ui.Label[Any] = ui.Label(
        text="Ratio",
        component=ui.Select(
            custom_id="ratio", options=[discord.SelectOption(label="Wide", value="16:9")], required=False
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        text = self.prompt.component.value  # type: ignore[attr-defined] # a TextInput, by construction
        await interaction.response.send_message(f"asked: {text}")


class Everything(ui.Modal, title="Everything"):
    """A modal with every other kind of input."""

    files: ui.Label[Any] = ui.Label(
        text="Files", component=ui.FileUpload(custom_id="files", max_values=2, required=False)
    )
    person: ui.Label[Any] = ui.Label(
        text="Person", component=ui.UserSelect(custom_id="person", required=True)
    )
    size: ui.Label[Any] = ui.Label(
        text="Size",
        component=ui.RadioGroup(
            custom_id="size", options=[discord.RadioGroupOption(label=one, value=one) for one in ("s", "l")]
        ),
    )
    agreed: ui.Label[Any] = ui.Label(text="Agreed", component=ui.Checkbox(custom_id="agreed"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        inputs: Any = {name: getattr(self, name).component for name in ("files", "person", "size", "agreed")}
        sizes = [len(await each.read()) for each in inputs["files"].values]
        people = [each.name for each in inputs["person"].values]
        text = f"files {sizes} people {people} size {inputs['size'].value} agreed {inputs['agreed'].value}"
        await interaction.response.send_message(text)


class Picking(ui.View):
    """Selects in a message of the old kind."""

    @ui.select(
        custom_id="fruit", max_values=2, options=[discord.SelectOption(label=x) for x in ("fig", "plum")]
    )
    async def fruit(self, interaction: discord.Interaction, select: ui.Select[Any]) -> None:
        """Say what was chosen."""
        await interaction.response.send_message(f"chose {', '.join(select.values)}")

    @ui.select(cls=ui.ChannelSelect, custom_id="place")
    async def place(self, interaction: discord.Interaction, select: ui.ChannelSelect[Any]) -> None:
        """Say which channel was chosen."""
        await interaction.response.edit_message(content=f"chose {select.values[0].name}", view=None)


class Card(ui.LayoutView):
    """A card with text, and buttons or pictures."""

    def __init__(self, text: str, *, picture: str | None = None, buttons: bool = True) -> None:
        super().__init__(timeout=None)
        box: ui.Container[Any] = ui.Container(ui.TextDisplay(text))
        if picture:
            box.add_item(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{picture}")))
        if buttons:
            row: ui.ActionRow[Any] = ui.ActionRow()
            row.add_item(ui.Button(label="Cancel", custom_id="cancel"))
            row.add_item(ui.Button(label="Ask", custom_id="ask"))
            box.add_item(row)
        self.add_item(box)


class Small(discord.Client):
    """The bot under test of the stand-in; `seen` is what reached it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("intents", discord.Intents(guilds=True, guild_messages=True, dm_messages=True))
        super().__init__(guild_ready_timeout=0.01, **options)
        self.tree = app_commands.CommandTree(self)
        self.seen: list[tuple[str, Any]] = []
        self.changed = asyncio.Condition()
        add_commands(self.tree)
        add_speaking_commands(self.tree)
        add_asking_commands(self.tree)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No pause before a second IDENTIFY."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self.note("interaction", interaction)
        if interaction.type is not discord.InteractionType.component or interaction.data is None:
            return
        match interaction.data.get("custom_id"):
            case "ask":
                await interaction.response.send_modal(Asking())
            case "cancel":
                await interaction.response.edit_message(view=Card("cancelled", buttons=False))

    async def on_message(self, message: discord.Message) -> None:
        await self.note("message", message)

    async def on_resumed(self) -> None:
        await self.note("resumed", None)

    async def note(self, kind: str, subject: Any) -> None:
        """Remember what reached the bot, and wake whoever waits for it."""
        async with self.changed:
            self.seen.append((kind, subject))
            self.changed.notify_all()

    async def wait_seen(self, kind: str, count: int = 1) -> list[Any]:
        """What reached the bot of one kind, once there is so much of it."""
        async with asyncio.timeout(10), self.changed:
            await self.changed.wait_for(lambda: sum(each[0] == kind for each in self.seen) >= count)
        return [subject for each, subject in self.seen if each == kind]


def add_commands(tree: app_commands.CommandTree[Any]) -> None:
    """The commands: every way of answering."""

    @tree.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    async def imagine(
        interaction: discord.Interaction,
        prompt: app_commands.Range[str, 1, 100],
        ratio: str = "1:1",
        reference: discord.Attachment | None = None,
    ) -> None:
        """Defer, show a card, then the picture."""
        await interaction.response.defer()
        more = f" from {len(await reference.read())} bytes" if reference else ""
        await interaction.edit_original_response(view=Card(f"working on {prompt}{more}"))
        picture = discord.File(io.BytesIO(PIXEL), "fox.png", description=prompt)
        card = Card(f"done {prompt} {ratio}", picture="fox.png")
        await interaction.edit_original_response(view=card, attachments=[picture])

    @imagine.autocomplete("ratio")
    async def ratios(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=one, value=one) for one in ("1:1", "16:9") if typed in one]

    @tree.command()
    async def secret(interaction: discord.Interaction) -> None:
        """Answer for one person alone, and follow up."""
        await interaction.response.send_message("only you", ephemeral=True)
        await interaction.followup.send("and this", ephemeral=True)

    @tree.command()
    async def follow(interaction: discord.Interaction) -> None:
        """Defer, and let the first follow-up be the answer."""
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("followed")


def add_speaking_commands(tree: app_commands.CommandTree[Any]) -> None:
    """The commands that write to the channel, or look at what is there."""

    @tree.command(name="post")
    async def post(interaction: discord.Interaction, embed: bool = False) -> None:
        """Answer, then write to the channel as the bot's own account."""
        await interaction.response.send_message("posting")
        channel = interaction.channel
        assert isinstance(channel, discord.TextChannel | discord.DMChannel | discord.Thread)
        if embed:
            picture = discord.File(io.BytesIO(PIXEL), "fox.png")
            shown = discord.Embed(title="An embed").set_image(url="attachment://fox.png")
            await channel.send(embed=shown, file=picture)
        else:
            await channel.send(f"for {interaction.user.mention}", nonce=str(interaction.id))

    @tree.context_menu(name="Look")
    async def look(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"looked at {message.content}", ephemeral=True)

    @tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction, user: discord.User) -> None:
        await interaction.response.send_message(f"hello {user.name}", ephemeral=True)


def add_asking_commands(tree: app_commands.CommandTree[Any]) -> None:
    """The commands that ask back."""

    @tree.command()
    async def pick(interaction: discord.Interaction) -> None:
        """Offer selects."""
        await interaction.response.send_message("pick", view=Picking())

    @tree.command()
    async def ask(interaction: discord.Interaction) -> None:
        """Open a modal."""
        await interaction.response.send_modal(Everything())


@asynccontextmanager
async def small_bot(server: DiscordControl, monkeypatch: Any, **options: Any) -> AsyncIterator[Small]:
    """The bot, logged in and ready."""
    point_at(server, monkeypatch)
    async with running(server, Small(**options)) as bot:
        yield bot


def point_at(server: DiscordControl, monkeypatch: Any) -> None:
    """Let discord.py take the stand-in for Discord."""
    monkeypatch.setattr(discord.http.Route, "BASE", server.api)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway))


@asynccontextmanager
async def running(server: DiscordControl, bot: Small) -> AsyncIterator[Small]:
    """The bot, logged in and with its commands registered, until the block ends."""
    async with bot:
        task = asyncio.create_task(bot.start(server.token), name="bot")
        await server.wait_session()
        await server.wait_commands("imagine")
        yield bot
        await bot.close()
        await task
