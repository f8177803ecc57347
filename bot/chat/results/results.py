"""Acting on a result: who may, what it leads to, and what is said when it cannot be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, layout, small, text
from bot.chat.confirm import propose
from bot.chat.explain import whisper, whisper_card
from bot.chat.permissions import asked_or_moderates
from bot.chat.results.buttons import Act, ResultButton
from bot.chat.results.descriptions import Descriptions
from bot.chat.results.details import details_card
from bot.chat.results.originals import send_originals
from bot.chat.results.windows import open_describe, open_edit, open_use
from bot.chat.safety.removal import Removal
from bot.chat.seen import Echoes
from bot.chat.whereabouts import Whereabouts
from bot.chat.wire import Wire
from bot.chat.words import replies, withheld
from bot.chat.words import results as words
from bot.domain.job import Job, JobState, Picture
from bot.domain.model import Model
from bot.domain.reference import most_taken
from bot.domain.safety import Action
from bot.store.database import Tx
from bot.store.drafts import Draft

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: The pictures may be seen before it is noted that they were posted.
_SHOWN = frozenset({JobState.DELIVERING, JobState.DONE})

_Do = Callable[[discord.Interaction[Any], Job], Awaitable[None]]


class Results:
    """What the buttons under results call."""

    def __init__(self, bot: Bot, *, removal: Removal, descriptions: Descriptions, images_dir: Path) -> None:
        self._bot = bot
        self._removal = removal
        self._descriptions = descriptions
        self._echoes = Echoes(clock=bot.clock)
        self.images_dir = images_dir
        self._acts: dict[Act, _Do] = {
            Act.AGAIN: self._again,
            Act.EDIT: self._edit,
            Act.LARGER: self._larger,
            Act.USE: self._use,
            Act.FAVOURITE: self._favourite,
            Act.ORIGINAL: self._original,
            Act.DETAILS: self._details,
            Act.DELETE: self._delete,
            Act.DELETE_NOW: self._delete_now,
            Act.KEEP: self._keep,
            Act.DESCRIBE: self._describe,
        }

    @classmethod
    def over(cls, bot: Bot, *, images_dir: Path) -> Results:
        """For a client that has logged in."""
        wire, clock = Wire(bot), bot.clock
        whereabouts = Whereabouts(wire=wire)
        removal = Removal(
            wire=wire,
            whereabouts=whereabouts,
            pictures=bot.store.pictures,
            showcase=bot.showcase,
            images_dir=images_dir,
            clock=clock,
        )
        descriptions = Descriptions(wire=wire, whereabouts=whereabouts, clock=clock)
        return cls(bot, removal=removal, descriptions=descriptions, images_dir=images_dir)

    async def act(self, interaction: discord.Interaction[Any], act: Act, job_id: str) -> None:
        """Do what a button says, for who may.

        Raises:
            Refusal, StoreError: it was not done.
        """
        job = await self.visible(interaction, job_id)
        if job is not None:
            await self._acts[act](interaction, job)

    async def visible(self, interaction: discord.Interaction[Any], job_id: str) -> Job | None:
        """The job, if this person may see it and it is on file; else that was said."""
        job = await self._bot.store.jobs.get(job_id)
        if job is None or job.forgotten_at is not None or not _has_result(interaction, job):
            await whisper(interaction, words.GONE())
            return None
        if job.private and not _is_requester(interaction, job):
            await whisper(interaction, replies.NOT_YOURS())
            return None
        return job

    async def repeatable(self, interaction: discord.Interaction[Any], job_id: str) -> Job | None:
        """The job, if this person may ask for another like it; else that was said."""
        job = await self.visible(interaction, job_id)
        return job if job and await self._may_repeat(interaction, job) else None

    async def is_to_be_private(self, interaction: discord.Interaction[Any], job: Job) -> bool:
        """Whether another like it is private: as one's own was, and after another's as one has decided."""
        if _is_requester(interaction, job):
            return job.private
        return (await self._bot.store.settings.user(interaction.user.id)).settings.private

    async def describe(
        self, interaction: discord.Interaction[Any], job_id: str, said: Mapping[int | None, str]
    ) -> None:
        """Describe pictures for who does not see them, if this is the requester; empty is the prompt.

        `said` by index of the picture; `None` stands for all others.
        """
        job = await self.visible(interaction, job_id)
        if job is None:
            return
        if not _is_requester(interaction, job):
            await whisper(interaction, words.NOT_YOURS_TO_DESCRIBE())
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        described = [
            replace(each, alt_text=_told(job, said.get(each.index, said.get(None, each.alt_text))))
            for each in await self._bot.store.pictures.of(job.id)
        ]
        said_of = {each.index: each.alt_text for each in described}

        async def beside(tx: Tx) -> None:
            await self._bot.showcase.look_in(tx, job.id)

        await self._bot.store.pictures.describe(job.id, said_of, beside=beside)
        self._bot.showcase.wake()
        changed = await self._descriptions.change(job, described)
        await whisper(interaction, words.DESCRIBED() if changed else words.DESCRIBED_LATER())

    async def pictures(self, interaction: discord.Interaction[Any], job: Job) -> tuple[Picture, ...]:
        """Those of its pictures on file that this person may see; if there are none, that was said."""
        pictures = await self._bot.store.pictures.of(job.id)
        if not pictures or not (self.images_dir / pictures[0].path).is_file():
            await whisper(interaction, words.GONE())
            return ()
        seen = await self._bot.policy.seen_by(interaction.user.id, job, pictures)
        if not seen:
            await whisper(interaction, withheld.NOT_YOURS())
        return seen

    async def _again(self, interaction: discord.Interaction[Any], job: Job) -> None:
        if not await self._may_repeat(interaction, job):
            return
        if self._echoes.is_echo((interaction.user.id, job.id)):
            await whisper(interaction, replies.ALREADY_REPEATED())
            return
        private = await self.is_to_be_private(interaction, job)
        await self._bot.requests.ask(interaction, job.request, retry_of=job.id, private=private)

    async def _edit(self, interaction: discord.Interaction[Any], job: Job) -> None:
        if await self._may_repeat(interaction, job):
            await open_edit(interaction, job, self._model_of(job))

    async def _larger(self, interaction: discord.Interaction[Any], job: Job) -> None:
        if not await self._may_repeat(interaction, job):
            return
        model = self._model_of(job)
        larger = model.resolution_above(job.request.resolution)
        if larger is None:
            await whisper(interaction, words.LARGEST())
            return
        request = replace(job.request, resolution=larger)
        quoted = await self._bot.engine.quote(request, guild_id=interaction.guild_id)
        private = await self.is_to_be_private(interaction, job)
        draft = Draft(user_id=interaction.user.id, request=request, private=private, retry_of=job.id)
        said = words.larger(larger, quoted.price)
        await propose(interaction, draft, title=words.LARGER_TITLE(), said=said)

    async def _use(self, interaction: discord.Interaction[Any], job: Job) -> None:
        pictures = await self.pictures(interaction, job)
        if not pictures:
            return
        most = most_taken(self._bot.models.models.values())
        if most == 0:
            await whisper(interaction, words.NO_TAKER())
            return
        await open_use(interaction, job, pictures=len(pictures), most=most)

    async def _favourite(self, interaction: discord.Interaction[Any], job: Job) -> None:
        marked = await self._bot.showcase.toggle(interaction.user.id, job)
        count = await self._bot.store.favourites.count(job.id)
        said = words.FAVOURED() if marked else words.UNFAVOURED()
        await whisper(interaction, "\n".join([said, *([small(words.favourites(count))] if count else [])]))

    async def _original(self, interaction: discord.Interaction[Any], job: Job) -> None:
        pictures = await self.pictures(interaction, job)
        if pictures:
            await send_originals(interaction, job, pictures, folder=self.images_dir)

    async def _details(self, interaction: discord.Interaction[Any], job: Job) -> None:
        pictures = await self._bot.store.pictures.of(job.id)
        card = details_card(
            job,
            pictures,
            favourites=await self._bot.store.favourites.count(job.id),
            may_describe=_is_requester(interaction, job) and bool(pictures),
        )
        await whisper_card(interaction, card)

    async def _delete(self, interaction: discord.Interaction[Any], job: Job) -> None:
        if not asked_or_moderates(interaction, job):
            await whisper(interaction, words.NOT_YOURS_TO_DELETE())
            return
        buttons: ui.ActionRow[Any] = ui.ActionRow(
            ResultButton(Act.DELETE_NOW, job.id), ResultButton(Act.KEEP, job.id)
        )
        said = text(f"### {words.DELETE_TITLE()}", words.DELETE_WARNING())
        await whisper_card(interaction, layout(QUIET, [said, buttons]))

    async def _delete_now(self, interaction: discord.Interaction[Any], job: Job) -> None:
        if not asked_or_moderates(interaction, job):
            await whisper(interaction, words.NOT_YOURS_TO_DELETE())
            return
        await interaction.response.defer()
        removed = await self._removal.remove(job)
        if not _is_requester(interaction, job):
            await self._note_deletion(interaction, job)
        said = words.NOT_ALL_DELETED() if removed.is_left else words.DELETED()
        await interaction.edit_original_response(view=layout(QUIET, [text(said)]))

    async def _note_deletion(self, interaction: discord.Interaction[Any], job: Job) -> None:
        """What a moderator did to another's picture is in the mod-log."""
        store = self._bot.store
        if job.origin.guild_id is None:
            return
        async with store.database.write() as tx:
            action = await store.safety.modlog.add(
                tx,
                Action.DELETE,
                guild_id=job.origin.guild_id,
                at=self._bot.clock.wall_ms(),
                by=interaction.user.id,
                user_id=job.origin.user_id,
                job_id=job.id,
            )
        await self._bot.moderation.log.note(action)

    async def _keep(self, interaction: discord.Interaction[Any], _job: Job) -> None:
        await interaction.response.edit_message(view=layout(QUIET, [text(words.KEPT())]))

    async def _describe(self, interaction: discord.Interaction[Any], job: Job) -> None:
        if not _is_requester(interaction, job):
            await whisper(interaction, words.NOT_YOURS_TO_DESCRIBE())
            return
        await open_describe(interaction, job, await self._bot.store.pictures.of(job.id))

    async def _may_repeat(self, interaction: discord.Interaction[Any], job: Job) -> bool:
        """Anybody may ask for a copy of what all see, but not go by pictures somebody else gave."""
        if job.request.references and not _is_requester(interaction, job):
            await whisper(interaction, words.NOT_YOURS_TO_REPEAT())
            return False
        return True

    def _model_of(self, job: Job) -> Model:
        """Its entry of the catalogue.

        Raises:
            UnknownModel: it has gone.
        """
        return self._bot.models.get(job.request.model)


def _has_result(interaction: discord.Interaction[Any], job: Job) -> bool:
    """Whether there is something this person can have been shown."""
    return job.state in _SHOWN or (job.state is JobState.UNDELIVERABLE and _is_requester(interaction, job))


def _told(job: Job, said: str | None) -> str | None:
    """What is kept of a description: nothing where the prompt says it."""
    return said if said and said != job.request.prompt else None


def _is_requester(interaction: discord.Interaction[Any], job: Job) -> bool:
    return interaction.user.id == job.origin.user_id
