"""Errors and use, over all servers."""

from __future__ import annotations

from dataclasses import asdict

from bot.domain.keeping import DAY_MS
from bot.terminal.operator.beside import Beside
from bot.terminal.operator.report import Report, day

_FAULTS = ("code", "times", "servers", "gateway", "model", "last")
_USAGE = ("server", "id", "asked", "handed over", "failed", "pictures", "cost")


async def errors(beside: Beside, *, days: int, most: int) -> Report:
    """What failed everywhere, the most frequent first."""
    found = await beside.store.census.faults(since=beside.clock.wall_ms() - days * DAY_MS, limit=most)
    rows = tuple(
        (
            each.code,
            f"{each.times:,}",
            f"{each.guilds:,}",
            each.gateway or "",
            each.model or "",
            day(each.last),
        )
        for each in found
    )
    said = "" if found else "Nothing failed."
    return Report(data=[asdict(each) for each in found], said=said, columns=_FAULTS, rows=rows)


async def usage(beside: Beside, *, days: int, most: int) -> Report:
    """Who asked for how much, those first that cost most."""
    now_ms = beside.clock.wall_ms()
    sums = await beside.store.statistics.guilds(since=now_ms - days * DAY_MS, until=now_ms, limit=most)
    names = {each.guild_id: each.name for each in await beside.store.census.residents(now_ms=now_ms)}
    rows = tuple(
        (
            "(outside servers)" if each.guild_id is None else names.get(each.guild_id, ""),
            "" if each.guild_id is None else str(each.guild_id),
            f"{each.sums.asked:,}",
            f"{each.sums.done:,}",
            f"{each.sums.failed:,}",
            f"{each.sums.pictures:,}",
            f"{each.cost:,}",
        )
        for each in sums
    )
    said = "" if sums else "Nobody asked for anything."
    return Report(data=[asdict(each) for each in sums], said=said, columns=_USAGE, rows=rows)
