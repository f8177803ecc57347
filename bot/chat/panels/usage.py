"""Usage as a card: the numbers in words, a chart, and a menu of what to look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat import charted
from bot.chat.cards.parts import QUIET, Layout, Piece, layout, small, text
from bot.chat.charted import Charted, Gallery, Picture
from bot.chat.charts.described import described
from bot.chat.charts.usage import chart_of, has_chart
from bot.chat.explain import whisper
from bot.chat.press import Pressed
from bot.chat.ranking import MOST_RANKS, listed, members_mentioned, models_ranked, qualities_ranked
from bot.chat.rights import require_command
from bot.chat.text import escaped, plain
from bot.chat.usage import MOST_DAYS, Report, View, read_report, require_listed
from bot.chat.words import usage
from bot.chat.words.people import who

if TYPE_CHECKING:
    from bot.chat.client import Bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Whose usage is looked at, and how far back."""

    #: `None`: everywhere.
    guild_id: int | None
    #: `None`: everybody's.
    user_id: int | None
    days: int
    view: View = View.DAYS
    #: Who looks at their own has no menu, and is "you".
    mine: bool = False


async def usage_panel(bot: Bot, look: Look, *, reader_id: int) -> Charted | None:
    """The card and its chart; `None` if nothing was asked for.

    Raises:
        SearchRefused: the member is in no list that others see.
    """
    if look.user_id is not None:
        await require_listed(bot.store, look.user_id, reader_id=reader_id)
    report = await read_report(
        bot.store,
        guild_id=look.guild_id,
        user_id=look.user_id,
        days=look.days,
        view=look.view,
        now_ms=bot.clock.wall_ms(),
    )
    if not report.sums.asked:
        return None
    return Charted(lambda gallery: _card(bot, look, report, gallery), lambda: _picture(bot, look, report))


def nothing(look: Look) -> str:
    """Said where there are no numbers yet."""
    if look.mine:
        return usage.NOTHING_OF_YOURS(span=usage.span(look.days))
    if look.user_id is not None:
        return usage.NOTHING_OF_THEIRS(span=usage.span(look.days))
    return usage.NOTHING_HERE(span=usage.span(look.days))


async def _picture(bot: Bot, look: Look, report: Report) -> Picture | None:
    if not has_chart(report, look.view):
        return None
    names = await _names(bot, look, report)

    def title() -> str:
        return usage.head(_whose(bot, look, names), look.days)

    return Picture(
        lambda: chart_of(report, look.view, title=title(), names=names),
        described(report, look.view, title=title(), names=names),
    )


async def _names(bot: Bot, look: Look, report: Report) -> Mapping[int, str]:
    """What those are called who are written in the chart."""
    if look.guild_id is None or look.mine:
        return {}
    if look.user_id is not None:
        return await bot.names.of(look.guild_id, [look.user_id])
    ranked = listed(report)[:MOST_RANKS] if look.view is View.MEMBERS else []
    return await bot.names.of(look.guild_id, [user_id for user_id, _ in ranked])


def _whose(bot: Bot, look: Look, names: Mapping[int, str]) -> str:
    if look.mine:
        return usage.YOURS()
    if look.user_id is not None:
        return names.get(look.user_id) or usage.ONE_MEMBER()
    guild = bot.get_guild(look.guild_id) if look.guild_id else None
    return plain(guild.name) if guild else usage.THIS_SERVER()


def _card(bot: Bot, look: Look, report: Report, gallery: Gallery | None) -> Layout:
    other = None if look.mine else look.user_id
    whose = escaped(_whose(bot, look, {})) if other is None else who(other)
    shows_members = look.view is View.MEMBERS
    pieces: list[Piece] = [
        text(f"### {usage.head(whose, look.days)}", usage.sums(report), usage.success(report)),
        *_tables(look.view, report),
        *([gallery] if gallery else ()),
        text(small(usage.foot(report, notes_unlisted=shows_members and bool(report.unlisted)))),
    ]
    if not look.mine:
        pieces.append(ui.ActionRow(ViewMenu(look.days, look.user_id, look.view)))
    return layout(QUIET, pieces)


def _tables(view: View, report: Report) -> list[Piece]:
    """The ranks in words; what lies in time has its words with the chart."""
    match view:
        case View.MEMBERS:
            tables = [members_mentioned(report)]
        case View.MODELS:
            tables = [models_ranked(report), qualities_ranked(report)]
        case _:
            tables = []
    return [text(*(usage.row(name, sums) for name, sums in rows)) for rows in tables if rows]


class ViewMenu(
    Pressed, ui.DynamicItem[ui.Select[Any]], template=r"statistics:(?P<days>[0-9]{1,3}):(?P<user>[0-9]{0,20})"
):
    """Chooses what is looked at."""

    def __init__(self, days: int, user_id: int | None, view: View = View.DAYS) -> None:
        views = [each for each in View if user_id is None or each is not View.MEMBERS]
        super().__init__(
            ui.Select(
                custom_id=f"statistics:{days}:{user_id or ''}",
                placeholder=usage.CHOOSE(),
                options=[
                    discord.SelectOption(label=usage.VIEWS[each](), value=each, default=each is view)
                    for each in views
                ],
            )
        )
        self.days = days
        self.user_id = user_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read whose numbers these are off the menu that was used."""
        return cls(int(match["days"]), int(match["user"]) if match["user"] else None)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that in place of what was shown."""
        guild_id = await require_command(interaction, "statistics")
        bot: Bot = interaction.client
        look = Look(
            guild_id=guild_id,
            user_id=self.user_id,
            days=min(max(self.days, 1), MOST_DAYS),
            view=View(self.item.values[0]),
        )
        panel = await usage_panel(bot, look, reader_id=interaction.user.id)
        if panel is None:
            await whisper(interaction, nothing(look))
        else:
            await charted.replace(interaction, panel, drawing=bot.drawing)
