"""What moderators decide about a report, written down once: the first decision holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.words import reports
from bot.domain.clock import Clock
from bot.domain.job import Job
from bot.domain.quota import Bucket, Scope
from bot.domain.safety import Action, Block, Case, Decision, ModAction
from bot.store.database import Tx
from bot.store.stores import Store


class _DecidedBefore(Exception):
    """Somebody was faster; nothing is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision, by whom, and for a block how long and why."""

    decision: Decision
    by: int
    #: `None` is until a moderator lifts it.
    seconds: int | None = None
    reason: str = ""


class Rulings:
    """Closes cases. Block and refund are part of the transaction that does."""

    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def rule(self, case: Case, job: Job, ruling: Ruling) -> list[ModAction] | None:
        """What was done, for the log; `None` if the case was decided before.

        Raises:
            StoreError: nothing was written.
        """
        done: list[ModAction] = []

        async def close(tx: Tx) -> None:
            done.append(await self._close(tx, case, job, ruling))

        try:
            match ruling.decision:
                case Decision.BLOCK:
                    done.append(await self._store.safety.blocks.block(self._block(job, ruling), beside=close))
                case Decision.REFUND if _paid(job):
                    done.append(await self._refund(case, job, ruling))
                case _:
                    async with self._store.database.write() as tx:
                        await close(tx)
        except _DecidedBefore:
            return None
        return done

    async def _refund(self, case: Case, job: Job, ruling: Ruling) -> ModAction:
        """Give back what it cost, as extra credits that can be taken back."""
        whose = Bucket(Scope.MEMBER, case.guild_id, job.origin.user_id)
        async with self._store.database.write() as tx:
            grant = await self._store.grants.add(
                tx, whose, _paid(job), by=ruling.by, reason=reports.REFUNDED()
            )
            return await self._close(tx, case, job, ruling, undo={"grant": grant.id})

    async def _close(
        self,
        tx: Tx,
        case: Case,
        job: Job,
        ruling: Ruling,
        *,
        undo: Mapping[str, Any] | None = None,
    ) -> ModAction:
        now_ms = self._clock.wall_ms()
        tables = self._store.safety
        if not await tables.reports.decide(tx, case, ruling.decision, by=ruling.by, at=now_ms):
            raise _DecidedBefore
        return await tables.modlog.add(
            tx,
            _ACTIONS[ruling.decision],
            guild_id=case.guild_id,
            at=now_ms,
            by=ruling.by,
            user_id=job.origin.user_id,
            job_id=job.id,
            reason=str(_paid(job)) if ruling.decision is Decision.REFUND else "",
            undo=undo,
        )

    def _block(self, job: Job, ruling: Ruling) -> Block:
        now_ms = self._clock.wall_ms()
        return Block(
            guild_id=job.origin.guild_id or 0,
            user_id=job.origin.user_id,
            until=None if ruling.seconds is None else now_ms + ruling.seconds * 1000,
            reason=ruling.reason,
            by_user_id=ruling.by,
            at=now_ms,
        )


_ACTIONS = {
    Decision.KEEP: Action.KEEP,
    Decision.DELETE: Action.DELETE,
    Decision.BLOCK: Action.DELETE,
    Decision.REFUND: Action.REFUND,
}


def _paid(job: Job) -> int:
    """Credits that stayed charged for it."""
    return job.unit_price * job.made
