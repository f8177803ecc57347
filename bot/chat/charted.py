"""A card whose chart comes a moment later: the words are there at once, and stay if drawing fails."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.chat.cards.parts import Layout
from bot.chat.charts import Chart, Drawing
from bot.chat.explain import WIRE_ERRORS

_log = logging.getLogger(__name__)
_NAME = "chart.png"

Gallery = ui.MediaGallery[Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that is told in the language in force, and the same in words."""

    tell: Callable[[], Chart]
    alt: str


@dataclass(frozen=True, slots=True)
class Charted:
    """A card, with or without a chart, and what the chart shows; `None` if there is nothing to draw."""

    card: Callable[[Gallery | None], Layout]
    picture: Callable[[], Awaitable[Picture | None]]


async def answer(
    interaction: discord.Interaction[Any], charted: Charted, *, drawing: Drawing, ephemeral: bool = True
) -> None:
    """Say the words, then add the chart."""
    await interaction.response.send_message(view=charted.card(None), ephemeral=ephemeral)
    drawn = await _drawn(charted, drawing)
    if drawn is not None:
        await _put(interaction, charted, drawn)


async def replace(interaction: discord.Interaction[Any], charted: Charted, *, drawing: Drawing) -> None:
    """Put another card in place of the one that was pressed."""
    await interaction.response.defer()
    await _put(interaction, charted, await _drawn(charted, drawing))


async def _put(
    interaction: discord.Interaction[Any], charted: Charted, drawn: tuple[bytes, str] | None
) -> None:
    files, gallery = [], None
    if drawn is not None:
        png, alt = drawn
        files = [discord.File(BytesIO(png), filename=_NAME, description=alt)]
        gallery = ui.MediaGallery[Any](discord.MediaGalleryItem(f"attachment://{_NAME}", description=alt))
    try:
        await interaction.edit_original_response(view=charted.card(gallery), attachments=files)
    except WIRE_ERRORS as error:
        _log.info("a chart was not taken: %s", type(error).__name__)


async def _drawn(charted: Charted, drawing: Drawing) -> tuple[bytes, str] | None:
    """The chart and its words."""
    try:
        picture = await charted.picture()
        return None if picture is None else (await drawing.draw(picture.tell), picture.alt)
    except Exception:
        # The words on the card say the same.
        _log.exception("a chart could not be drawn")
        return None
