"""Failures beside what worked, as a card with its chart."""

from __future__ import annotations

from bot.chat.cards.parts import QUIET, Layout, layout, small, text
from bot.chat.charted import Charted, Gallery, Picture
from bot.chat.charts.errors import Hours, chart_of, described
from bot.chat.usage import zone_of
from bot.chat.words import errors
from bot.domain.days import last_hours
from bot.store.statistics import Among
from bot.store.stores import Store


async def error_chart(store: Store, guild_id: int, *, hours: int, now_ms: int) -> Charted | None:
    """The card of a guild; `None` if nothing failed."""
    steps = last_hours(hours, now_ms)
    since, until = steps[0].begin, steps[-1].end
    async with store.database.read() as tx:
        faults = await store.statistics.failures(tx, guild_id, since=since, until=until)
        if not faults:
            return None
        done = await store.statistics.worked(tx, Among(since=since, until=until, guild_id=guild_id))
    found = Hours(steps=steps, zone=await zone_of(store, guild_id), faults=faults, done=done)

    async def picture() -> Picture:
        return Picture(
            lambda: chart_of(found, title=errors.chart_head(hours)),
            described(found, title=errors.chart_head(hours)),
        )

    return Charted(lambda gallery: _card(found, hours, gallery), picture)


def _card(found: Hours, hours: int, gallery: Gallery | None) -> Layout:
    return layout(
        QUIET,
        [
            text(f"### {errors.chart_head(hours)}", errors.chart_sums(found.worked, found.kinds)),
            *([gallery] if gallery else ()),
            text(small(errors.clocks(found.zone.key))),
        ],
    )
