"""How much of each limit is used: sums over the slots of its period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, bindparam, case, func, literal_column, select, union_all

from bot.domain.quota import CREDITS, Bucket, Limit, Scope, Standing
from bot.domain.quota_charge import Grant
from bot.domain.quota_windows import UTC_CALENDAR, Calendar, Window
from bot.store.database import Tx
from bot.store.resets import Resets
from bot.store.schema import quota
from bot.store.settings import Settings


def _sum(place: int) -> Select[Any]:
    """What a bucket used in each of its periods."""

    def of(name: str) -> Any:
        return bindparam(f"{name}_{place}")

    used, slot = quota.c.used, quota.c.slot_start
    return select(
        literal_column(str(place)).label("place"),
        *(
            func.coalesce(
                func.sum(case((and_(slot >= of(f"{each}_begin"), slot < of(f"{each}_end")), used), else_=0)),
                0,
            ).label(each)
            for each in CREDITS
        ),
    ).where(
        *(quota.c[name] == of(name) for name in ("guild_id", "scope", "subject_id", "generation")),
        slot >= of("since"),
    )


#: By how many buckets are asked for.
_SUMS: Mapping[int, Select[Any] | CompoundSelect[Any]] = {
    1: _sum(0),
    **{count: union_all(*map(_sum, range(count))) for count in (2, 3, 4)},
}


class Standings:
    """Reads `quota`, in the reader's transaction or in the one that is about to take credits."""

    def __init__(self, *, resets: Resets, settings: Settings) -> None:
        self._resets = resets
        self._settings = settings

    async def of(
        self, tx: Tx, limits: Sequence[Limit], given: Mapping[Bucket, Sequence[Grant]], now_ms: int
    ) -> tuple[Standing, ...]:
        """How limits stand whose buckets were given so much on top."""
        windows = [(limit, await self._window(limit, now_ms)) for limit in limits]
        used = await self._used(tx, windows)
        return tuple(
            Standing(
                bucket=limit.bucket,
                measure=limit.measure,
                used=used[limit],
                limit=limit.amount,
                granted=sum(grant.left(now_ms) for grant in given.get(limit.bucket, ())),
                begins_at=window.begin,
                resets_at=window.end,
                rule=limit.rule,
            )
            for limit, window in windows
        )

    async def key(self, bucket: Bucket) -> dict[str, Any]:
        """The bucket's columns in `quota`, the slot left out."""
        return {
            "guild_id": bucket.guild_id,
            "scope": bucket.scope.value,
            "subject_id": bucket.subject_id,
            "generation": await self._resets.generation(bucket),
        }

    async def _window(self, limit: Limit, now_ms: int) -> Window:
        calendar = UTC_CALENDAR
        if limit.bucket.scope not in (Scope.USER, Scope.CEILING):
            decided = (await self._settings.guild(limit.bucket.guild_id)).settings
            calendar = Calendar(decided.zone, decided.week_start)
        return calendar.window(limit.measure, now_ms)

    async def _used(self, tx: Tx, windows: Sequence[tuple[Limit, Window]]) -> dict[Limit, int]:
        if not windows:
            return {}
        buckets = list(dict.fromkeys(limit.bucket for limit, _ in windows))
        values: dict[str, Any] = {}
        for place, bucket in enumerate(buckets):
            own = {limit.measure: window for limit, window in windows if limit.bucket == bucket}
            asked = await self.key(bucket) | _borders(own)
            values |= {f"{name}_{place}": value for name, value in asked.items()}
        rows = (await tx.execute(_SUMS[len(buckets)], values)).mappings().all()
        sums = {buckets[row["place"]]: row for row in rows}
        return {limit: int(sums[limit.bucket][limit.measure]) for limit, _ in windows}


def _borders(windows: Mapping[Any, Window]) -> dict[str, int]:
    """Where each period begins and ends; one that is not asked for has no slot."""
    nothing = Window(0, 0)
    begins = {f"{each}_begin": windows.get(each, nothing).begin for each in CREDITS}
    ends = {f"{each}_end": windows.get(each, nothing).end for each in CREDITS}
    return begins | ends | {"since": min(window.begin for window in windows.values())}
