"""The way to a picture for who is still to write the prompt: a button or an open command, then a window."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.attached import MOST, check
from bot.chat.explain import whisper
from bot.chat.forms import Form, Written, open_window
from bot.chat.mine.presets import place_under
from bot.chat.modals import pictures_field, pictures_in, prompt_field, prompt_in
from bot.chat.place import Place, place_of, require_place
from bot.chat.press import ID, KeyButton
from bot.chat.words import prompts, replies
from bot.domain.errors import PresetRefused
from bot.domain.reference import Attached, most_taken
from bot.domain.request import ImageRequest
from bot.store.drafts import Draft

if TYPE_CHECKING:
    from bot.chat.client import Bot


async def ask_for_prompt(
    interaction: discord.Interaction[Any],
    place: Place,
    request: ImageRequest,
    *,
    attached: Attached = (),
    private: bool = False,
) -> None:
    """Open the window for the prompt of a request, and for pictures to go by.

    Without a model in `request`, what paints is found once it is known how many pictures there are.

    Raises:
        Refusal: it would not be taken, whatever is written.
        StoreError: nobody can tell, or what was chosen could not be kept until it is written.
    """
    bot: Bot = interaction.client
    await require_place(interaction)
    painters = [bot.models.get(request.model)] if request.model else place.models
    filled = _filled(place, request, len(attached))
    check(bot.models, filled, attached)
    draft = Draft(
        user_id=interaction.user.id,
        request=replace(request, prompt=filled.prompt),
        private=private,
        files=tuple(attached),
        preset=place.preset.name if place.preset else None,
    )
    draft_id = bot.ids.job_id()
    await bot.store.drafts.keep(draft_id, draft)
    hint = prompts.pictures_there(len(attached)) if attached else ""
    fields = [
        prompt_field(filled.prompt, bot.models.get(filled.model).max_prompt),
        *pictures_field(min(MOST, most_taken(painters)) - len(attached), hint=hint),
    ]
    await open_window(interaction, f"draft:write:{draft_id}", prompts.TITLE(), fields)


async def _take(interaction: discord.Interaction[Any], match: re.Match[str], written: Written) -> None:
    """Go on as if the prompt had been given with the command."""
    bot: Bot = interaction.client
    draft = await bot.store.drafts.get(match["draft"], user_id=interaction.user.id)
    if draft is None:
        await whisper(interaction, replies.window_lost(prompt_in(written)))
        return
    files = (*draft.files, *pictures_in(interaction, written))
    place = await _place_again(interaction, draft.preset)
    # What the preset says stood in the window already.
    request = replace(_filled(place, draft.request, len(files)), prompt=prompt_in(written))
    await bot.requests.ask(interaction, request, attached=files, private=draft.private, written=True)


def _filled(place: Place, request: ImageRequest, pictures: int) -> ImageRequest:
    """With what its author left open, the model included, and what was taken off the list since."""
    named = place.model(request.model)
    return place.filled(replace(request, model=named.name if named else place.usual(pictures).name))


async def _place_again(interaction: discord.Interaction[Any], preset: str | None) -> Place:
    """Where this was written, under the preset of that name if there still is one."""
    try:
        return await place_under(interaction, preset)
    except PresetRefused:
        return await place_of(interaction)


class CreateButton(KeyButton, begins="image:create", label=prompts.CREATE, style=discord.ButtonStyle.primary):
    """Asks whoever presses it for a prompt. The channel says everything else."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the window."""
        bot: Bot = interaction.client
        private = (await bot.store.settings.user(interaction.user.id)).settings.private
        await ask_for_prompt(interaction, await place_of(interaction), open_request(), private=private)


def open_request() -> ImageRequest:
    """A request of which nothing is said yet."""
    return ImageRequest(prompt="", model="")


#: To be registered at start, so that what is written after a restart is understood.
PROMPT_FORMS = (Form(rf"draft:write:(?P<draft>{ID})", _take),)
