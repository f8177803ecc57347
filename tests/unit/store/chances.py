"""What happens to credits, by chance: mostly requests, of few people in few places."""

from random import Random

from bot.domain.job import JobState
from bot.domain.quota import CREDITS, Bucket, Measure, Rule, Scope
from tests.unit.store.deeds import (
    ROLES,
    Decide,
    Deed,
    End,
    Give,
    MoveClock,
    Reserve,
    Reset,
    Revoke,
    Scene,
    TakeBack,
)

HOUR_MS = 3_600_000
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/Santiago",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
    "America/St_Johns",
)


def a_deed(scene: Scene, random: Random) -> Deed:
    """Something, mostly a request."""
    kind = random.choice("rrrrrrreeeeggggvddxxyymm")
    if kind == "e" and scene.jobs:
        job = random.choice(scene.jobs)
        return End(job, random.choice([None, *range(job.request.count + 1)]))
    if kind == "v" and scene.grants:
        return Revoke(random.choice(scene.grants), random.choice(scene.guilds))
    if kind == "g":
        lasting = random.choice([None, 1, HOUR_MS, 30 * HOUR_MS])
        expires_at = None if lasting is None else scene.kit.clock.now_ms + lasting
        return Give(_a_bucket(scene, random), random.randint(1, 9), expires_at)
    if kind == "d":
        return Decide(a_rule(scene, random), gone=random.random() < 0.3)
    if kind == "x":
        return Reset(_a_bucket(scene, random))
    if kind == "y" and scene.resets:
        return TakeBack(random.choice(scene.resets[-3:]))
    if kind == "m":
        return MoveClock(
            random.choice(
                [900_000, HOUR_MS, 7 * HOUR_MS, 24 * HOUR_MS, 120 * HOUR_MS, -HOUR_MS, -24 * HOUR_MS]
            )
        )
    return _a_request(scene, random)


def _a_request(scene: Scene, random: Random) -> Reserve:
    job = scene.kit.job(
        guild=random.choice([None, *scene.guilds * 3]),
        user=random.choice(scene.users),
        channel=random.choice([None, *scene.channels * 3]),
        unit_price=random.randint(0, 6),
        unit_cost=random.randint(0, 6),
        images=random.randint(1, 3),
        state=JobState.FETCHING,
    )
    return Reserve(job, tuple(random.sample(ROLES, random.randint(0, 2))))


def _a_bucket(scene: Scene, random: Random) -> Bucket:
    guild = random.choice(scene.guilds)
    return random.choice(
        [
            Bucket(Scope.GUILD, guild),
            Bucket(Scope.CHANNEL, guild, random.choice(scene.channels)),
            Bucket(Scope.MEMBER, guild, random.choice(scene.users)),
        ]
    )


def a_rule(scene: Scene, random: Random) -> Rule:
    """A decision; of roles often two that differ."""
    scope, subjects = random.choice(
        [
            (Scope.CEILING, (0,)),
            (Scope.GUILD, (0,)),
            (Scope.CHANNEL, scene.channels),
            (Scope.MEMBER, scene.users),
            (Scope.ROLE, ROLES),
            (Scope.ROLE, ROLES),
            (Scope.EVERYONE, (0,)),
        ]
    )
    return Rule(
        guild_id=random.choice([0, *scene.guilds] if scope is Scope.CEILING else scene.guilds),
        scope=scope,
        subject_id=random.choice(subjects),
        measure=random.choice((*CREDITS, Measure.CREDITS_DAY)),
        amount=random.choice([None, 0, random.randint(1, 60), random.randint(1, 300)]),
    )
