"""Reserve, settle and release credits; and how much is left of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.clock import Clock
from bot.domain.job import Job
from bot.domain.quota import CREDITS, GRANTEES, Asker, Bucket, DefaultLimits, Limit, Standing, buckets_of
from bot.domain.quota_charge import Charge, Grant, Price, charge, draws, missing
from bot.domain.quota_rules import asker_of, credit_limits, limit_of
from bot.domain.quota_windows import slot_of
from bot.store.audit import differences
from bot.store.database import Database, Tx
from bot.store.deciding import Beside, nothing_beside
from bot.store.entries import Entries
from bot.store.grants import Grants
from bot.store.resets import Resets
from bot.store.rules import QuotaRules
from bot.store.standings import Standings


class Quotas:
    """The one way to credits.

    What there is, is looked up and taken under the one writer's lock: nobody comes in between.
    """

    def __init__(
        self,
        database: Database,
        *,
        rules: QuotaRules,
        grants: Grants,
        resets: Resets,
        standings: Standings,
        clock: Clock,
        defaults: DefaultLimits,
    ) -> None:
        self._database = database
        self._rules = rules
        self._grants = grants
        self._resets = resets
        self._standings = standings
        self._entries = Entries(grants)
        self._clock = clock
        self._defaults = defaults

    async def reserve(
        self, tx: Tx, job: Job, *, now_ms: int, role_ids: tuple[int, ...] = ()
    ) -> tuple[Standing, ...]:
        """Take the job's price from every bucket it draws on; how the limits stand afterwards.

        Raises:
            QuotaExceeded: it does not fit into one of them. The transaction must not be committed.
        """
        asker = asker_of(job.origin, role_ids)
        price = Price.of_pictures(job, job.request.count)
        charged, drawn = await self._charge(tx, asker, price, now_ms)
        slots = [
            await self._standings.key(bucket)
            | {"slot_start": slot_of(now_ms), "used": price.of(bucket) - charged.drawn.get(bucket, 0)}
            for bucket in buckets_of(asker)
        ]
        await self._entries.reserve(tx, job.id, slots, drawn, at=now_ms)
        return charged.standings

    async def make_room(
        self,
        tx: Tx,
        job: Job,
        *,
        by: int,
        reason: str,
        now_ms: int,
        expires_at: int,
        role_ids: tuple[int, ...] = (),
    ) -> None:
        """Give each bucket what it lacks for a job. Not the operator's, who alone decides about those."""
        asker = asker_of(job.origin, role_ids)
        bounding, given = await self._bounding(tx, asker, now_ms)
        standings = await self._standings.of(tx, bounding, given, now_ms)
        for bucket, amount in missing(standings, Price.of_pictures(job, job.request.count)).items():
            if bucket.scope in GRANTEES:
                await self._grants.add(tx, bucket, amount, by=by, reason=reason, expires_at=expires_at)

    async def check(self, asker: Asker, price: Price, *, now_ms: int) -> None:
        """Whether a price could be reserved now.

        Raises:
            QuotaExceeded: it does not fit.
        """
        async with self._database.read() as tx:
            await self._charge(tx, asker, price, now_ms)

    async def settle(self, tx: Tx, job: Job, pictures: int) -> None:
        """Keep what so many pictures cost and give the rest back. A second time changes nothing.

        Raises:
            ValueError: more than were asked for, or less than none.
        """
        if not 0 <= pictures <= job.request.count:
            raise ValueError(f"cannot settle {pictures} of {job.request.count} pictures")
        price = Price.of_pictures(job, pictures)
        await self._entries.close(tx, job.id, "settle", price.of, at=self._clock.wall_ms())

    async def release(self, tx: Tx, job: Job) -> None:
        """Give all of it back. Does nothing once the job is settled or released."""
        await self._entries.close(tx, job.id, "release", lambda _bucket: 0, at=self._clock.wall_ms())

    async def standing(
        self,
        guild_id: int | None,
        user_id: int,
        *,
        now_ms: int,
        channel_id: int | None = None,
        role_ids: tuple[int, ...] = (),
    ) -> tuple[Standing, ...]:
        """How every limit stands that would bound this person here, the widest bucket first.

        A guild, member or user without any has the day's use, unlimited.
        """
        asker = Asker(user_id=user_id, guild_id=guild_id, channel_id=channel_id, role_ids=role_ids)
        return await self._look(await self._limits(asker), now_ms)

    async def standing_of(
        self, bucket: Bucket, *, now_ms: int, role_ids: tuple[int, ...] = ()
    ) -> tuple[Standing, ...]:
        """How one bucket stands in each of the periods, bounded or not. `role_ids` are its member's."""
        asker = Asker(user_id=bucket.subject_id, guild_id=bucket.guild_id or None, role_ids=role_ids)
        rules = await self._rules.of(asker.guild_id)
        return await self._look(
            [limit_of(bucket, measure, asker, rules, self._defaults) for measure in CREDITS], now_ms
        )

    async def reset(self, bucket: Bucket, *, by: int, beside: Beside = nothing_beside) -> int:
        """Count a member, a channel or a guild's pool anew: what was used until now counts no more.

        What comes back of it later comes back to what counts no more. The number it can be taken back by.

        Raises:
            ValueError: not to be reset.
        """
        return await self._resets.reset(bucket, by=by, beside=beside)

    async def take_back_reset(
        self, guild_id: int, change_id: int, *, by: int, beside: Beside = nothing_beside
    ) -> Bucket:
        """Count as if there had been no reset: what was used before it, and what was used since.

        Raises:
            DecidedSince: it was reset again, or taken back.
        """
        return await self._resets.take_back(guild_id, change_id, by=by, beside=beside)

    def forget(self) -> None:
        """Drop what is kept: something else wrote to the database."""
        self._resets.forget()

    async def audit(self) -> list[str]:
        """What does not add up between ledger, quota, grants and jobs; nothing when the books balance."""
        return await differences(self._database)

    async def _limits(self, asker: Asker) -> tuple[Limit, ...]:
        return credit_limits(asker, await self._rules.of(asker.guild_id), self._defaults)

    async def _charge(self, tx: Tx, asker: Asker, price: Price, now_ms: int) -> tuple[Charge, dict[int, int]]:
        """What would be taken of the buckets, and of which grants."""
        bounding, given = await self._bounding(tx, asker, now_ms)
        charged = charge(await self._standings.of(tx, bounding, given, now_ms), price)
        drawn: dict[int, int] = {}
        for bucket, amount in charged.drawn.items():
            drawn |= draws(given[bucket], amount, now_ms)
        return charged, drawn

    async def _bounding(
        self, tx: Tx, asker: Asker, now_ms: int
    ) -> tuple[list[Limit], dict[Bucket, list[Grant]]]:
        """The limits that bound a request, and what their buckets were given."""
        bounding = [limit for limit in await self._limits(asker) if limit.amount is not None]
        return bounding, await self._grants.left(tx, {limit.bucket for limit in bounding}, now_ms)

    async def _look(self, limits: Sequence[Limit], now_ms: int) -> tuple[Standing, ...]:
        async with self._database.read() as tx:
            given = await self._grants.left(tx, {limit.bucket for limit in limits}, now_ms)
            return await self._standings.of(tx, limits, given, now_ms)
