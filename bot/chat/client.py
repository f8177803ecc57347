"""The Discord client: what it may see, what it loads, and what its commands work with."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import ui
from discord.ext import commands

from bot.chat.held import Held
from bot.chat.names import Names
from bot.chat.seen import Seen
from bot.chat.tree import Tree
from bot.domain.clock import Clock

if TYPE_CHECKING:
    from bot.chat.alerts import Alerts
    from bot.chat.appeals.appeals import Appeals
    from bot.chat.channels import Channels
    from bot.chat.charts import Drawing
    from bot.chat.forms import Forms
    from bot.chat.front import DiscordFront
    from bot.chat.incidents import Incidents
    from bot.chat.mine.album import Album
    from bot.chat.opening import Handed
    from bot.chat.policy import Policy
    from bot.chat.quota.limits import Limits
    from bot.chat.requests import Requests
    from bot.chat.results.results import Results
    from bot.chat.reveal import Reveal
    from bot.chat.safety.moderation import Moderation
    from bot.chat.setup_check import SetupCheck
    from bot.chat.showcase.showcase import Showcase
    from bot.chat.strays import Strays
    from bot.chat.transfer import Transfer
    from bot.chat.wizard import Wizard
    from bot.domain.ids import Ids
    from bot.domain.keeping import Keeping
    from bot.engine.engine import Engine
    from bot.engine.erasure import Erasure
    from bot.engine.export import Export
    from bot.gateways.catalogue import Catalogue
    from bot.gateways.gateway import Gateway
    from bot.store.stores import Store

_log = logging.getLogger(__name__)

#: Loaded by name, so that nothing below the edge imports a cog.
COGS = (
    "cogs.imagine",
    "cogs.help",
    "cogs.quota",
    "cogs.errors",
    "cogs.usage",
    "cogs.statistics",
    "cogs.channels",
    "cogs.setup",
    "cogs.showcase",
    "cogs.operator",
    "cogs.safety",
    "cogs.appeals",
    "cogs.credits",
    "cogs.mine",
    "cogs.presets",
    "cogs.privacy",
    "cogs.results",
    "cogs.settings",
)


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
    """Inkling on Discord. Built once at the edge.

    It connects at once and is opened later, with all that its commands work with: loading that takes longer
    than connecting. What people ask in between waits. `client_options` go to discord.py.
    """

    user: discord.ClientUser
    engine: Engine
    front: DiscordFront
    store: Store
    gateways: Mapping[str, Gateway]
    ids: Ids
    models: Catalogue
    default_model: str
    incidents: Incidents
    drawing: Drawing
    requests: Requests
    reveal: Reveal
    policy: Policy
    showcase: Showcase
    moderation: Moderation
    alerts: Alerts
    results: Results
    album: Album
    channels: Channels
    limits: Limits
    appeals: Appeals
    wizard: Wizard
    setup_check: SetupCheck
    transfer: Transfer
    #: Windows that any process takes.
    forms: Forms
    strays: Strays
    erasure: Erasure
    export: Export
    #: How long is kept what is asked for outside guilds.
    outside: Keeping
    #: Who runs the bot.
    operators: frozenset[int]
    #: Until what is kept of a guild goes that removed the bot.
    grace_days: int

    def __init__(self, *, clock: Clock, extensions: Sequence[str] = COGS, **client_options: Any) -> None:
        super().__init__(**_as_little_as_possible(), **client_options)
        self.clock = clock
        self.seen = Seen()
        self.names = Names(self, clock=clock)
        #: Discord has accepted the token.
        self.logged_in = asyncio.Event()
        self._held = Held(self)
        self._opened = asyncio.Event()
        #: Discord was asked to have the commands as they are here.
        self.published = asyncio.Event()
        self._publish_within = 0.0
        self._extensions_to_load = tuple(extensions)

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Log in, connect, and register the commands once they are there."""
        await self.login(token)
        self.logged_in.set()
        await asyncio.gather(self.connect(reconnect=reconnect), self._publish_commands())

    async def open(self, handed: Handed) -> None:
        """Begin to work, after the login: load the commands, wake the buttons of old messages."""
        # Not before: the client connects without it.
        from bot.chat.opening import furnish, wake

        self._publish_within = handed.settings.publish_within
        furnish(self, handed)
        for extension in self._extensions_to_load:
            await self.load_extension(extension)
        wake(self)
        self._opened.set()
        self._held.let_go()

    async def close(self) -> None:
        """Stop editing cards, then leave Discord."""
        if self._opened.is_set():
            await self.front.close()
        await super().close()
        # discord.py still waits for guilds, and would say that it is ready after the end.
        getting_ready = self._connection._ready_task
        if getting_ready is not None:
            getting_ready.cancel()

    async def on_ready(self) -> None:
        """Load the languages now, so that nobody's first answer waits for it; first of all what answers."""
        from bot.chat.i18n import warm

        await self._opened.wait()
        await asyncio.to_thread(warm)

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Take what was written in a window, whichever process opened it; leave nobody without an answer."""
        if not await self.forms.take(interaction):
            await self.strays.answer(interaction)

    def add_dynamic_items(self, *items: type[ui.DynamicItem[Any]]) -> None:
        """Have these answered when they are pressed, in whichever message."""
        super().add_dynamic_items(*items)
        self.strays.know(*items)

    async def _publish_commands(self) -> None:
        await self._opened.wait()
        tree = self.tree
        if not isinstance(tree, Tree):
            raise TypeError("the command tree is not ours")
        try:
            async with asyncio.timeout(self._publish_within):
                await tree.publish()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            # The commands of the last start still work.
            _log.warning("commands could not be registered: %s", type(error).__name__)
        finally:
            self.published.set()
