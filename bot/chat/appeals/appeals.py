"""Appeals: stored before moderators are asked, decided once, told to all who are concerned."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.chat.appeals import cards
from bot.chat.appeals.painting import Painting, place_of
from bot.chat.appeals.pleading import Pleading
from bot.chat.appeals.telling import Telling
from bot.chat.desk import Desk
from bot.chat.explain import WIRE_ERRORS, whisper
from bot.chat.i18n import speaking
from bot.chat.permissions import require_guild
from bot.chat.wire import Wire, jump_link
from bot.chat.words import appeals as words
from bot.chat.words import refusal
from bot.domain.appeal import LIFE_MS, Appeal, AppealState, Plea
from bot.domain.errors import (
    AppealFault,
    AppealRefused,
    DuplicateRequest,
    Refusal,
    StoreError,
)
from bot.domain.job import Job
from bot.engine.accept import Accepted, Approval
from bot.store.database import Tx

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)


class _DecidedBefore(Exception):
    """Somebody was faster; nothing is written."""


class Appeals:
    """Between who asks and who decides."""

    def __init__(self, bot: Bot, *, pleading: Pleading, telling: Telling, painting: Painting) -> None:
        self.pleading = pleading
        self._bot = bot
        self._store = bot.store.appeals
        self._telling = telling
        self._painting = painting

    @classmethod
    def over(cls, bot: Bot) -> Self:
        """Of a bot that has opened."""
        wire = Wire(bot)
        desk = Desk(settings=bot.store.settings, wire=wire)
        return cls(
            bot,
            pleading=Pleading(bot),
            telling=Telling(bot, desk=desk, wire=wire),
            painting=Painting(engine=bot.engine, wire=wire, clock=bot.clock),
        )

    async def ask(self, interaction: discord.Interaction[Any], draft_id: str, *, why: str) -> None:
        """Ask moderators for what was refused. What is not refused any more is painted.

        Raises:
            Refusal: they are not asked, or something else refuses it.
            StoreError: nothing was stored.
        """
        guild_id = require_guild(interaction)
        draft = await self.pleading.draft(interaction, draft_id)
        refused = await self.pleading.refusal(interaction, draft)
        if refused is None:
            await self.pleading.paint(interaction, draft_id)
            return
        plea = await self.pleading.plea(interaction, draft, refused, why)
        appeal = Appeal(
            id=draft_id,
            guild_id=guild_id,
            user_id=interaction.user.id,
            at=self._bot.clock.wall_ms(),
            plea=plea,
        )
        with self._telling.busy_with(appeal):
            await self._telling.require_channel(guild_id)
            await self._store.open(appeal)
            await self._answer(interaction, appeal, plea)

    async def approve(self, interaction: discord.Interaction[Any], guild_id: int, appeal_id: str) -> None:
        """Give what is missing, once, and have it painted; all of it or nothing.

        Raises:
            StoreError: nothing was decided.
        """
        await interaction.response.defer()
        appeal = await self._to_decide(interaction, guild_id, appeal_id)
        if appeal is None or appeal.plea is None:
            return
        plea = appeal.plea
        with self._telling.busy_with(appeal):
            try:
                accepted = await self._accept(appeal, plea, by=interaction.user.id)
            except (_DecidedBefore, DuplicateRequest):
                await self._decided_before(interaction, appeal_id)
                return
            except Refusal as error:
                await self._not_taken(interaction, appeal, plea, error)
                return
            card_id = await self._painting.begin(accepted, plea)
            await self._over(interaction, appeal_id, link=_link_to(accepted.job, card_id))

    async def is_open(self, interaction: discord.Interaction[Any], guild_id: int, appeal_id: str) -> bool:
        """Whether it is still to be decided; if not, who pressed is told what was."""
        return await self._to_decide(interaction, guild_id, appeal_id) is not None

    async def deny(
        self, interaction: discord.Interaction[Any], guild_id: int, appeal_id: str, reason: str
    ) -> None:
        """Say no.

        Raises:
            StoreError: nothing was decided.
        """
        await interaction.response.defer()
        appeal = await self._to_decide(interaction, guild_id, appeal_id)
        if appeal is None:
            return
        with self._telling.busy_with(appeal):
            by = interaction.user.id
            if await self._store.decide(appeal, AppealState.DENIED, by=by, reason=reason):
                await self._over(interaction, appeal_id)
            else:
                await self._decided_before(interaction, appeal_id)

    async def sweep(self) -> None:
        """End what nobody decided in time, and tell what an earlier process did not."""
        for appeal in await self._store.lapsed():
            await self._lapse(appeal)
        await self._telling.finish()

    async def _answer(self, interaction: discord.Interaction[Any], appeal: Appeal, plea: Plea) -> None:
        """Say that moderators are asked, and ask them; in this order, since only the first is waited for."""
        card = cards.asked_card(appeal, plea)
        try:
            if interaction.response.is_done():
                await interaction.edit_original_response(content=None, view=card)
            else:
                await interaction.response.edit_message(content=None, view=card)
        except WIRE_ERRORS as error:
            _log.info("who asked appeal %s was not answered: %s", appeal.id, type(error).__name__)
        if not await self._telling.post(appeal, plea):
            await self._store.drop(appeal.id)
            said = words.refused(AppealRefused(AppealFault.UNREACHABLE))
            await interaction.edit_original_response(view=cards.told_card(said))

    async def _accept(self, appeal: Appeal, plea: Plea, *, by: int) -> Accepted:
        """Take the job and close the appeal in one transaction."""

        async def close(tx: Tx, job: Job) -> None:
            if not await self._store.close(tx, appeal, AppealState.APPROVED, by=by, job_id=job.id):
                raise _DecidedBefore

        return await self._bot.engine.accept(
            plea.request,
            place_of(plea),
            idempotency_key=f"appeal:{appeal.id}",
            role_ids=plea.role_ids,
            retry_of=plea.retry_of,
            confirmed=True,
            approval=Approval(
                by=by,
                reason=words.grant_reason(),
                expires_at=self._bot.clock.wall_ms() + LIFE_MS,
                beside=close,
            ),
        )

    async def _not_taken(
        self, interaction: discord.Interaction[Any], appeal: Appeal, plea: Plea, error: Refusal
    ) -> None:
        """Something else stands against it: nothing was given, and it is still to be decided."""
        with speaking(await self._telling.language(appeal.guild_id)):
            note = words.not_taken(interaction.user.id, refusal(error))
        await self._telling.redraw(interaction, appeal, plea, note=note)

    async def _to_decide(
        self, interaction: discord.Interaction[Any], guild_id: int, appeal_id: str
    ) -> Appeal | None:
        """An open appeal of this guild; otherwise who pressed is told how it stands."""
        appeal = await self._store.get(appeal_id)
        if appeal is None or appeal.guild_id != guild_id:
            await whisper(interaction, words.NO_LONGER_KNOWN())
            return None
        if appeal.is_lapsed(self._bot.clock.wall_ms()):
            await self._lapse(appeal)
            appeal = await self._store.get(appeal_id) or appeal
        if appeal.state is AppealState.OPEN:
            return appeal
        await whisper(interaction, words.decided(appeal))
        return None

    async def _decided_before(self, interaction: discord.Interaction[Any], appeal_id: str) -> None:
        appeal = await self._store.get(appeal_id)
        if appeal is not None:
            await whisper(interaction, words.decided(appeal))

    async def _lapse(self, appeal: Appeal) -> None:
        with self._telling.busy_with(appeal):
            if await self._store.decide(appeal, AppealState.EXPIRED, by=0):
                await self._over(None, appeal.id)

    async def _over(
        self, interaction: discord.Interaction[Any] | None, appeal_id: str, *, link: str | None = None
    ) -> None:
        """Show on the card and tell who asked what became of it. What was decided stays, come what may."""
        try:
            appeal = await self._store.get(appeal_id)
            if appeal is not None:
                await self._telling.over(interaction, appeal, link=link)
        except (StoreError, *WIRE_ERRORS):
            _log.exception("what became of appeal %s is told later", appeal_id)


def _link_to(job: Job, card_id: int | None) -> str | None:
    """Where the card is; `None` where who asked sees it anyhow, or there is none."""
    if job.private or card_id is None:
        return None
    return jump_link(job.origin.guild_id, job.origin.channel_id, card_id)
