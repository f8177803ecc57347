"""What the operator reads of models and money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.chat.cards.parts import QUIET, Layout, layout, small, text
from bot.chat.charted import Charted, Gallery, Picture
from bot.chat.charts.described import described
from bot.chat.charts.usage import chart_of, has_chart
from bot.chat.panels.guilds import name_of
from bot.chat.residents import all_residents
from bot.chat.usage import View, read_report
from bot.chat.words import operator, relative
from bot.domain.keeping import DAY_MS
from bot.domain.model import Model
from bot.domain.operator import Rules, Spent
from bot.store.census import Fault
from bot.store.statistics import GuildSums

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Servers told one by one: they fit into one answer.
_MOST_GUILDS = 20


def models_card(models: Mapping[str, Model], rules: Rules) -> Layout:
    """Every model of the catalogue that has a key."""
    return layout(
        QUIET,
        [
            text(
                f"### {operator.MODELS_TITLE()}",
                *(
                    operator.model_line(
                        model.label, name, model.gateway, offered=name not in rules.models_off
                    )
                    for name, model in models.items()
                ),
            )
        ],
    )


def faults_card(faults: Sequence[Fault], days: int) -> Layout:
    """What failed in all servers together."""
    return layout(
        QUIET,
        [
            text(
                f"### {operator.errors_title(days)}",
                *(
                    operator.fault_line(
                        code=fault.code,
                        gateway=fault.gateway or "",
                        model=fault.model or "",
                        times=fault.times,
                        guilds=fault.guilds,
                        last=relative(fault.last),
                    )
                    for fault in faults
                ),
                "" if faults else operator.NO_FAULTS(),
                small(operator.SEE_SERVER()),
            )
        ],
    )


async def usage_charted(bot: Bot, *, days: int, view: View) -> Charted:
    """Who asked for how much, with a chart of all servers together."""
    store, now_ms = bot.store, bot.clock.wall_ms()
    sums = await store.statistics.guilds(since=now_ms - days * DAY_MS, until=now_ms, limit=_MOST_GUILDS)
    names = {each.guild_id: name_of(each) for each in await all_residents(bot)}

    async def picture() -> Picture | None:
        report = await read_report(store, guild_id=None, user_id=None, days=days, view=view, now_ms=now_ms)
        if not has_chart(report, view):
            return None
        return Picture(
            lambda: chart_of(report, view, title=operator.usage_title(days), names={}),
            described(report, view, title=operator.usage_title(days), names={}),
        )

    return Charted(lambda gallery: _usage_card(sums, names, days, gallery), picture)


def _usage_card(
    sums: Sequence[GuildSums], names: Mapping[int, str], days: int, gallery: Gallery | None
) -> Layout:
    return layout(
        QUIET,
        [
            text(
                f"### {operator.usage_title(days)}",
                *(
                    operator.usage_line(
                        name=_name(each.guild_id, names),
                        asked=each.sums.asked,
                        done=each.sums.done,
                        failed=each.sums.failed,
                        made=each.sums.pictures,
                        cost=each.cost,
                    )
                    for each in sums
                ),
                "" if sums else operator.NO_USAGE(),
                small(operator.EXPLAINED()),
            ),
            *([gallery] if gallery else ()),
        ],
    )


def _name(guild_id: int | None, names: Mapping[int, str]) -> str:
    return operator.OUTSIDE() if guild_id is None else names.get(guild_id, str(guild_id))


def spending_card(
    spent: Mapping[str, Spent], rules: Rules, gateways: tuple[str, ...], *, heading: str = ""
) -> Layout:
    """What each gateway costs against its budget. Those without a key any more are told if they cost."""
    names = [*gateways, *(name for name in spent if name not in gateways)]
    parts = [operator.spending_of(name, spent.get(name, Spent()), rules.budgets.get(name)) for name in names]
    return layout(
        QUIET,
        [
            text(
                heading,
                f"### {operator.SPENDING_TITLE()}",
                operator.sections(parts),
                small(operator.EXPLAINED()),
            )
        ],
    )
