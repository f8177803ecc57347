"""Pieces that several cards share."""

from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.chat.text import quoted
from bot.chat.words import references, status
from bot.chat.words.lists import listed
from bot.chat.words.people import who
from bot.domain.job import Job, Picture
from bot.domain.request import ImageRequest

#: Characters of the prompt on a card; all the text of one message may have 4,000.
PROMPT_ROOM = 700
#: Discord's limit for alt text.
ALT_ROOM = 1024

WORKING = discord.Colour(0x5B6EE1)
FINE = discord.Colour(0x3BA55D)
FAULT = discord.Colour(0xC0392B)
QUIET = discord.Colour(0x80848E)

Layout = ui.LayoutView
Piece = ui.Item[Any]


def layout(colour: discord.Colour, pieces: Iterable[Piece]) -> Layout:
    """A card. It never times out: its buttons are answered from the database."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*pieces, accent_colour=colour))
    return view


def text(*lines: str) -> ui.TextDisplay[Any]:
    """Lines of markdown; empty ones are left out."""
    return ui.TextDisplay("\n".join(line for line in lines if line))


def small(*facts: str) -> str:
    """Facts in small print; nothing where there are none."""
    told = " · ".join(fact for fact in facts if fact)
    return f"-# {told}" if told else ""


def prompt_of(job: Job) -> str:
    """The prompt, safe to show."""
    return quoted(job.request.prompt, PROMPT_ROOM)


def options_of(request: ImageRequest) -> str:
    """What was chosen, as in "gpt-image · 16:9 · high"."""
    chosen = (
        request.model,
        request.aspect_ratio,
        request.resolution,
        request.quality,
        request.output_format,
        request.style,
        request.background,
    )
    facts = [str(value) for value in chosen if value]
    if request.count > 1:
        facts.append(status.pictures(request.count))
    if request.references:
        facts.append(references.count(request.references))
    return " · ".join(facts)


def sizes_of(pictures: Iterable[Picture]) -> str:
    """The pixels that really came, each size once."""
    return listed(dict.fromkeys(f"{picture.width}×{picture.height}" for picture in pictures))


def asked_by(job: Job) -> str:
    """Who asked; a mention that pings nobody."""
    return status.asked_by(who(job.origin.user_id))
