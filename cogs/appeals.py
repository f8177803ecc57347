"""Appeals: no command, but buttons, and the end of those that nobody decides."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from discord.ext import commands

from bot.chat.appeals.appeals import Appeals
from bot.chat.appeals.ask_button import ASK_FORM, AskButton
from bot.chat.appeals.buttons import APPEAL_BUTTONS, APPEAL_FORMS

if TYPE_CHECKING:
    from bot.chat.client import Bot

_log = logging.getLogger(__name__)
#: Seconds between two looks.
_EVERY = 3600.0


class Appealing(commands.Cog):
    """Looks after appeals."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._sweeping: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin with what an earlier process left."""
        self._sweeping = asyncio.create_task(self._sweep(), name="appeals")

    async def cog_unload(self) -> None:
        """Leave the rest to the next start."""
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)

    async def _sweep(self) -> None:
        while True:
            try:
                await self.bot.appeals.sweep()
            except Exception:
                _log.exception("appeals could not be looked after")
            await self.bot.clock.sleep(_EVERY)


async def setup(bot: Bot) -> None:
    """Wake the buttons of earlier processes, and look after what they left."""
    bot.appeals = Appeals.over(bot)
    bot.add_dynamic_items(AskButton, *APPEAL_BUTTONS)
    bot.forms.add(ASK_FORM, *APPEAL_FORMS)
    await bot.add_cog(Appealing(bot))
