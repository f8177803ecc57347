"""What the operator reads of models and money."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.cards.parts import QUIET, Layout, layout, small, text
from bot.chat.words import operator
from bot.domain.model import Model
from bot.domain.operator import Rules, Spent


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
