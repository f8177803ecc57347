"""Reported pictures: taking a report, and doing what moderators decide about it."""

from __future__ import annotations

import logging
from typing import Any

import discord

from bot.chat.explain import whisper
from bot.chat.i18n import speaking
from bot.chat.permissions import is_member_here
from bot.chat.safety.cards import link_to
from bot.chat.safety.case_cards import CaseCards
from bot.chat.safety.logbook import Language, Logbook
from bot.chat.safety.removal import Removal
from bot.chat.safety.rulings import Ruling, Rulings
from bot.chat.safety.windows import ask_for_block, ask_for_reason
from bot.chat.upload import job_in
from bot.chat.words import reports as words
from bot.domain.errors import ReportFault, ReportRefused
from bot.domain.job import Job
from bot.domain.safety import Case, Decision, can_be_reported
from bot.store.stores import Store

_log = logging.getLogger(__name__)


class ReportDesk:
    """Between who reports and who decides. A case is stored before its card is posted."""

    def __init__(
        self,
        *,
        store: Store,
        cards: CaseCards,
        log: Logbook,
        removal: Removal,
        rulings: Rulings,
        language: Language,
    ) -> None:
        self._store = store
        self._cases = store.safety.reports
        self._cards = cards
        self._log = log
        self._removal = removal
        self._rulings = rulings
        self._language = language

    async def ask(self, interaction: discord.Interaction[Any], job_id: str | None) -> None:
        """Ask who reports for a reason.

        Raises:
            ReportRefused: there is nothing to report.
        """
        if not is_member_here(interaction):
            raise ReportRefused(ReportFault.ABSENT)
        job = await self._reportable(interaction, job_id)
        await ask_for_reason(interaction, job.id)

    async def ask_about(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """The same for a message, however old, that somebody pointed at.

        Raises:
            ReportRefused: it shows no picture of ours.
        """
        if message.author.id != interaction.application_id:
            raise ReportRefused(ReportFault.NO_PICTURE)
        await self.ask(interaction, job_in(message))

    async def take(self, interaction: discord.Interaction[Any], job_id: str, reason: str) -> None:
        """Store a report, tell moderators, and thank.

        Raises:
            ReportRefused: it is not taken.
            StoreError: it could not be stored.
        """
        # Pictures are uploaded once more, which takes a while.
        await interaction.response.defer(ephemeral=True, thinking=True)
        job = await self._reportable(interaction, job_id)
        case = await self._cases.add(job, reporter_id=interaction.user.id, reason=reason)
        joins = len(case.reports) > 1
        told = await self._cards.refresh(case, job)
        if not told:
            await whisper(interaction, words.KEPT_IN_LIST())
        else:
            await whisper(interaction, words.THANKS_JOINED() if joins else words.THANKS())

    async def ask_for_block(self, interaction: discord.Interaction[Any], case_id: str) -> None:
        """Ask how long, if the case is still open.

        Raises:
            ReportRefused: there is no such case here.
        """
        case, job = await self._found(interaction, case_id)
        if case.decision is None:
            await ask_for_block(interaction, case.id)
        else:
            await interaction.response.defer()
            await self._decided_before(interaction, case, job)

    async def decide(
        self,
        interaction: discord.Interaction[Any],
        case_id: str,
        decision: Decision,
        *,
        seconds: int | None = None,
        reason: str = "",
    ) -> None:
        """Decide a case and carry it out; who comes second is told what the first did.

        `seconds` and `reason` are a block's.

        Raises:
            ReportRefused: there is no such case here.
            StoreError: nothing was decided.
        """
        await interaction.response.defer()
        case, job = await self._found(interaction, case_id)
        by = interaction.user.id
        ruling = Ruling(decision=decision, by=by, seconds=seconds, reason=reason)
        actions = await self._rulings.rule(case, job, ruling)
        case = await self._cases.get(case_id) or case
        if actions is None:
            await self._decided_before(interaction, case, job)
            return
        await self._cards.close(interaction, case, job, await self._carry_out(case, job))
        for action in actions:
            await self._log.note(action, seen_in=case.card_channel_id)

    async def show(self, interaction: discord.Interaction[Any], case_id: str) -> None:
        """Show a case to who asks, with its pictures.

        Raises:
            ReportRefused: there is no such case here.
        """
        await interaction.response.defer(ephemeral=True, thinking=True)
        case, job = await self._found(interaction, case_id)
        if case.decision is None:
            await self._cards.show(interaction, case, job)
        else:
            await whisper(interaction, words.decided_before(case))

    async def resume(self) -> None:
        """Delete what was to be deleted when an earlier process ended."""
        for case in await self._cases.unfinished():
            job = await self._store.jobs.get(case.job_id)
            if job is not None:
                await self._cards.close(None, case, job, await self._carry_out(case, job))

    async def _carry_out(self, case: Case, job: Job) -> str:
        """Do what was decided beyond the database; what came of it, in the language of the card."""
        if case.decision is None or not case.decision.removes:
            return ""
        removed = await self._removal.remove(job)
        with speaking(await self._language(case.guild_id)):
            if job.private:
                return words.PRIVATE_STAYS()
            if removed.is_left:
                return words.not_removed(link_to(job))
            return words.removed(removed.messages)

    async def _decided_before(self, interaction: discord.Interaction[Any], case: Case, job: Job) -> None:
        await self._cards.close(interaction, case, job, "")
        await whisper(interaction, words.decided_before(case))

    async def _reportable(self, interaction: discord.Interaction[Any], job_id: str | None) -> Job:
        if job_id is None:
            raise ReportRefused(ReportFault.NO_PICTURE)
        job = await self._store.jobs.get(job_id)
        if job is None or not can_be_reported(job, interaction.guild_id):
            raise ReportRefused(ReportFault.UNKNOWN)
        return job

    async def _found(self, interaction: discord.Interaction[Any], case_id: str) -> tuple[Case, Job]:
        case = await self._cases.get(case_id)
        job = await self._store.jobs.get(case.job_id) if case else None
        if case is None or job is None or case.guild_id != interaction.guild_id:
            raise ReportRefused(ReportFault.UNKNOWN)
        return case, job
