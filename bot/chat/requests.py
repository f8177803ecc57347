"""From a wish to the first answer: accept, show the card, start; and stop or repeat what was asked."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, assert_never

import discord

from bot.chat.attached import check, take_in
from bot.chat.cards.parts import Layout
from bot.chat.deferral import Deferral
from bot.chat.explain import ALREADY_ANSWERED, WIRE_ERRORS, whisper
from bot.chat.language import language_of_place, language_of_reader
from bot.chat.origin import origin_of, roles_of
from bot.chat.permissions import asked_or_moderates, require_room_to_post
from bot.chat.place import require_image_channel
from bot.chat.refused import show_ways_on
from bot.chat.sketch import Sketch
from bot.chat.words import replies
from bot.domain.clock import Clock
from bot.domain.errors import DuplicateRequest, InklingError, StoreError
from bot.domain.job import Job, JobState, Origin
from bot.domain.reference import Attached
from bot.domain.request import ImageRequest
from bot.engine.accept import Accepted, Foretell
from bot.engine.cancel import CancelOutcome
from bot.engine.engine import Engine
from bot.gateways.catalogue import Catalogue
from bot.gateways.intake import Intake
from bot.store.drafts import Draft
from bot.store.jobs import Jobs

_log = logging.getLogger(__name__)


class Requests:
    """What people ask of the engine, by command and by button."""

    def __init__(
        self,
        *,
        engine: Engine,
        jobs: Jobs,
        models: Catalogue,
        intake: Intake,
        images_dir: Path,
        clock: Clock,
        patience: float,
    ) -> None:
        self._engine = engine
        self._jobs = jobs
        self._models = models
        self._intake = intake
        self._images_dir = images_dir
        self._clock = clock
        self._patience = patience

    async def ask(
        self,
        interaction: discord.Interaction[Any],
        request: ImageRequest,
        *,
        attached: Attached = (),
        key: str | None = None,
        retry_of: str | None = None,
        private: bool = False,
        confirmed: bool = False,
        written: bool = False,
    ) -> None:
        """Accept a request and answer with its status card, to the asker alone if it is `private`.

        What was `written` in a window is given back with a refusal, and what is `attached` as well.

        Raises:
            Refusal, DuplicateRequest, StoreError: nothing was accepted.
        """
        wish = Draft(
            user_id=interaction.user.id,
            request=request,
            private=private,
            retry_of=retry_of,
            files=tuple(attached),
        )
        try:
            await self._ask(interaction, wish, key=key or str(interaction.id), confirmed=confirmed)
        except InklingError as error:
            if not await show_ways_on(interaction, error, wish, written=written):
                raise

    async def _ask(
        self, interaction: discord.Interaction[Any], wish: Draft, *, key: str, confirmed: bool
    ) -> None:
        await require_image_channel(interaction)
        if not wish.private:
            require_room_to_post(interaction)
        check(self._models, wish.request, wish.files)
        origin = await self._origin(interaction, private=wish.private)
        # Nobody knows how long fetching pictures takes.
        patience = 0.0 if wish.files else self._patience
        deferral = Deferral(interaction, patience, private=wish.private)
        sketch = Sketch(self._clock)
        try:
            async with deferral:
                accepted = await self._accept(
                    wish,
                    origin,
                    key=key,
                    role_ids=roles_of(interaction),
                    confirmed=confirmed,
                    foretell=sketch.foretell,
                )
        except InklingError as error:
            # A copy of the interaction shares its answer; another press of the same button has its own.
            is_copy = isinstance(error, DuplicateRequest) and key == str(interaction.id)
            if deferral.begun and not is_copy:
                await _remove_answer(interaction)
            raise
        await self._answer(interaction, accepted, sketch, deferred=deferral.begun)

    async def _origin(self, interaction: discord.Interaction[Any], *, private: bool) -> Origin:
        locale = await (language_of_reader if private else language_of_place)(interaction)
        return origin_of(interaction, self._clock.wall_ms(), locale=locale, private=private)

    async def _accept(
        self,
        wish: Draft,
        origin: Origin,
        *,
        key: str,
        role_ids: tuple[int, ...],
        confirmed: bool,
        foretell: Foretell,
    ) -> Accepted:
        """Take the request once its pictures are on disk."""
        request = wish.request
        if wish.files:
            # Nothing is fetched for a request that would not be taken.
            await self._engine.precheck(request, origin, role_ids=role_ids)
            request = await self.with_pictures(wish)
        return await self._engine.accept(
            request,
            origin,
            idempotency_key=key,
            role_ids=role_ids,
            retry_of=wish.retry_of,
            confirmed=confirmed,
            foretell=foretell,
        )

    async def with_pictures(self, wish: Draft) -> ImageRequest:
        """The request with its files among the pictures it goes by.

        Raises:
            ReferenceRejected: one is not taken.
        """
        taken = await take_in(self._intake, wish.files, images_dir=self._images_dir)
        return replace(wish.request, references=(*wish.request.references, *taken))

    async def repeat(self, interaction: discord.Interaction[Any], job_id: str) -> None:
        """Ask for the same again; each job can be repeated once.

        Raises:
            Refusal, StoreError: nothing was accepted.
        """
        job = await self._jobs.get(job_id)
        if job is None:
            await whisper(interaction, replies.NO_SUCH_JOB())
        elif job.forgotten_at is not None:
            await whisper(interaction, replies.FORGOTTEN())
        elif job.origin.user_id != interaction.user.id:
            await whisper(interaction, replies.NOT_YOUR_RETRY())
        else:
            try:
                await self.ask(
                    interaction,
                    job.request,
                    key=f"again:{job.id}",
                    retry_of=job.id,
                    private=job.private,
                )
            except DuplicateRequest as duplicate:
                await self._repeated_before(interaction, duplicate.job_id)

    async def _repeated_before(self, interaction: discord.Interaction[Any], job_id: str) -> None:
        """A repeat of which nobody saw anything does not count: it is what is repeated next."""
        earlier = await self._jobs.get(job_id)
        if earlier is not None and _was_never_seen(earlier):
            await self.repeat(interaction, job_id)
        else:
            await whisper(interaction, replies.ALREADY_REPEATED())

    async def cancel(self, interaction: discord.Interaction[Any], job_id: str) -> None:
        """Stop a job, for the requester or a moderator. The card tells when it has stopped."""
        await interaction.response.defer()
        try:
            said = await self._cancelled(interaction, job_id)
        except StoreError:
            _log.exception("job %s could not be stopped", job_id)
            said = replies.CANNOT_STOP()
        if said:
            await whisper(interaction, said)

    async def _cancelled(self, interaction: discord.Interaction[Any], job_id: str) -> str:
        """Cancel, or why not; empty when the card will say it."""
        job = await self._jobs.get(job_id)
        if job is None:
            return replies.NO_SUCH_JOB()
        if not asked_or_moderates(interaction, job):
            return replies.NOT_YOURS()
        match await self._engine.cancel(job_id, by=interaction.user.id):
            case CancelOutcome.REQUESTED:
                return ""
            case CancelOutcome.TOO_LATE:
                return replies.CANCEL_TOO_LATE()
            case CancelOutcome.ALREADY_ENDED:
                return replies.ALREADY_ENDED()
            case never:
                assert_never(never)

    async def _answer(
        self, interaction: discord.Interaction[Any], accepted: Accepted, sketch: Sketch, *, deferred: bool
    ) -> None:
        """Show the card and start; if nobody can see it, nobody pays."""
        job = accepted.job
        try:
            card_id = await _send(interaction, sketch.card(accepted), deferred=deferred, private=job.private)
        except WIRE_ERRORS as error:
            _log.info("job %s abandoned, its first answer failed: %s", job.id, type(error).__name__)
            await self._engine.abandon(job.id)
            return
        except Exception:
            await self._abandon_unseen(job.id)
            raise
        self._engine.start(job.id, card_message_id=card_id)

    async def _abandon_unseen(self, job_id: str) -> None:
        """Stop a job before anything is said, so that its end does not take the place of that."""
        await self._engine.abandon(job_id)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                await self._engine.wait(job_id)


async def _send(
    interaction: discord.Interaction[Any], card: Layout, *, deferred: bool, private: bool
) -> int | None:
    if not deferred:
        try:
            return (await interaction.response.send_message(view=card, ephemeral=private)).message_id
        except discord.HTTPException as error:
            # A copy of this interaction was answered first; its answer is where the card belongs.
            if error.code != ALREADY_ANSWERED:
                raise
    return (await interaction.edit_original_response(view=card)).id


async def _remove_answer(interaction: discord.Interaction[Any]) -> None:
    """Take "thinking" away, so that a refusal can be told to the asker alone."""
    with suppress(*WIRE_ERRORS):
        await interaction.delete_original_response()


def _was_never_seen(job: Job) -> bool:
    """Whether it was dropped because its first answer did not arrive."""
    return job.state is JobState.CANCELLED and job.origin.card_message_id is None
