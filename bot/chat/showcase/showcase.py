"""The showcase of each guild: marks come in, pictures go out and come back, one after another.

What is to be done is in rows, so that a press only writes one; a single task does it, and so nothing twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chat.desk import Desk
from bot.chat.language import language_of_guild
from bot.chat.showcase.posts import Posts
from bot.chat.showcase.sights import Sights
from bot.chat.showcase.steps import LATER_MS, Steps
from bot.chat.showcase.trouble import Trouble
from bot.chat.wire import Wire
from bot.domain.clock import Clock
from bot.domain.errors import StoreError
from bot.domain.job import Job
from bot.domain.showcase import was_posted
from bot.store.database import Tx
from bot.store.showcase import Shown
from bot.store.stores import Store

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)

#: Seconds between two looks when nothing happens.
ROUND = 60.0
#: Showings that are looked at in one round: each asks Discord once.
_LOOKED_AT = 5


class Showcase:
    """What presses and decisions call, and the task that carries it out."""

    def __init__(self, *, store: Store, steps: Steps, clock: Clock) -> None:
        self._store = store
        self._rows = store.showcase
        self._steps = steps
        self._clock = clock
        self._news = asyncio.Event()
        self._turn = asyncio.Lock()
        #: Wanted since the start, and not tried yet.
        self._new: set[str] = set()

    @classmethod
    def over(cls, bot: Bot, *, images_dir: Path) -> Showcase:
        """Of a bot that has its store."""
        store, clock, wire = bot.store, bot.clock, Wire(bot)

        async def language(guild_id: int) -> str:
            return await language_of_guild(bot, guild_id)

        steps = Steps(
            bot=bot,
            store=store,
            policy=bot.policy,
            posts=Posts(wire=wire, images_dir=images_dir),
            sights=Sights(client=bot, wire=wire),
            trouble=Trouble(
                rows=store.showcase,
                desk=Desk(settings=store.settings, wire=wire),
                clock=clock,
                language=language,
            ),
            clock=clock,
        )
        return cls(store=store, steps=steps, clock=clock)

    async def toggle(self, user_id: int, job: Job) -> bool:
        """Mark a request as somebody's favourite, or take the mark away. Whether it is marked now.

        Raises:
            StoreError: nothing was changed.
        """
        guild_id, something_to_do = job.origin.guild_id, False
        decided = (await self._store.settings.guild(guild_id)).settings if guild_id is not None else None

        async def beside(tx: Tx) -> None:
            nonlocal something_to_do
            if guild_id is None or decided is None or decided.showcase_channel_id is None:
                return
            something_to_do = was_posted(job) and await self._rows.favoured(
                tx,
                job.id,
                guild_id=guild_id,
                channel_id=decided.showcase_channel_id,
                least=decided.showcase_from,
            )

        marked = await self._store.favourites.toggle(user_id, job.id, beside=beside)
        if something_to_do:
            self._new.add(job.id)
            self.wake()
        return marked

    async def look_in(self, tx: Tx, job_id: str) -> None:
        """Have a showing described anew, as part of a transaction. Call `wake` once it is committed."""
        await self._rows.look_in(tx, job_id)

    async def withdraw_in(self, tx: Tx, job_id: str) -> None:
        """Have a showing taken away, as part of a transaction. Call `wake` once it is committed."""
        await self._rows.withdraw_in(tx, job_id)

    async def withdraw_all_of(self, user_id: int) -> None:
        """Have everything taken away that this person asked for.

        Raises:
            StoreError: nothing was decided.
        """
        await self._rows.withdraw_all_of(user_id)
        self.wake()

    async def try_again(self, guild_id: int | None = None) -> None:
        """Something was decided or allowed, or guilds have come into sight: try what could not be done.

        Never raises: what fails now is tried later, by itself.
        """
        await self._safely(lambda: self._hurry(guild_id))
        self.wake()

    async def _hurry(self, guild_id: int | None) -> None:
        # In turn: what is being tried as things were before would be put off afterwards.
        async with self._turn:
            await self._rows.hurry(guild_id)

    async def allowed(self, guild_id: int, channel_id: int | None = None) -> None:
        """What may be done has changed in a guild, or in one channel of it. Never raises."""
        await self._safely(lambda: self._allowed(guild_id, channel_id))

    async def _allowed(self, guild_id: int, channel_id: int | None) -> None:
        decided = (await self._store.settings.guild(guild_id)).settings.showcase_channel_id
        if decided is not None and channel_id in (None, decided):
            await self.try_again(guild_id)

    def wake(self) -> None:
        """There is something to do."""
        self._news.set()

    async def run(self) -> None:
        """Until cancelled. Trouble is told to the log, and never stops the bot."""
        await self.try_again()
        while True:
            self._news.clear()
            await self._safely(self.work)
            await self._rest()

    async def work(self) -> None:
        """Do all that is due now, never two things at once.

        Raises:
            StoreError: some of it is left.
        """
        async with self._turn:
            for shown in await self._rows.aging(_LOOKED_AT):
                await self._take(shown)
            while urgent := await self._rows.urgent():
                for shown in urgent:
                    await self._take(shown)

    async def _take(self, shown: Shown) -> None:
        """One of them; what goes wrong with it keeps none of the others waiting."""
        is_new = shown.job_id in self._new
        self._new.discard(shown.job_id)
        try:
            await self._steps.take(shown, is_new=is_new)
        except StoreError:
            raise
        except Exception:
            _log.exception("the showing of job %s went wrong", shown.job_id)
            await self._rows.postpone(shown, until=self._clock.wall_ms() + LATER_MS)

    async def _safely(self, something: Callable[[], Awaitable[None]]) -> None:
        try:
            await something()
        except Exception:
            _log.exception("the showcase could not be looked after")

    async def _rest(self) -> None:
        resting: asyncio.Future[Any] = asyncio.ensure_future(self._clock.sleep(ROUND))
        news: asyncio.Future[Any] = asyncio.ensure_future(self._news.wait())
        try:
            await asyncio.wait({resting, news}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            resting.cancel()
            news.cancel()
