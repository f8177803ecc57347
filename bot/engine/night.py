"""What is done every night: what has been kept long enough goes, in small steps with room in between."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from pathlib import Path
from random import Random

from bot.domain.clock import Clock
from bot.domain.keeping import DAY_MS, Keeping, cutoff
from bot.store.retention import STEP
from bot.store.stores import Store

log = logging.getLogger(__name__)

#: When it begins, in ms after midnight (UTC), and how late it may be: nobody else works on the hour then.
_BEGINS = 3 * 3_600_000
_LATE_MS = 1_800_000
#: Files that are younger may be about to be named.
_STRAY_MS = 2 * DAY_MS
#: Seconds between two steps.
_REST = 0.05
#: Seconds until a night that went wrong is tried again.
_AGAIN = 3600.0

Step = Callable[[], Awaitable[bool]]


class Night:
    """Goes through all places. Trouble is told, and never stops the bot."""

    def __init__(
        self, *, store: Store, images: Path, outside: Keeping, grace_days: int, clock: Clock, random: Random
    ) -> None:
        self._store = store
        self._images = images
        self._outside = outside
        self._grace_days = grace_days
        self._clock = clock
        self._random = random

    async def run(self) -> None:
        """Every night, until cancelled; at once if the last one was missed."""
        while True:
            try:
                await self._clock.sleep(await self._until_next())
                await self.work()
                await self._store.operator.note_night(self._clock.wall_ms())
            except Exception:
                log.exception("the night's work was interrupted; it is taken up again")
                await self._clock.sleep(_AGAIN)

    async def work(self) -> None:
        """All of it, now.

        Raises:
            StoreError, OSError: it is not done; doing it again goes on where it stopped.
        """
        now_ms = self._clock.wall_ms()
        for gone in await self._store.leaving.due(before=now_ms - self._grace_days * DAY_MS):
            await self._let_go_of(gone)
        for place in await self._store.retention.guilds():
            await self._keep(place)
        await self._repeat(lambda: self._store.retention.drop_drafts(before=now_ms - DAY_MS))
        await self._store.presets.forget_deleted()
        await self._store.farewells.forget(before=now_ms)
        await self._sweep()

    async def _until_next(self) -> float:
        """Seconds until the next night begins."""
        now_ms = self._clock.wall_ms()
        last = await self._store.operator.last_night()
        if last is None:
            # From here on a night that is missed is noticed.
            await self._store.operator.note_night(now_ms)
        elif now_ms - last > DAY_MS + _LATE_MS:
            return 0.0
        begins = now_ms - now_ms % DAY_MS + _BEGINS
        if begins <= now_ms:
            begins += DAY_MS
        return (begins - now_ms + self._random.random() * _LATE_MS) / 1000

    async def _let_go_of(self, guild_id: int) -> None:
        """Delete all of a guild that removed the bot, unless it comes back meanwhile."""
        now_ms = self._clock.wall_ms()
        before = now_ms - self._grace_days * DAY_MS
        if guild_id in await self._store.leaving.due(before=before):
            await self._drop_pictures(guild_id, now_ms + 1, now_ms)
        await self._repeat(lambda: self._store.leaving.step(guild_id, before=before))
        if await self._store.leaving.finish(guild_id, before=before):
            log.info("all of guild %d is deleted, which removed the bot", guild_id)
        await self._store.load()

    async def _keep(self, guild_id: int | None) -> None:
        """Let go in one place of what was kept long enough there."""
        keeping = self._outside
        if guild_id is not None:
            keeping = Keeping.of((await self._store.settings.guild(guild_id)).settings)
        now_ms = self._clock.wall_ms()
        for days, let_go in (
            (keeping.prompts, self._forget_prompts),
            (keeping.pictures, self._drop_pictures),
            (keeping.failures, self._drop_failures),
        ):
            before = cutoff(days, now_ms)
            if before is not None:
                await let_go(guild_id, before, now_ms)

    async def _forget_prompts(self, guild_id: int | None, before: int, now_ms: int) -> None:
        retention = self._store.retention
        since: int | None = 0
        while since is not None:
            since = await retention.forget_prompts(guild_id, before=before, since=since, now_ms=now_ms)
            await self._clock.sleep(_REST)

    async def _drop_failures(self, guild_id: int | None, before: int, now_ms: int) -> None:
        retention = self._store.retention
        await self._repeat(lambda: retention.drop_failures(guild_id, before=before))
        await self._repeat(lambda: retention.drop_events(guild_id, before=before, now_ms=now_ms))

    async def _drop_pictures(self, guild_id: int | None, before: int, now_ms: int) -> None:
        """The files first: what has a record is found again."""
        while kept := await self._store.retention.pictures(guild_id, before=before, now_ms=now_ms):
            await asyncio.to_thread(discard, [self._images / one.path for one in kept])
            await self._store.retention.drop_pictures(kept)
            await self._clock.sleep(_REST)

    async def _sweep(self) -> None:
        """Remove picture files that nothing in the database names, as a crash may leave them."""
        old = self._clock.wall_ms() - _STRAY_MS
        strays = await asyncio.to_thread(_older_than, self._images, old)
        for start in range(0, len(strays), STEP):
            some = strays[start : start + STEP]
            named = await self._store.retention.named(some)
            await asyncio.to_thread(discard, [self._images / name for name in some if name not in named])
            await self._clock.sleep(_REST)

    async def _repeat(self, step: Step) -> None:
        while await step():
            await self._clock.sleep(_REST)


def _older_than(folder: Path, moment_ms: int) -> list[str]:
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        return [
            entry.name
            for entry in entries
            if entry.is_file(follow_symlinks=False)
            and entry.stat(follow_symlinks=False).st_mtime_ns // 1_000_000 <= moment_ms
        ]
    return []


def discard(files: Iterable[Path]) -> None:
    """Remove files, those that are there."""
    for file in files:
        file.unlink(missing_ok=True)
