"""Any course of reserves, settles, releases, limits and days against a slow model of the books."""

import asyncio
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.errors import QuotaExceeded
from bot.domain.job import Job, JobState
from bot.domain.quota import DAY_MS, Bucket, DefaultLimits, Scope
from tests.unit.store.kit import Kit

GUILDS = st.sampled_from([None, 1, 2])
USERS = st.sampled_from([7, 8])
AMOUNTS = st.none() | st.integers(0, 30)


@dataclass
class Entry:
    """What the model remembers of an accepted job."""

    job: Job
    day: int
    credits: int
    open: bool = True

    def counts_for(self, scope: str, guild: int | None, user: int) -> bool:
        origin = self.job.origin
        if scope == "guild":
            return origin.guild_id == guild
        return (origin.guild_id, origin.user_id) == (guild, user)


class Books(RuleBasedStateMachine):
    """Drives the real store and the model side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.entries: list[Entry] = []
        self.limits: dict[tuple[str, int | None, int], int | None] = {}
        self.defaults = {"guild": 40, "member": 25, "user": 20}

    @initialize()
    def open(self) -> None:
        path = Path(self.folder.name) / "books.db"
        self.kit = self.runner.run(Kit.open(path, defaults=DefaultLimits(**self.defaults)))

    def teardown(self) -> None:
        self.runner.run(self.kit.database.close())
        self.runner.close()
        self.folder.cleanup()

    def day(self) -> int:
        return self.kit.clock.now_ms // DAY_MS

    def used(self, scope: str, guild: int | None, user: int) -> int:
        today = [entry for entry in self.entries if entry.day == self.day()]
        return sum(entry.credits for entry in today if entry.counts_for(scope, guild, user))

    def limit(self, scope: str, guild: int | None, user: int) -> int | None:
        wanted = [("guild", guild, 0)] if scope == "guild" else [(scope, guild, user), (scope, guild, 0)]
        for key in wanted:
            if key in self.limits:
                return self.limits[key]
        return self.defaults[scope]

    def scopes(self, guild: int | None) -> list[str]:
        return ["user"] if guild is None else ["guild", "member"]

    @rule(guild=GUILDS, user=USERS, unit_price=st.integers(0, 8), images=st.integers(1, 3))
    def reserve(self, guild: int | None, user: int, unit_price: int, images: int) -> None:
        price = unit_price * images
        full = [
            scope
            for scope in self.scopes(guild)
            if price
            and (limit := self.limit(scope, guild, user)) is not None
            and self.used(scope, guild, user) + price > limit
        ]
        job = self.kit.job(
            guild=guild, user=user, unit_price=unit_price, images=images, state=JobState.FETCHING
        )
        if full:
            with pytest.raises(QuotaExceeded) as caught:
                self.runner.run(self.kit.accept(job))
            assert caught.value.scope == full[0]
        else:
            self.runner.run(self.kit.accept(job))
            self.entries.append(Entry(job, self.day(), price))

    @precondition(lambda self: any(entry.open for entry in self.entries))
    @rule(data=st.data(), ending=st.sampled_from([JobState.READY, JobState.FAILED, JobState.CANCELLED]))
    def end(self, data: st.DataObject, ending: JobState) -> None:
        entry = data.draw(st.sampled_from([entry for entry in self.entries if entry.open]))
        kept = data.draw(st.integers(0, entry.job.price)) if ending is JobState.READY else 0
        self.runner.run(self._end(entry.job, ending, kept))
        entry.open, entry.credits = False, kept

    async def _end(self, job: Job, ending: JobState, kept: int) -> None:
        async with self.kit.database.write() as tx:
            await self.kit.jobs.save(tx, job, replace(job, state=ending))
            if ending is JobState.READY:
                await self.kit.quotas.settle(tx, job, kept)
            else:
                await self.kit.quotas.release(tx, job)

    @precondition(lambda self: any(not entry.open for entry in self.entries))
    @rule(data=st.data(), settle=st.booleans())
    def end_again(self, data: st.DataObject, settle: bool) -> None:
        entry = data.draw(st.sampled_from([entry for entry in self.entries if not entry.open]))
        self.runner.run(self._close_again(entry.job, settle))

    async def _close_again(self, job: Job, settle: bool) -> None:
        async with self.kit.database.write() as tx:
            if settle:
                await self.kit.quotas.settle(tx, job, job.price)
            else:
                await self.kit.quotas.release(tx, job)

    @rule(guild=st.sampled_from([1, 2]), user=st.sampled_from([None, 0, 7]), amount=AMOUNTS)
    def set_limit(self, guild: int, user: int | None, amount: int | None) -> None:
        bucket = Bucket(Scope.GUILD, guild) if user is None else Bucket(Scope.MEMBER, guild, user)
        self.runner.run(self._set_limit(bucket, amount))
        self.limits[(bucket.scope.value, guild, bucket.user_id)] = amount

    async def _set_limit(self, bucket: Bucket, amount: int | None) -> None:
        async with self.kit.database.write() as tx:
            await self.kit.limits.set(tx, bucket, amount, by=9, now_ms=self.kit.clock.now_ms)

    @rule(days=st.sampled_from([-1, 1, 1, 2]))
    def change_day(self, days: int) -> None:
        self.kit.clock.now_ms += days * DAY_MS

    @invariant()
    def quota_is_what_the_model_says(self) -> None:
        for guild in (None, 1, 2):
            for user in (7, 8):
                found = self.runner.run(self.kit.quotas.standing(guild, user, now_ms=self.kit.clock.now_ms))
                for standing in found:
                    where = (standing.scope.value, guild, user)
                    assert standing.used == self.used(*where)
                    assert standing.limit == self.limit(*where)

    @invariant()
    def books_balance(self) -> None:
        assert self.runner.run(self.kit.quotas.audit()) == []


def test_the_books_always_balance() -> None:
    profile = settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(Books, settings=profile)
