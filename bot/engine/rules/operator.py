"""What whoever runs the bot has decided for all of it. Only a budget is read from the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import BudgetSpent, GuildNotServed, InMaintenance, ModelOff, Paused
from bot.domain.operator import Access, exhausted
from bot.engine.alarm import budget_trouble

if TYPE_CHECKING:
    from bot.engine.asked import Ask
    from bot.engine.kit import Kit
    from bot.store.stores import Store


async def check(kit: Kit, ask: Ask) -> None:
    """Refuse what the operator does not want taken.

    Raises:
        Paused, InMaintenance, GuildNotServed, ModelOff, BudgetSpent: with what members should know.
        StoreError: nobody can tell what was spent.
    """
    check_open(kit.store, ask.origin.guild_id)
    if ask.model.name in kit.store.operator.rules.models_off:
        raise ModelOff(model=ask.model.name, available=_offered(kit))
    await _check_budget(kit, ask)


def check_open(store: Store, guild_id: int | None) -> None:
    """Whether anything can be asked for in this guild, or outside any.

    Raises:
        Paused, InMaintenance, GuildNotServed: with what members should know.
    """
    rules = store.operator.rules
    if rules.paused is not None:
        raise Paused(rules.paused)
    if rules.maintenance:
        raise InMaintenance
    decided = store.accesses.of(guild_id) if guild_id is not None else None
    if decided is not None and not rules.serves(decided):
        blocked = decided.access is Access.BLOCKED
        raise GuildNotServed(blocked=blocked, reason=decided.reason if blocked else "")


async def _check_budget(kit: Kit, ask: Ask) -> None:
    gateway = ask.model.gateway
    budget = kit.store.operator.rules.budgets.get(gateway)
    if budget is None:
        return
    now_ms = kit.clock.wall_ms()
    cost = ask.model.unit_price(ask.request) * ask.request.count
    mark = exhausted(budget, await kit.store.spending.of(gateway, now_ms=now_ms), cost)
    if mark is None:
        return
    kit.alarm.look(gateway)
    alert = kit.store.alerts.get(budget_trouble(gateway, mark.period, mark.level))
    known = alert is not None and alert.since == mark.period.start(now_ms)
    raise BudgetSpent(
        available=_offered(kit, besides=gateway),
        told=known and alert is not None and alert.told_at is not None,
        resets_at=mark.period.end(now_ms),
    )


def _offered(kit: Kit, *, besides: str = "") -> tuple[str, ...]:
    """The models that can be had, of other gateways than this one."""
    names = kit.models.names([gateway for gateway in kit.gateways if gateway != besides])
    return tuple(name for name in names if name not in kit.store.operator.rules.models_off)
