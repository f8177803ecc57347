"""Whatever happens to credits, in any order and at the same moment: the books agree with a slow clerk's."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.quota import DefaultLimits
from bot.store.migrate import migrate
from tests.unit.store.chances import ZONES, a_deed, a_rule
from tests.unit.store.clerk import Clerk
from tests.unit.store.deeds import CHANNELS, GUILDS, ROLES, USERS, Decide, Scene, at_once, change_zone, whose
from tests.unit.store.kit import NOON, Kit

DEFAULTS = DefaultLimits(guild=90, member=40, user=30)
#: A night when the clocks of Berlin go back, one when they go on, a month's end, and any day.
STARTS = (1_792_879_200_000, 1_774_735_200_000, 1_777_579_200_000, NOON)

#: Thousands of commits, each of which would wait for a disk: kept in memory where there is a place for it.
MEMORY = Path("/dev/shm")  # noqa: S108 - in it a folder of a random name is made
PLACE = MEMORY if MEMORY.is_dir() else None


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """A database that nothing happened in, to be copied."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        migrate(path)
        yield path


@asynccontextmanager
async def a_scene(empty: Path):
    with tempfile.TemporaryDirectory(dir=PLACE) as folder:
        path = Path(folder) / "books.db"
        shutil.copyfile(empty, path)
        kit = await Kit.open(path, defaults=DEFAULTS)
        try:
            yield Scene(kit, Clerk(DEFAULTS))
        finally:
            await kit.database.close()


async def compare(scene: Scene) -> None:
    """What was done since is what the clerk says; and how everything stands."""
    for deed, outcome in scene.done:
        assert deed.retell(scene.clerk) == outcome, deed
    scene.done.clear()
    assert await scene.kit.quotas.audit() == []
    now_ms = scene.kit.clock.now_ms
    for guild in (None, *GUILDS):
        for user, channel, roles in ((USERS[0], CHANNELS[0], ROLES), (USERS[1], CHANNELS[1], ())):
            standings = await scene.kit.quotas.standing(
                guild, user, channel_id=channel, role_ids=roles, now_ms=now_ms
            )
            found = {
                (whose(each.bucket), each.measure): (each.used, each.limit, each.granted)
                for each in standings
                if each.limit is not None
            }
            assert found == scene.clerk.left(user, guild, channel, roles, now_ms)
    for number, slip in scene.clerk.slips.items():
        grant = await scene.kit.store.grants.get(slip.whose[1], number)
        assert grant is not None
        assert (grant.used, grant.revoked_at is not None) == (slip.used, slip.revoked)
        assert 0 <= grant.used <= grant.amount


async def play(empty: Path, random: Random, bursts: list[int]) -> None:
    """So many things at once, one burst after another; between them the place may change its clocks."""
    async with a_scene(empty) as scene:
        scene.kit.clock.now_ms = random.choice(STARTS)
        if random.random() < 0.6:
            scene.guilds, scene.users, scene.channels = GUILDS[:1], USERS[:1], CHANNELS[:1]
        await at_once(scene, [Decide(a_rule(scene, random), gone=False) for _ in range(15)])
        for size in bursts:
            await at_once(scene, [a_deed(scene, random) for _ in range(size)])
            await compare(scene)
            if random.random() < 0.3:
                await change_zone(scene, random.choice(GUILDS), random.choice(ZONES), random.randrange(7))
                await compare(scene)


_QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@_QUICK
@given(st.randoms(use_true_random=False), st.lists(st.just(1), min_size=5, max_size=60))
def test_one_after_another(empty: Path, random: Random, bursts: list[int]) -> None:
    asyncio.run(play(empty, random, bursts))


@settings(_QUICK, max_examples=15)
@given(st.randoms(use_true_random=False), st.lists(st.integers(2, 100), min_size=1, max_size=6))
def test_up_to_a_hundred_at_once(empty: Path, random: Random, bursts: list[int]) -> None:
    asyncio.run(play(empty, random, bursts))


@pytest.mark.soak
@settings(_QUICK, max_examples=400)
@given(st.randoms(use_true_random=False), st.lists(st.integers(1, 100), min_size=1, max_size=20))
def test_for_long(empty: Path, random: Random, bursts: list[int]) -> None:
    asyncio.run(play(empty, random, bursts))
