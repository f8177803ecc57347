"""Everything moderators work with, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.desk import Desk
from bot.chat.language import language_of_guild
from bot.chat.safety.case_cards import CaseCards
from bot.chat.safety.filters import FilterDesk
from bot.chat.safety.lists import Lists
from bot.chat.safety.logbook import Logbook
from bot.chat.safety.people import People
from bot.chat.safety.removal import Removal
from bot.chat.safety.reports import ReportDesk
from bot.chat.safety.rulings import Rulings
from bot.chat.safety.strikes import StrikeNews
from bot.chat.whereabouts import Whereabouts
from bot.chat.wire import Wire

if TYPE_CHECKING:
    from bot.chat.client import Bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderation:
    """What commands, buttons and windows of moderators call."""

    log: Logbook
    filters: FilterDesk
    people: People
    reports: ReportDesk
    lists: Lists
    strikes: StrikeNews

    @classmethod
    def over(cls, bot: Bot, *, images_dir: Path) -> Moderation:
        """All of it for a client that has logged in."""
        store, clock, wire = bot.store, bot.clock, Wire(bot)
        desk = Desk(settings=store.settings, wire=wire)

        async def language(guild_id: int) -> str:
            return await language_of_guild(bot, guild_id)

        tables = store.safety
        log = Logbook(desk=desk, actions=tables.modlog, undo=tables.undo, language=language)
        cards = CaseCards(store=store, desk=desk, wire=wire, images_dir=images_dir, language=language)
        removal = Removal(
            wire=wire,
            whereabouts=Whereabouts(wire=wire),
            pictures=store.pictures,
            showcase=bot.showcase,
            images_dir=images_dir,
            clock=clock,
        )
        return cls(
            log=log,
            filters=FilterDesk(store=store, log=log),
            people=People(store=store, log=log, clock=clock),
            reports=ReportDesk(
                store=store,
                cards=cards,
                log=log,
                removal=removal,
                rulings=Rulings(store=store, clock=clock),
                language=language,
            ),
            lists=Lists(store=store),
            strikes=StrikeNews(store=store, wire=wire, log=log, clock=clock),
        )
