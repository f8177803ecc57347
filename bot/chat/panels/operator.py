"""What the operator reads of models and money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat.cards.parts import QUIET, Layout, layout, small, text
from bot.chat.words import operator, relative
from bot.domain.model import Model
from bot.domain.operator import Rules, Spent
from bot.store.census import Fault
from bot.store.statistics import GuildSums


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


def usage_card(sums: Sequence[GuildSums], names: Mapping[int, str], days: int) -> Layout:
    """Who asked for how much."""
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
            )
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
