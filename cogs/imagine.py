"""`/imagine`: words in, a picture out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.attached import all_names, linked, number_attached, option_names
from bot.chat.create import ask_for_prompt
from bot.chat.mine.presets import place_under, preset_choices
from bot.chat.options import choices_of, counts_of, model_choices, unused_options
from bot.chat.picker import MOST_CHOICES, Choice, matching
from bot.chat.place import Place, place_of
from bot.chat.words import presets, prompts
from bot.domain.errors import PresetRefused
from bot.domain.model import Model
from bot.domain.request import ImageRequest

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: More files than this do not fit into one message; the model may allow fewer.
_MOST_PICTURES = 10
#: Discord's longest option text.
_LONGEST = 6000


class Imagine(commands.Cog):
    """Asks for pictures."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        models = bot.models.models.values()
        references = option_names(bot.models)
        unused = [name for name in all_names() if name not in references]
        for name in (*unused, *unused_options(models)):
            # discord.py has no public way to leave an option out.
            del self.imagine._params[name]

    @app_commands.command(description=prompts.IMAGINE)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.rename(output_format="format")
    @app_commands.describe(
        prompt=prompts.PROMPT,
        aspect_ratio=prompts.ASPECT_RATIO,
        quality=prompts.QUALITY,
        resolution=prompts.RESOLUTION,
        output_format=prompts.FORMAT,
        count=prompts.COUNT,
        model=prompts.MODEL,
        style=prompts.STYLE,
        background=prompts.BACKGROUND,
        watermark=prompts.WATERMARK,
        private=prompts.PRIVATE,
        preset=presets.PRESET,
        reference=prompts.REFERENCE,
        reference2=prompts.ANOTHER_REFERENCE,
        reference3=prompts.ANOTHER_REFERENCE,
        reference4=prompts.ANOTHER_REFERENCE,
    )
    async def imagine(
        self,
        interaction: discord.Interaction[Any],
        prompt: app_commands.Range[str, 1, _LONGEST] | None = None,
        aspect_ratio: str | None = None,
        quality: str | None = None,
        resolution: str | None = None,
        output_format: str | None = None,
        count: app_commands.Range[int, 1, _MOST_PICTURES] = 1,
        model: str | None = None,
        style: str | None = None,
        background: str | None = None,
        watermark: bool | None = None,
        private: bool | None = None,
        preset: str | None = None,
        reference: discord.Attachment | None = None,
        reference2: discord.Attachment | None = None,
        reference3: discord.Attachment | None = None,
        reference4: discord.Attachment | None = None,
    ) -> None:
        attached = [linked(each) for each in (reference, reference2, reference3, reference4) if each]
        place = await place_under(interaction, preset)
        if private is None:
            private = (await self.bot.store.settings.user(interaction.user.id)).settings.private
        is_asked = prompt is not None
        request = ImageRequest(
            prompt=prompt or "",
            model=model or (place.usual(len(attached)).name if is_asked else ""),
            count=count,
            aspect_ratio=aspect_ratio,
            resolution=resolution,
            quality=quality,
            output_format=output_format,
            style=style,
            background=background,
            watermark=watermark,
        )
        if is_asked:
            await self.bot.requests.ask(
                interaction, place.filled(request), attached=attached, private=private
            )
        else:
            await ask_for_prompt(interaction, place, request, attached=attached, private=private)

    @imagine.autocomplete("model")
    async def complete_model(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The models on offer here that take what is attached."""
        number = number_attached(interaction)
        place = await place_of(interaction)
        fit = [model for model in place.models if model.max_references >= number]
        return matching(model_choices(fit), typed)

    @imagine.autocomplete("aspect_ratio")
    async def complete_aspect_ratio(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[Choice[str]]:
        """The ratios of the chosen model."""
        return matching(await _offered(interaction, "aspect_ratio"), typed)

    @imagine.autocomplete("quality")
    async def complete_quality(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The qualities of the chosen model, with their prices."""
        return matching(await _offered(interaction, "quality"), typed)

    @imagine.autocomplete("resolution")
    async def complete_resolution(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[Choice[str]]:
        """The resolutions of the chosen model, with their prices."""
        return matching(await _offered(interaction, "resolution"), typed)

    @imagine.autocomplete("output_format")
    async def complete_format(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The formats of the chosen model."""
        return matching(await _offered(interaction, "output_format"), typed)

    @imagine.autocomplete("style")
    async def complete_style(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The styles of the chosen model."""
        return matching(await _offered(interaction, "style"), typed)

    @imagine.autocomplete("background")
    async def complete_background(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[Choice[str]]:
        """The backgrounds of the chosen model."""
        return matching(await _offered(interaction, "background"), typed)

    @imagine.autocomplete("preset")
    async def complete_preset(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """One's own presets."""
        return await preset_choices(interaction, typed)

    @imagine.autocomplete("count")
    async def complete_count(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[int]]:
        """As many as the chosen model makes, with the price of all."""
        model, chosen = _chosen(interaction, await _place(interaction))
        offered = counts_of(model, chosen)
        return [
            Choice(name=name, value=number)
            for name, number in offered
            if str(typed) in str(number) or not str(typed)
        ][:MOST_CHOICES]


async def _place(interaction: discord.Interaction[Any]) -> Place:
    """Where this is typed, under the preset named so far if there is one."""
    try:
        return await place_under(interaction, interaction.namespace.preset)
    except PresetRefused:
        return await place_of(interaction)


async def _offered(interaction: discord.Interaction[Any], option: str) -> list[tuple[str, str]]:
    """The values of an option that can be chosen here, with their prices."""
    place = await _place(interaction)
    model, chosen = _chosen(interaction, place)
    return choices_of(model, option, place.values(model, option), chosen)


def _chosen(interaction: discord.Interaction[Any], place: Place) -> tuple[Model, ImageRequest]:
    """The model named so far, or the usual one; and what is asked of it with what is filled in so far."""
    given = interaction.namespace
    model = place.model(given.model) or place.usual(number_attached(interaction))
    so_far = ImageRequest(
        prompt="", model=model.name, quality=given.quality or None, resolution=given.resolution or None
    )
    return model, place.filled(so_far)


async def setup(bot: Bot) -> None:
    """Add the command."""
    await bot.add_cog(Imagine(bot))
