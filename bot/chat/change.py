"""What was refused and would be lost with it: kept for a day, and opened again to be changed."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.chat.attached import MOST
from bot.chat.explain import whisper
from bot.chat.forms import Form, Written, open_window
from bot.chat.modals import pictures_field, pictures_in, prompt_in, request_fields, request_in
from bot.chat.place import Place, place_of, require_place
from bot.chat.press import ID, KeyButton
from bot.chat.words import prompts, replies, results
from bot.domain.errors import InklingError, ReferenceFault, ReferenceRejected, StoreError, TooManyReferences
from bot.domain.model import Model
from bot.domain.reference import model_for
from bot.store.drafts import Draft

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)
#: The picture is fine, but did not arrive or find room.
_PASSES = frozenset({ReferenceFault.UNREACHABLE, ReferenceFault.NO_ROOM})


async def keep_to_change(bot: Bot, error: InklingError, wish: Draft) -> ChangeButton | None:
    """Keep what was refused, without what cannot be kept of it; `None` if that did not work."""
    draft_id = bot.ids.job_id()
    try:
        await bot.store.drafts.keep(draft_id, _worth_keeping(error, wish))
    except StoreError:
        # The refusal itself is worth telling.
        _log.exception("a refused request could not be kept")
        return None
    return ChangeButton(draft_id)


def _worth_keeping(error: InklingError, wish: Draft) -> Draft:
    """Without the picture that is not taken, and without more pictures than any model takes."""
    files = wish.files
    if isinstance(error, ReferenceRejected) and error.place is not None and error.fault not in _PASSES:
        files = (*files[: error.place], *files[error.place + 1 :])
    if isinstance(error, TooManyReferences) and not error.takers:
        files = files[: max(0, error.limit - len(wish.request.references))]
    return replace(wish, files=files)


class ChangeButton(KeyButton, begins="draft:change", holds=ID, label=results.EDIT):
    """Opens it in a window, with all that is kept filled in."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the window, where anything can be asked for now."""
        bot: Bot = interaction.client
        draft = await bot.store.drafts.get(self.key, user_id=interaction.user.id)
        if draft is None:
            await whisper(interaction, replies.NO_SUCH_JOB())
            return
        await require_place(interaction)
        model, held = _painter(await place_of(interaction), draft), _pictures_of(draft)
        room = min(MOST, model.max_references) - held
        pictures = pictures_field(room, hint=prompts.pictures_there(held) if held else "")
        fields = request_fields(model.narrowed(draft.request), model, pictures)
        await open_window(interaction, f"draft:changed:{self.key}", prompts.TITLE(), fields)


async def _changed(interaction: discord.Interaction[Any], match: re.Match[str], written: Written) -> None:
    """Ask for it as it is now."""
    bot: Bot = interaction.client
    draft = await bot.store.drafts.get(match["draft"], user_id=interaction.user.id)
    if draft is None:
        await whisper(interaction, replies.window_lost(prompt_in(written)))
        return
    model = _painter(await place_of(interaction), draft)
    await bot.requests.ask(
        interaction,
        request_in(model.narrowed(draft.request), written),
        attached=(*draft.files, *pictures_in(interaction, written)),
        retry_of=draft.retry_of,
        private=draft.private,
        written=True,
    )


def _painter(place: Place, draft: Draft) -> Model:
    """The model that was asked for, if it is offered here and takes the pictures; else one that does."""
    models = {model.name: model for model in place.models}
    number = _pictures_of(draft)
    asked = models.get(draft.request.model) or place.usual(number)
    return model_for(asked, number, models.values())


def _pictures_of(draft: Draft) -> int:
    return len(draft.request.references) + len(draft.files)


CHANGE_BUTTONS = (ChangeButton,)
#: To be registered at start, as the button is, so that what is written after a restart is understood.
CHANGE_FORMS = (Form(rf"draft:changed:(?P<draft>{ID})", _changed),)
