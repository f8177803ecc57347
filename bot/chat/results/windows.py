"""Windows under a result: another prompt, a picture to go by, other words for those who do not see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.attached import MOST
from bot.chat.forms import Form, Written, open_window
from bot.chat.modals import (
    pictures_field,
    pictures_in,
    prompt_field,
    prompt_in,
    request_fields,
    request_in,
)
from bot.chat.place import place_of
from bot.chat.press import ID
from bot.chat.words import prompts
from bot.chat.words import results as words
from bot.domain.job import Job, Picture
from bot.domain.model import Model
from bot.domain.reference import Painted
from bot.domain.request import ImageRequest

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: More than any window takes.
_MOST = 4000
#: Discord's limit for alt text.
_LONGEST_DESCRIPTION = 1024
#: Discord's most fields of a window.
_MOST_FIELDS = 5
_PICTURE, _TEXT = "picture", "text"


async def open_edit(interaction: discord.Interaction[Any], job: Job, model: Model) -> None:
    """Everything filled in as it was asked for."""
    held = len(job.request.references)
    hint = prompts.pictures_before(held) if held else ""
    pictures = pictures_field(min(MOST, model.max_references), hint=hint)
    fields = request_fields(model.narrowed(job.request), model, pictures)
    await open_window(interaction, f"result:edited:{job.id}", words.EDIT_TITLE(), fields)


async def _edited(interaction: discord.Interaction[Any], match: re.Match[str], filled: Written) -> None:
    """Ask for what was changed."""
    bot: Bot = interaction.client
    job = await bot.results.repeatable(interaction, match["job"])
    if job is None:
        return
    attached = pictures_in(interaction, filled)
    request = request_in(job.request, filled)
    if attached:
        request = replace(request, references=())
    private = await bot.results.is_to_be_private(interaction, job)
    await bot.requests.ask(
        interaction, request, attached=attached, retry_of=job.id, private=private, written=True
    )


async def open_use(interaction: discord.Interaction[Any], job: Job, *, pictures: int, most: int) -> None:
    """What to paint by the picture, or by up to `most` of them."""
    fields = [prompt_field("", _MOST)]
    if pictures > 1:
        options = [
            discord.SelectOption(label=words.picture(number + 1), value=str(number), default=number == 0)
            for number in range(pictures)
        ]
        select: ui.Select[Any] = ui.Select(
            custom_id=_PICTURE, options=options, max_values=min(pictures, most)
        )
        fields.append(ui.Label(text=words.PICTURES(), component=select))
    await open_window(interaction, f"result:used:{job.id}", words.USE_TITLE(), fields)


async def _used(interaction: discord.Interaction[Any], match: re.Match[str], filled: Written) -> None:
    """Ask for it."""
    bot: Bot = interaction.client
    job = await bot.results.visible(interaction, match["job"])
    pictures = await bot.results.pictures(interaction, job) if job else ()
    if job is None or not pictures:
        return
    chosen = {int(number) for number in filled.get(_PICTURE, "0").split(",")}
    attached = [Painted(each.path) for number, each in enumerate(pictures) if number in chosen]
    place = await place_of(interaction)
    request = place.filled(ImageRequest(prompt=prompt_in(filled), model=place.usual(len(attached)).name))
    private = job.private or (await bot.store.settings.user(interaction.user.id)).settings.private
    await bot.requests.ask(interaction, request, attached=attached, private=private, written=True)


async def open_describe(interaction: discord.Interaction[Any], job: Job, pictures: Sequence[Picture]) -> None:
    """Alt text of each picture, as the requester wants it; one for all where there is no room for each."""
    label, hint = words.DESCRIBE_LABEL(), words.DESCRIBE_HINT()
    if 1 < len(pictures) <= _MOST_FIELDS:
        fields = [
            ui.Label(
                text=words.picture(each.index + 1),
                description=label if number else hint,
                component=_description(f"{_TEXT}-{each.index}", each.alt_text or job.request.prompt),
            )
            for number, each in enumerate(pictures)
        ]
    else:
        known = next((each.alt_text for each in pictures if each.alt_text), job.request.prompt)
        fields = [ui.Label(text=label, description=hint, component=_description(_TEXT, known))]
    await open_window(interaction, f"result:described:{job.id}", words.DESCRIBE_TITLE(), fields)


def _description(custom_id: str, known: str) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph,
        default=known[:_LONGEST_DESCRIPTION],
        max_length=_LONGEST_DESCRIPTION,
        required=False,
    )


async def _described(interaction: discord.Interaction[Any], match: re.Match[str], filled: Written) -> None:
    """Keep it, and change the message."""
    bot: Bot = interaction.client
    said = {
        None if name == _TEXT else int(name.removeprefix(f"{_TEXT}-")): text.strip()
        for name, text in filled.items()
    }
    await bot.results.describe(interaction, match["job"], said)


_JOB = rf"(?P<job>{ID})"
#: To be registered at start, so that what is written after a restart is understood.
FORMS = (
    Form(f"result:edited:{_JOB}", _edited),
    Form(f"result:used:{_JOB}", _used),
    Form(f"result:described:{_JOB}", _described),
)
