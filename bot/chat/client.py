"""The Discord client: what it may see, what it loads, and what its commands work with."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
import discord
from discord.ext import commands

from bot.chat.buttons import BUTTONS
from bot.chat.explain import whisper
from bot.chat.front import DiscordFront
from bot.chat.incidents import Incidents
from bot.chat.modals import PromptModal, orphaned_prompt
from bot.chat.requests import Requests
from bot.chat.seen import Seen
from bot.chat.settings import FaceSettings
from bot.chat.tree import Tree
from bot.chat.words import replies
from bot.domain.clock import Clock
from bot.domain.ids import Ids
from bot.engine.engine import Engine
from bot.gateways.catalogue import Catalogue
from bot.gateways.intake import Intake
from bot.store.limits import Limits
from bot.store.stores import Store

_log = logging.getLogger(__name__)

#: Loaded by name, so that nothing below the edge imports a cog.
COGS = ("cogs.imagine", "cogs.quota", "cogs.errors")


def _as_little_as_possible() -> dict[str, Any]:
    """What discord.py listens to and keeps: no messages, no members, no pings."""
    return {
        "command_prefix": commands.when_mentioned,
        "help_command": None,
        "tree_cls": Tree,
        # Guilds tell whether a thread's parent is age-restricted.
        "intents": discord.Intents(guilds=True),
        "allowed_mentions": discord.AllowedMentions.none(),
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "max_messages": None,
    }


class Bot(commands.Bot):
    """Inkling on Discord. Built once at the edge; `front` is the one the engine was given.

    `models` are those on offer here, `default_model` is one of them. `client_options` go to discord.py.
    """

    user: discord.ClientUser

    def __init__(
        self,
        *,
        engine: Engine,
        front: DiscordFront,
        store: Store,
        limits: Limits,
        models: Catalogue,
        intake: Intake,
        default_model: str,
        settings: FaceSettings,
        clock: Clock,
        ids: Ids,
        extensions: Sequence[str] = COGS,
        **client_options: Any,
    ) -> None:
        super().__init__(**_as_little_as_possible(), **client_options)
        self.engine = engine
        self.front = front
        self.store = store
        self.limits = limits
        self.models = models
        self.default_model = default_model
        self.clock = clock
        self.seen = Seen()
        #: Windows that people write in now; discord.py holds them until they are sent or too old.
        self.windows: WeakValueDictionary[str, PromptModal] = WeakValueDictionary()
        self.incidents = Incidents(database=store.database, failures=store.failures, clock=clock, ids=ids)
        self.requests = Requests(
            engine=engine,
            jobs=store.jobs,
            models=models,
            intake=intake,
            clock=clock,
            patience=settings.patience,
        )
        self._publish_within = settings.publish_within
        self._extensions_to_load = tuple(extensions)

    async def setup_hook(self) -> None:
        """Load the commands, wake the buttons of old messages, open the front."""
        for extension in self._extensions_to_load:
            await self.load_extension(extension)
        self.add_dynamic_items(*BUTTONS)
        self.front.open(self)
        await self._publish_commands()

    async def close(self) -> None:
        """Stop editing cards, then leave Discord."""
        await self.front.close()
        await super().close()

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Give back what was written in a window that an earlier process opened."""
        prompt = orphaned_prompt(interaction)
        if prompt is not None:
            await whisper(interaction, replies.window_lost(prompt))

    async def _publish_commands(self) -> None:
        tree = self.tree
        if not isinstance(tree, Tree):
            raise TypeError("the command tree is not ours")
        try:
            async with asyncio.timeout(self._publish_within):
                await tree.publish()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            # The commands of the last start still work.
            _log.warning("commands could not be registered: %s", type(error).__name__)
