"""Telling of strikes: the member alone, and the moderators once there were too many."""

from __future__ import annotations

import logging

from bot.chat.i18n import speaking
from bot.chat.safety.logbook import Logbook
from bot.chat.wire import Wire
from bot.chat.words import safety as words
from bot.domain.clock import Clock
from bot.domain.errors import DeliveryRefused, MemberBlocked, StoreError
from bot.domain.job import Job
from bot.domain.safety import Action, ModAction, is_strike
from bot.store.stores import Store

_log = logging.getLogger(__name__)

_DAY = 86_400_000


class StrikeNews:
    """Called once a job has ended and its card says so."""

    def __init__(self, *, store: Store, wire: Wire, log: Logbook, clock: Clock) -> None:
        self._store = store
        self._wire = wire
        self._log = log
        self._clock = clock

    async def tell(self, job: Job) -> None:
        """Say what a refusal led to. Never raises: the rows are written, and the next request says it too."""
        guild_id = job.origin.guild_id
        if guild_id is None or not is_strike(job):
            return
        try:
            action = await self._noted(job, guild_id)
            await self._tell_member(job, guild_id, action)
        except StoreError as error:
            _log.warning("a strike was not told: %s", error)
            return
        # After a restart it may be told for the second time.
        if action is not None and action.log_message_id is None:
            await self._log.note(action)
            await self._log.tell_desk(action)

    async def _noted(self, job: Job, guild_id: int) -> ModAction | None:
        """What was noted because of this one."""
        modlog = self._store.safety.modlog
        blocked = await modlog.of_job(guild_id, job.id, Action.AUTO_BLOCK)
        return blocked or await modlog.of_job(guild_id, job.id, Action.STRIKES)

    async def _tell_member(self, job: Job, guild_id: int, action: ModAction | None) -> None:
        mine = (await self._store.settings.user(job.origin.user_id)).settings.locale
        with speaking(mine or job.origin.locale):
            said = await self._said(job, guild_id, action)
        if said:
            try:
                await self._wire.whisper(job.origin, said)
            except (DeliveryRefused, OSError) as error:
                _log.info("a strike was not told to its member: %s", error)

    async def _said(self, job: Job, guild_id: int, action: ModAction | None) -> str:
        decided = (await self._store.settings.guild(guild_id)).settings
        if action is not None and action.action is Action.AUTO_BLOCK:
            until = (action.undo or {}).get("until")
            return words.blocked(MemberBlocked(until=until, reason="", by_itself=True))
        if action is not None:
            count = int(action.reason)
        else:
            since = self._clock.wall_ms() - decided.strike_days * _DAY
            count = await self._store.safety.strikes.count(guild_id, job.origin.user_id, since=since)
        if decided.strikes is None or not count:
            return ""
        return words.struck(count, decided.strikes, decided.strike_days, decided.strike_block_hours)
