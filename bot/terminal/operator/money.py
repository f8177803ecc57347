"""What the gateways cost, and may cost."""

from __future__ import annotations

from dataclasses import asdict

from bot.domain.operator import Budget, Spent
from bot.gateways.catalogue import load_catalogue
from bot.terminal.operator.beside import TERMINAL, Beside
from bot.terminal.operator.report import Report, limit
from bot.terminal.operator.taking import SEEN

_COLUMNS = ("gateway", "today", "of", "this month", "of", "not sent yet", "warned from")
_EXPLAINED = "Catalogue credits, days and months in UTC."


async def spending(beside: Beside) -> Report:
    """Every gateway that costs anything or has a budget."""
    spent = await beside.store.spending.of_all(now_ms=beside.clock.wall_ms())
    budgets = beside.store.operator.rules.budgets
    names = sorted(spent.keys() | budgets.keys() | _gateways(beside))
    found = {name: (spent.get(name, Spent()), budgets.get(name)) for name in names}
    rows = tuple(_row(name, *each) for name, each in found.items())
    data = {
        name: {"spent": asdict(used), "budget": asdict(budget) if budget else None}
        for name, (used, budget) in found.items()
    }
    return Report(data=data, said=_EXPLAINED, columns=_COLUMNS, rows=rows)


async def budget(
    beside: Beside, gateway: str, *, day: int | None, month: int | None, warn_at: int | None, remove: bool
) -> Report:
    """Limit a gateway; what is not named stays as it is."""
    known = _gateways(beside)
    if gateway not in known:
        said = f"There is no gateway {gateway!r}. There is {', '.join(sorted(known))}."
        return Report(data={"error": said}, said=said, refused=True)
    before = beside.store.operator.rules.budgets.get(gateway, Budget())
    after = Budget(
        day=before.day if day is None else day,
        month=before.month if month is None else month,
        warn_at=warn_at or before.warn_at,
    )
    if remove or after != before:
        await beside.store.operator.set_budget(gateway, None if remove else after, by=TERMINAL)
    found = await spending(beside)
    return Report(
        data=found.data[gateway],
        said=f"{_EXPLAINED} {SEEN}",
        columns=found.columns,
        rows=tuple(row for row in found.rows if row[0] == gateway),
    )


def _gateways(beside: Beside) -> set[str]:
    return {model.gateway for model in load_catalogue(beside.config.models_file).models.values()}


def _row(name: str, spent: Spent, budget: Budget | None) -> tuple[str, ...]:
    limits = budget or Budget()
    return (
        name,
        f"{spent.day:,}",
        limit(limits.day),
        f"{spent.month:,}",
        limit(limits.month),
        f"{spent.promised:,}",
        f"{limits.warn_at} %" if budget else "-",
    )
