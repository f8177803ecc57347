"""Servers: what they use, what they may cost, and whether they are served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.domain.operator import Access, GuildAccess
from bot.domain.quota import CREDITS, Bucket, Scope
from bot.store.census import Resident
from bot.terminal.operator.beside import TERMINAL, Beside
from bot.terminal.operator.report import Report, day, limit
from bot.terminal.operator.taking import SEEN

_COLUMNS = ("server", "id", "today", "ceiling a day", "access", "joined", "left")


async def listed(beside: Beside) -> Report:
    """All of them."""
    residents = await beside.store.census.residents(now_ms=beside.clock.wall_ms())
    rules = beside.store.operator.rules
    said = "Only allowed servers are served." if rules.allowed_only else ""
    if not residents:
        said = "The bot is in no server yet. `inkling invite` prints the link."
    data = {"allowed_only": rules.allowed_only, "guilds": [_data(each) for each in residents]}
    return Report(data=data, said=said, columns=_COLUMNS, rows=tuple(_row(each) for each in residents))


async def shown(beside: Beside, guild_id: int) -> Report:
    """One, with what it uses in each period."""
    residents = await beside.store.census.residents(now_ms=beside.clock.wall_ms())
    found = [each for each in residents if each.guild_id == guild_id]
    if not found:
        said = f"There is no server {guild_id}. `inkling guilds` lists them."
        return Report(data={"error": said}, said=said, refused=True)
    standings = await beside.store.quotas.standing_of(
        Bucket(Scope.CEILING, guild_id), now_ms=beside.clock.wall_ms()
    )
    periods = {each.measure.value: {"used": each.used, "limit": each.limit} for each in standings}
    used = " · ".join(
        f"{each.measure.value.removeprefix('credits_')} {each.used:,} of {limit(each.limit)}"
        for each in standings
    )
    said = f"{found[0].name} {guild_id}: {_access(found[0].decided)}. Catalogue credits (UTC): {used}."
    return Report(data=_data(found[0]) | {"periods": periods}, said=said)


async def limited(beside: Beside, guild_id: int, amounts: Sequence[int | None]) -> Report:
    """With other ceilings a day, a week and a month; `None` leaves one as it is, three of them lift all."""
    rules = await beside.store.rules.set_ceilings(
        guild_id, amounts, by=TERMINAL, beside=beside.store.operator.announce
    )
    found = {measure: rules.get((Scope.CEILING, 0, measure)) for measure in CREDITS}
    now = {
        measure.value.removeprefix("credits_"): rule.amount if rule else None
        for measure, rule in found.items()
    }
    told = " · ".join(f"{name} {limit(amount)}" for name, amount in now.items())
    whose = f"Server {guild_id}" if guild_id else "Every server without a ceiling of its own"
    data = {"guild_id": guild_id} | now
    return Report(data=data, said=f"{whose} may cost, in catalogue credits: {told}. {SEEN}")


async def decided(beside: Beside, guild_id: int, access: Access, reason: str = "") -> Report:
    """Allowed, blocked, or neither."""
    await beside.store.accesses.decide(guild_id, GuildAccess(access, reason), by=TERMINAL)
    data = {"guild_id": guild_id, "access": access.value, "reason": reason}
    return Report(data=data, said=f"{guild_id}: {_access(GuildAccess(access, reason))}. {SEEN}")


async def served(beside: Beside, *, allowed_only: bool) -> Report:
    """Every server that is not blocked, or only allowed ones."""
    await beside.store.operator.serve_allowed_only(allowed_only, by=TERMINAL)
    which = "Only allowed servers are" if allowed_only else "Every server that is not blocked is"
    return Report(data={"allowed_only": allowed_only}, said=f"{which} served. {SEEN}")


def _data(resident: Resident) -> dict[str, Any]:
    found = asdict(resident)
    return found | {"decided": {"access": resident.decided.access.value, "reason": resident.decided.reason}}


def _row(resident: Resident) -> tuple[str, ...]:
    return (
        resident.name,
        str(resident.guild_id),
        f"{resident.used_today:,}",
        limit(resident.ceiling),
        _access(resident.decided),
        day(resident.joined_at),
        day(resident.left_at),
    )


def _access(access: GuildAccess) -> str:
    words = {Access.DEFAULT: "as usual", Access.ALLOWED: "allowed", Access.BLOCKED: "blocked"}
    said = words[access.access]
    return f"{said}: {access.reason}" if access.reason else said
