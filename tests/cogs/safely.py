"""What tests of moderation share: moderators' commands, and the channels where they are told things."""

from __future__ import annotations

from typing import Any

from tests.cogs.conftest import STUDIO, Json, Stage

MEMBER, MODERATOR, OWNER = "1100000000000000011", "1100000000000000013", "1100000000000000014"


def said(interaction: Json) -> str:
    """What an interaction was answered with, whatever it is made of."""
    return str(interaction["response"])


async def moderate(stage: Stage, command: str, **options: Any) -> Json:
    """A command of `/safety`, as a moderator runs it."""
    return await stage.discord.slash(f"safety {command}", options, as_="moderator", channel="moderators")


async def use_channels(stage: Stage, **channels: str) -> None:
    """Choose where moderators are told things: `moderators` and `log`."""
    known = {each["key"]: int(each["id"]) for each in (await stage.discord.world())["channels"]}
    changes = {f"{name}_channel_id": known[channel] for name, channel in channels.items()}
    await stage.app.store.settings.change_guild(STUDIO, changes, by=0)


async def decide(stage: Stage, **settings: Any) -> None:
    """Change the guild's settings."""
    await stage.app.store.settings.change_guild(STUDIO, settings, by=0)


async def at_desk(stage: Stage, text: str, *, channel: str = "moderators", **more: Any) -> Json:
    """The card in the moderators' channel that says so."""
    return await stage.discord.wait_message(text, channel=channel, as_="moderator", ephemeral=False, **more)


async def add_word(stage: Stage, text: str, **options: Any) -> Json:
    """Add to the filter, and look at nothing."""
    panel = await moderate(stage, "filter add", text=text, **options)
    return await stage.discord.press(panel["original_id"], "Use it", as_="moderator")
