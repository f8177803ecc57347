"""Faults of our own outside any job: a row in the error history, and an id to quote."""

import logging
from typing import Any

import discord

from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.failure import KINDS, OUR_FAULT
from bot.domain.ids import Ids
from bot.store.database import Database
from bot.store.failures import Failure, Failures

_log = logging.getLogger(__name__)


class Incidents:
    """Records what nobody foresaw."""

    def __init__(self, *, database: Database, failures: Failures, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._failures = failures
        self._clock = clock
        self._ids = ids

    async def record(self, interaction: discord.Interaction[Any]) -> str:
        """Store one and return its id. The id is good for the log even if storing fails."""
        error_id = self._ids.error_id()
        try:
            async with self._database.write() as tx:
                await self._failures.insert(tx, self._failure(error_id, interaction))
        except StoreError:
            _log.exception("incident %s could not be stored", error_id)
        return error_id

    def _failure(self, error_id: str, interaction: discord.Interaction[Any]) -> Failure:
        kind = KINDS[OUR_FAULT]
        return Failure(
            error_id=error_id,
            job_id=None,
            at=self._clock.wall_ms(),
            code=kind.code,
            category=kind.category.value,
            http_status=None,
            retryable=kind.retryable,
            gateway=None,
            model=None,
            guild_id=interaction.guild_id,
            channel_id=interaction.channel_id,
            user_id=interaction.user.id,
            attempts=0,
            charged=0,
            told=kind.code,
        )
