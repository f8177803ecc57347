"""The card of a reported picture, in the moderators' channel and wherever else a moderator looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import discord

from bot.chat.desk import Desk
from bot.chat.explain import WIRE_ERRORS
from bot.chat.i18n import speaking
from bot.chat.safety.cards import Evidence, case_card, decided_card
from bot.chat.safety.evidence import exhibits, opened
from bot.chat.safety.logbook import Language
from bot.chat.upload import SPOILER, file_names
from bot.chat.wire import UploadTooLarge, Wire, nonce_of
from bot.domain.errors import DeliveryRefused
from bot.domain.job import Job
from bot.domain.safety import Case
from bot.store.stores import Store


class CaseCards:
    """Posts, changes and closes them. A card speaks the language of its guild."""

    def __init__(self, *, store: Store, desk: Desk, wire: Wire, images_dir: Path, language: Language) -> None:
        self._store = store
        self._desk = desk
        self._wire = wire
        self._images_dir = images_dir
        self._language = language

    async def post(self, case: Case, job: Job) -> bool:
        """Open it where moderators look. Whether they can see it there."""
        channel_id = await self._desk.channel(case.guild_id)
        if channel_id is None:
            return False
        message_id = await self._post(case, job, channel_id)
        if message_id is None:
            return False
        await self._store.safety.reports.posted(case.id, channel_id=channel_id, message_id=message_id)
        return True

    async def refresh(self, case: Case, job: Job) -> bool:
        """Show who reported it since. Whether moderators can see it."""
        if case.card_channel_id is None or case.card_message_id is None:
            return await self.post(case, job)
        try:
            posted = await self._wire.message(case.card_channel_id, case.card_message_id)
        except (DeliveryRefused, OSError):
            return await self.post(case, job)
        names = [f"{SPOILER}{name}" for name in dict.fromkeys(file_names(posted))]
        with speaking(await self._language(case.guild_id)):
            card = case_card(case, await self._evidence(case, job, names))
        return await self._desk.edit(case.card_channel_id, case.card_message_id, card)

    async def show(self, interaction: discord.Interaction[Any], case: Case, job: Job) -> None:
        """Show it to one moderator, who was told to wait."""
        found = await exhibits(await self._store.pictures.of(job.id), folder=self._images_dir)
        card = case_card(case, await self._evidence(case, job, [name for name, _ in found]))
        with opened(found) as files:
            await interaction.edit_original_response(view=card, attachments=files)

    async def close(
        self, interaction: discord.Interaction[Any] | None, case: Case, job: Job, outcome: str
    ) -> None:
        """Say what was decided, on the card that was pressed and the one that was posted. Never raises."""
        with speaking(await self._language(case.guild_id)):
            card = decided_card(case, job, outcome)
        pressed = interaction.message if interaction else None
        if interaction is not None and pressed is not None:
            try:
                await interaction.edit_original_response(view=card, attachments=[])
            except WIRE_ERRORS:
                # The card that was posted says it all the same.
                pressed = None
        if (
            case.card_channel_id
            and case.card_message_id
            and (pressed is None or pressed.id != case.card_message_id)
        ):
            await self._desk.edit(case.card_channel_id, case.card_message_id, card, files=())

    async def _post(self, case: Case, job: Job, channel_id: int) -> int | None:
        found = await exhibits(await self._store.pictures.of(job.id), folder=self._images_dir)
        nonce = nonce_of(case.id, str(channel_id))
        try:
            with opened(found) as files:
                card = await self._card(case, job, [name for name, _ in found])
                return await self._desk.post(channel_id, card, nonce=nonce, files=files)
        except UploadTooLarge:
            return await self._desk.post(channel_id, await self._card(case, job, ()), nonce=nonce)

    async def _card(self, case: Case, job: Job, filenames: Sequence[str]) -> discord.ui.LayoutView:
        with speaking(await self._language(case.guild_id)):
            return case_card(case, await self._evidence(case, job, filenames))

    async def _evidence(self, case: Case, job: Job, filenames: Sequence[str]) -> Evidence:
        decided = (await self._store.settings.guild(case.guild_id)).settings
        return Evidence(job=job, filenames=filenames, show_prompts=decided.show_prompts)
