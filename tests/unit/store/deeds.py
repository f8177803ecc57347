"""What can happen to credits: done in the store by whoever comes first, then by the clerk in that order."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.domain.errors import DecidedSince, QuotaExceeded, StaleJob
from bot.domain.job import Job, JobState
from bot.domain.quota import Bucket, Measure, Rule, Standing
from bot.store.database import Tx
from tests.unit.store.clerk import Bound, Clerk, No, Place, Slip, Whose
from tests.unit.store.kit import Kit

GUILDS, USERS, CHANNELS, ROLES = (1, 2), (7, 8), (3, 4), (50, 51)


@dataclass
class Scene:
    """The store, the clerk, and what was done in the order in which it was written.

    Where fewer people are, more happens to each of them.
    """

    kit: Kit
    clerk: Clerk
    guilds: tuple[int, ...] = GUILDS
    users: tuple[int, ...] = USERS
    channels: tuple[int, ...] = CHANNELS
    jobs: list[Job] = field(default_factory=list)
    grants: list[int] = field(default_factory=list)
    resets: list["Reset"] = field(default_factory=list)
    #: What the clerk has to do, and what came of it in the store.
    done: list[tuple["Deed", object]] = field(default_factory=list)

    def note(self, deed: "Deed", outcome: object = None) -> None:
        """Called before the transaction ends, while nobody else can write."""
        self.done.append((deed, outcome))


class Deed(Protocol):
    """One thing to do."""

    async def act(self, scene: Scene) -> None:
        """Do it in the store."""

    def retell(self, clerk: Clerk) -> object:
        """Have the clerk do it; what should have come of it."""


@dataclass
class Reserve:
    job: Job
    roles: tuple[int, ...]
    now_ms: int = 0

    async def act(self, scene: Scene) -> None:
        kit = scene.kit
        try:
            async with kit.database.write() as tx:
                self.now_ms = kit.clock.now_ms
                self.job = replace(self.job, created_at=self.now_ms)
                try:
                    await kit.jobs.insert(tx, self.job)
                    await kit.quotas.reserve(tx, self.job, role_ids=self.roles, now_ms=self.now_ms)
                except QuotaExceeded as refused:
                    scene.note(self, told(refused))
                    raise
                scene.note(self)
        except QuotaExceeded:
            return
        scene.jobs.append(self.job)

    def retell(self, clerk: Clerk) -> object:
        return clerk.reserve(self.job, self.roles, self.now_ms)


@dataclass
class End:
    job: Job
    #: `None` releases.
    pictures: int | None

    async def act(self, scene: Scene) -> None:
        kit = scene.kit
        state = JobState.FAILED if self.pictures is None else JobState.READY
        async with kit.database.write() as tx:
            with suppress(StaleJob):
                await kit.jobs.save(tx, self.job, replace(self.job, state=state))
            if self.pictures is None:
                await kit.quotas.release(tx, self.job)
            else:
                await kit.quotas.settle(tx, self.job, self.pictures)
            scene.note(self)

    def retell(self, clerk: Clerk) -> object:
        if self.pictures is None:
            clerk.release(self.job.id)
        else:
            clerk.settle(self.job.id, self.pictures)
        return None


@dataclass
class Decide:
    rule: Rule
    gone: bool

    async def act(self, scene: Scene) -> None:
        async def beside(_tx: Tx) -> None:
            scene.note(self)

        rules = scene.kit.store.rules
        await (rules.remove if self.gone else rules.set)(self.rule, by=9, beside=beside)

    def retell(self, clerk: Clerk) -> object:
        of_guild = clerk.rules.setdefault(self.rule.guild_id, {})
        place: Place = (self.rule.scope.value, self.rule.subject_id, self.rule.measure.value)
        if self.gone:
            of_guild.pop(place, None)
        else:
            of_guild[place] = self.rule.amount
        return None


@dataclass
class Give:
    bucket: Bucket
    amount: int
    expires_at: int | None
    number: int = 0

    async def act(self, scene: Scene) -> None:
        async def beside(_tx: Tx) -> None:
            scene.note(self)

        given = await scene.kit.store.grants.give(
            self.bucket, self.amount, by=9, reason="", expires_at=self.expires_at, beside=beside
        )
        self.number = given.id
        scene.grants.append(given.id)

    def retell(self, clerk: Clerk) -> object:
        clerk.slips[self.number] = Slip(self.number, whose(self.bucket), self.amount, self.expires_at)
        return None


@dataclass
class Revoke:
    grant: int
    guild: int

    async def act(self, scene: Scene) -> None:
        async def beside(_tx: Tx) -> None:
            scene.note(self)

        await scene.kit.store.grants.revoke(self.guild, self.grant, by=9, beside=beside)

    def retell(self, clerk: Clerk) -> object:
        clerk.slips[self.grant].revoked = True
        return None


@dataclass
class Reset:
    bucket: Bucket
    number: int = 0

    async def act(self, scene: Scene) -> None:
        async def beside(_tx: Tx) -> None:
            scene.note(self)

        self.number = await scene.kit.quotas.reset(self.bucket, by=9, beside=beside)
        scene.resets.append(self)

    def retell(self, clerk: Clerk) -> object:
        clerk.reset(self.number, whose(self.bucket))
        return None


@dataclass
class TakeBack:
    reset: Reset

    async def act(self, scene: Scene) -> None:
        async def beside(_tx: Tx) -> None:
            scene.note(self, True)

        try:
            guild = self.reset.bucket.guild_id
            await scene.kit.quotas.take_back_reset(guild, self.reset.number, by=9, beside=beside)
        except DecidedSince:
            # Whatever was done since, it is not the latest any more.
            scene.note(self, False)

    def retell(self, clerk: Clerk) -> object:
        return clerk.take_back(self.reset.number, whose(self.reset.bucket))


@dataclass
class MoveClock:
    by_ms: int

    async def act(self, scene: Scene) -> None:
        scene.kit.clock.now_ms += self.by_ms

    def retell(self, clerk: Clerk) -> object:
        return None


async def change_zone(scene: Scene, guild: int, zone: str, week_start: int) -> None:
    """Alone: its place among others is not known."""
    await scene.kit.store.settings.change_guild(guild, {"time_zone": zone, "week_start": week_start}, by=9)
    scene.clerk.zones[guild] = (zone, week_start)


def whose(bucket: Bucket) -> Whose:
    return bucket.scope.value, bucket.guild_id, bucket.subject_id


def told(refused: QuotaExceeded) -> No:
    """A refusal, as the clerk puts it."""
    return No(bound_of(refused.standing), refused.used, refused.granted, refused.price, refused.resets_at)


def bound_of(standing: Standing) -> Bound:
    """A limit, as the clerk puts it."""
    rule = standing.rule
    place = (rule.scope.value, rule.subject_id, rule.measure.value) if rule else None
    return Bound(whose(standing.bucket), Measure(standing.measure), standing.limit or 0, place)


async def at_once(scene: Scene, deeds: list[Deed]) -> None:
    """All of them side by side."""
    await asyncio.gather(*(deed.act(scene) for deed in deeds))
