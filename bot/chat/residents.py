"""Servers as the operator names them, and what is decided about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.panels.guilds import name_of
from bot.chat.words import operator
from bot.domain.operator import GuildAccess

if TYPE_CHECKING:
    from bot.chat.client import Bot
    from bot.store.census import Resident


async def all_residents(bot: Bot) -> list[Resident]:
    """Every server the bot is in, was in, or was told about."""
    return await bot.store.census.residents(now_ms=bot.clock.wall_ms())


async def find_resident(bot: Bot, typed: str) -> Resident | None:
    """The server of that id or, if there is none, of that name."""
    wanted = typed.strip().casefold()
    residents = await all_residents(bot)
    by_id = (each for each in residents if str(each.guild_id) == wanted)
    return next(by_id, None) or next((each for each in residents if each.name.casefold() == wanted), None)


async def decide_access(bot: Bot, typed: str, decided: GuildAccess, *, by: int) -> str:
    """Allow or block a server, be it by the id of one the bot has not seen yet; what to say."""
    resident = await find_resident(bot, typed)
    if resident is None and not typed.strip().isdecimal():
        return operator.NO_SUCH_GUILD()
    guild_id = resident.guild_id if resident else int(typed)
    await bot.store.accesses.decide(guild_id, decided, by=by)
    name = name_of(resident) if resident else str(guild_id)
    return operator.access_changed(name, decided, bot.store.operator.rules.serves(decided))
