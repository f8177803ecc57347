"""Telling a guild's moderators, once, that much fails; and once that it is over.

What is to be told is written down before it is told, so that a restart goes on. Who was interrupted looks
for the card before posting it: its button carries a mark that no other card has.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, Self

from bot.chat.desk import Desk
from bot.chat.i18n import speaking
from bot.chat.language import language_of_guild
from bot.chat.panels.alert import alert_card, mark_of, over_card
from bot.chat.panels.repeats import SeeFailuresButton
from bot.chat.wire import Wire, nonce_of
from bot.domain.alert import WINDOW_MS, Tally, Verdict, judge
from bot.domain.clock import Clock
from bot.domain.job import Job
from bot.store.failure_alerts import FailureAlert
from bot.store.stores import Store

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)

#: Seconds between two looks at every guild in which something failed lately.
ROUND = 60.0
#: Seconds until telling is tried again where it was not possible.
_PATIENCE = 600.0
#: That something was over so long ago is no news.
_STALE_MS = 24 * WINDOW_MS


class Alerts:
    """Looks at a guild after each failure there, and at all that matter once a minute."""

    def __init__(
        self, *, store: Store, desk: Desk, clock: Clock, language: Callable[[int], Awaitable[str]]
    ) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock
        #: What all read in a guild.
        self._language = language
        self._failed: set[int] = set()
        self._news = asyncio.Event()
        #: When telling is tried again, by guild.
        self._not_before: dict[int, float] = {}

    @classmethod
    def over(cls, bot: Bot) -> Self:
        """Of a bot that has its store."""
        return cls(
            store=bot.store,
            desk=Desk(settings=bot.store.settings, wire=Wire(bot)),
            clock=bot.clock,
            language=lambda guild_id: language_of_guild(bot, guild_id),
        )

    def note(self, job: Job) -> None:
        """A job has failed."""
        if job.origin.guild_id is not None:
            self._failed.add(job.origin.guild_id)
            self._news.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.look(await self._all())
            resting = asyncio.ensure_future(self._clock.sleep(ROUND))
            try:
                while not resting.done():
                    await self._until_news(resting)
                    failed, self._failed = self._failed, set()
                    self._news.clear()
                    await self.look(failed)
            finally:
                resting.cancel()

    async def look(self, guild_ids: Iterable[int]) -> None:
        """See how these guilds fare, and tell what is to be told. Trouble is told to the log."""
        for guild_id in guild_ids:
            try:
                await self._look_at(guild_id)
            except Exception:
                _log.exception("the failures of guild %d could not be looked at", guild_id)

    async def _until_news(self, resting: asyncio.Future[Any]) -> None:
        news: asyncio.Future[Any] = asyncio.ensure_future(self._news.wait())
        try:
            await asyncio.wait({news, resting}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            news.cancel()

    async def _all(self) -> set[int]:
        """The guilds that may have to be told something."""
        since = self._clock.wall_ms() - WINDOW_MS
        try:
            return (
                await self._store.failures.guilds(since=since)
                | await self._store.failure_alerts.open_guilds()
            )
        except Exception:
            _log.exception("the guilds in which something failed could not be read")
            return set()

    async def _look_at(self, guild_id: int) -> None:
        alerts, decided = self._store.failure_alerts, (await self._store.settings.guild(guild_id)).settings
        alert = await alerts.get(guild_id)
        if alert is not None and alert.over_told_at is not None:
            alert = None
        tally = await alerts.tally(guild_id, since=self._clock.wall_ms() - WINDOW_MS)
        verdict = judge(tally, above=decided.alert_above, raised=alert is not None and alert.over_at is None)
        is_new = verdict is not Verdict.STAY
        if verdict is Verdict.RAISE and alert is None and decided.moderators_channel_id is not None:
            alert = await alerts.begin(guild_id, failed=tally.failed)
        elif verdict is Verdict.END and alert is not None:
            alert = await self._ended(alert)
        if alert is not None:
            await self._tell(alert, tally, above=decided.alert_above, is_new=is_new)

    async def _ended(self, alert: FailureAlert) -> FailureAlert | None:
        """Note that it is over; what nobody was told of needs no end."""
        alerts = self._store.failure_alerts
        if alert.told_at is None:
            await alerts.drop(alert.guild_id)
            return None
        await alerts.end(alert.guild_id)
        return await alerts.get(alert.guild_id)

    async def _tell(self, alert: FailureAlert, tally: Tally, *, above: int | None, is_new: bool) -> None:
        """Post the card that is missing, if any. One that is not new may have been posted before."""
        is_over = alert.over_at is not None
        if not is_over and alert.told_at is not None:
            return
        channel_id = await self._desk.channel(alert.guild_id)
        if is_over and (above is None or channel_id is None or self._is_stale(alert)):
            # They want to hear no more of it, or cannot be reached.
            await self._store.failure_alerts.end_told(alert.guild_id)
            return
        if channel_id is None or self._must_wait(alert.guild_id, is_new=is_new):
            return
        message_id = await self._post(alert, tally, channel_id, above=above or 0, is_new=is_new)
        if message_id is None:
            self._not_before[alert.guild_id] = self._clock.monotonic() + _PATIENCE
        elif is_over:
            await self._store.failure_alerts.end_told(alert.guild_id)
        else:
            await self._store.failure_alerts.told(
                alert.guild_id, channel_id=channel_id, message_id=message_id
            )

    def _is_stale(self, alert: FailureAlert) -> bool:
        return alert.over_at is not None and self._clock.wall_ms() - alert.over_at > _STALE_MS

    def _must_wait(self, guild_id: int, *, is_new: bool) -> bool:
        return not is_new and self._clock.monotonic() < self._not_before.get(guild_id, 0.0)

    async def _post(
        self, alert: FailureAlert, tally: Tally, channel_id: int, *, above: int, is_new: bool
    ) -> int | None:
        mark = mark_of(alert)
        try:
            found = (
                None if is_new else await self._desk.find(channel_id, SeeFailuresButton.custom_id_of(mark))
            )
        except OSError as error:
            _log.warning("a card for moderators cannot be looked for in %d: %r", channel_id, error)
            return None
        if found is not None:
            return found
        with speaking(await self._language(alert.guild_id)):
            card = over_card(alert, tally) if alert.over_at else alert_card(alert, tally, above=above)
        return await self._desk.post(channel_id, card, nonce=nonce_of(f"{alert.guild_id}", f"alert/{mark}"))
