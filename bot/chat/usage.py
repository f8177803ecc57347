"""What a server or a person made of their credits, read for one look at it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.days import Step, hours_of, last_days
from bot.domain.errors import SearchFault, SearchRefused
from bot.domain.usage import Count, Sums, Time, percentile, total
from bot.store.statistics import Among, Key
from bot.store.stores import Store

#: Days that can be looked back on.
MOST_DAYS = 92
_UTC = ZoneInfo("UTC")


class View(StrEnum):
    """What is looked at."""

    DAYS = "days"
    MEMBERS = "members"
    MODELS = "models"
    SUCCESS = "success"


#: What a view tells requests apart by.
_KEYS: Mapping[View, tuple[Key, ...]] = {
    View.DAYS: ("at", "model"),
    View.MEMBERS: (),
    View.MODELS: ("model", "quality"),
    View.SUCCESS: ("at",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything one look shows. Members in `unlisted` are named to nobody."""

    #: Days looked back on; 1 is today, by its hours.
    days: int
    zone: ZoneInfo
    steps: Sequence[Step]
    #: Told apart as far as the view needs it.
    counts: Sequence[Count]
    #: All counts together.
    sums: Sums
    times: Sequence[Time]
    #: How many asked; 0 where one person is looked at.
    number_of_members: int = 0
    #: Each of them, where members are looked at.
    members: Mapping[int, Sums] = field(default_factory=dict)
    unlisted: Collection[int] = ()

    def within(self, share: float) -> float | None:
        """Seconds in which so many of the requests were done."""
        return percentile([time.seconds for time in self.times], share)


async def zone_of(store: Store, guild_id: int | None) -> ZoneInfo:
    """Whose midnight begins a day: a guild's, elsewhere that of UTC."""
    return _UTC if guild_id is None else (await store.settings.guild(guild_id)).settings.zone


async def require_listed(store: Store, user_id: int, *, reader_id: int) -> None:
    """Refuse to tell others of somebody who wants that.

    Raises:
        SearchRefused: they are in no list that others see.
    """
    if user_id != reader_id and await store.settings.unlisted([user_id]):
        raise SearchRefused(SearchFault.UNLISTED)


async def read_report(
    store: Store, *, guild_id: int | None, user_id: int | None, days: int, view: View, now_ms: int
) -> Report:
    """Of a guild, of a person, or of a person in a guild."""
    zone = await zone_of(store, guild_id)
    steps = last_days(days, now_ms, zone)
    among = Among(since=steps[0].begin, until=steps[-1].end, guild_id=guild_id, user_id=user_id)
    one, ask = user_id is not None, store.statistics
    async with store.database.read() as tx:
        counts = await ask.counts(tx, among, _KEYS[view])
        times = await ask.times(tx, among)
        members = await ask.members(tx, among) if view is View.MEMBERS else {}
        number_of_members = 0 if one else len(members) or await ask.number_of_members(tx, among)
    return Report(
        days=days,
        zone=zone,
        steps=hours_of(steps[0]) if days == 1 else steps,
        counts=counts,
        sums=total(counts),
        times=times,
        number_of_members=number_of_members,
        members=members,
        unlisted=await store.settings.unlisted(members),
    )
