"""The operator's list of servers, page by page, and one server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, WORKING, Layout, Piece, layout, small, text
from bot.chat.i18n import number
from bot.chat.operators import require_operator
from bot.chat.panels.paging import page_of, which
from bot.chat.press import KeyButton
from bot.chat.text import clip, escaped, plain
from bot.chat.words import operator, paging, relative
from bot.chat.words.lists import aside
from bot.domain.keeping import DAY_MS
from bot.domain.operator import GuildAccess, Rules
from bot.domain.quota import Measure, Standing
from bot.store.census import Resident

if TYPE_CHECKING:
    from bot.chat.client import Bot

_PAGE = 8
_NAME_ROOM = 60
_PERIODS = {
    Measure.CREDITS_DAY: operator.CREDITS_DAY,
    Measure.CREDITS_WEEK: operator.CREDITS_WEEK,
    Measure.CREDITS_MONTH: operator.CREDITS_MONTH,
}


class GuildsPage(KeyButton, begins="operator:guilds", holds=r"[0-9]{1,5}"):
    """Turns to a page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page as it is now."""
        require_operator(interaction)
        await interaction.response.edit_message(view=await guilds_panel(interaction.client, self.number))


async def guilds_panel(bot: Bot, page: int) -> Layout:
    """One page of the servers as they are now."""
    residents = await bot.store.census.residents(now_ms=bot.clock.wall_ms())
    return guilds_card(residents, bot.store.operator.rules, page=page, grace_days=bot.grace_days)


def guilds_card(residents: Sequence[Resident], rules: Rules, *, page: int, grace_days: int) -> Layout:
    """One page; a page beyond the last is the last."""
    found = page_of(residents, page, size=_PAGE)
    page, pages = found.number, found.pages
    state = operator.state(rules)
    pieces: list[Piece] = [
        text(
            f"### {aside(operator.GUILDS_TITLE(), number(len(residents)))}",
            f"**{state}**" if state else "",
            *(_line(resident, grace_days) for resident in found.shown),
            "" if residents else operator.NO_GUILDS(),
            small(operator.EXPLAINED(), which(page, pages)),
        )
    ]
    if pages > 1:
        pieces.append(
            ui.ActionRow(
                GuildsPage(max(page - 1, 0), paging.PREVIOUS(), enabled=page > 0),
                GuildsPage(page + 1, paging.NEXT(), enabled=page < pages - 1),
            )
        )
    return layout(QUIET, pieces)


def guild_card(resident: Resident, standings: Sequence[Standing], *, heading: str, grace_days: int) -> Layout:
    """One server: who it is, what it costs and may cost."""
    return layout(
        WORKING,
        [
            text(
                heading,
                f"### {name_of(resident)}",
                small(
                    f"`{resident.guild_id}`",
                    operator.access(resident.decided),
                    _stay(resident, grace_days),
                ),
                *(operator.of_period(_PERIODS[each.measure](), each.used, each.limit) for each in standings),
                small(operator.EXPLAINED()),
            )
        ],
    )


def name_of(resident: Resident) -> str:
    """Its name, safe to show; its id before the bot was there."""
    return escaped(clip(plain(resident.name), _NAME_ROOM)) or str(resident.guild_id)


def _line(resident: Resident, grace_days: int) -> str:
    ceiling = resident.ceiling
    return operator.guild_line(
        name=name_of(resident),
        guild_id=resident.guild_id,
        used=resident.used_today,
        ceiling=operator.NO_CEILING() if ceiling is None else operator.ceiling_of_day(ceiling),
        decided="" if resident.decided == GuildAccess() else operator.access(resident.decided),
        since=_stay(resident, grace_days),
    )


def _stay(resident: Resident, grace_days: int) -> str:
    if resident.left_at is not None:
        gone = relative(resident.left_at + grace_days * DAY_MS)
        return operator.left(relative(resident.left_at), gone)
    return operator.joined(relative(resident.joined_at)) if resident.joined_at else ""
