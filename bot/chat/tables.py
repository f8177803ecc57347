"""Failures and usage as tables for spreadsheets. Heads are names of columns, alike in every language.

A member stands as `<@id>`: spreadsheets round long numbers, and pasted into Discord it shows who it is.
Whoever is in no list that others see is "someone" here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from zoneinfo import ZoneInfo

from bot.chat.csv_file import MOST_ROWS, Cell, CsvFile, csv_file, moment
from bot.chat.usage import zone_of
from bot.chat.words import failure
from bot.chat.words.people import who
from bot.domain.days import day_of, last_days
from bot.domain.usage import Count, summed
from bot.store.failures import Failure, Wanted
from bot.store.statistics import Among
from bot.store.stores import Store

_FAILURES = (
    "time",
    "error_id",
    "code",
    "category",
    "http_status",
    "retryable",
    "gateway",
    "model",
    "request",
    "member",
    "channel",
    "attempts",
    "pictures_asked",
    "pictures_missing",
    "credits_kept",
    "told",
)
_USAGE = (
    "day",
    "member",
    "model",
    "quality",
    "requests",
    "worked",
    "failed",
    "pictures",
    "credits",
)


async def failures_table(
    store: Store, guild_id: int, wanted: Wanted, *, now_ms: int, most_bytes: int
) -> CsvFile:
    """The failures wanted, the newest first."""
    zone = await zone_of(store, guild_id)
    # One more than fits, to know whether there are more.
    rows = await store.failures.find(guild_id, wanted, limit=MOST_ROWS + 1)
    unlisted = await store.settings.unlisted(row.user_id for row in rows)
    return await csv_file(
        f"failures-{day_of(now_ms, zone)}.csv",
        _FAILURES,
        (_failure(row, zone, unlisted) for row in rows),
        most_bytes=most_bytes,
    )


def _failure(row: Failure, zone: ZoneInfo, unlisted: Collection[int]) -> Sequence[Cell]:
    return (
        moment(row.at, zone),
        row.error_id,
        row.code,
        row.category,
        row.http_status,
        row.retryable,
        row.gateway,
        row.model,
        row.job_id,
        who(row.user_id, unlisted),
        f"<#{row.channel_id}>" if row.channel_id else None,
        row.attempts,
        row.wanted,
        row.missing,
        row.charged,
        failure(row.code).happened,
    )


async def usage_table(store: Store, guild_id: int, *, days: int, now_ms: int, most_bytes: int) -> CsvFile:
    """What was asked for by day, member, model and quality, the oldest day first."""
    zone = await zone_of(store, guild_id)
    steps = last_days(days, now_ms, zone)
    among = Among(since=steps[0].begin, until=steps[-1].end, guild_id=guild_id)
    async with store.database.read() as tx:
        counts = await store.statistics.counts(tx, among, ("at", "user_id", "model", "quality"))
    unlisted = await store.settings.unlisted({count.user_id for count in counts if count.user_id})
    return await csv_file(
        f"usage-{day_of(now_ms, zone)}.csv", _USAGE, _usage(counts, zone, unlisted), most_bytes=most_bytes
    )


def _usage(counts: Sequence[Count], zone: ZoneInfo, unlisted: Collection[int]) -> Iterator[Sequence[Cell]]:
    def key(count: Count) -> tuple[str, str, str, str]:
        day = day_of(count.at, zone).isoformat()
        return day, who(count.user_id or 0, unlisted), count.model, count.quality or ""

    found = summed(counts, key)
    for day, member, model, quality in sorted(found):
        sums = found[day, member, model, quality]
        yield (
            day,
            member,
            model,
            quality or None,
            sums.asked,
            sums.done,
            sums.failed,
            sums.pictures,
            sums.credits,
        )
