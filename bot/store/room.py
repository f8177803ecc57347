"""How much is open, and when somebody last asked: what one more request is held against."""

from sqlalchemy import bindparam, case, func, or_, select

from bot.domain.fair import OUTSIDE
from bot.domain.job import JobState
from bot.domain.room import OpenJobs
from bot.store.database import Tx
from bot.store.prepared import Found
from bot.store.rows import ACTIVE_STATES, OPEN_STATES
from bot.store.schema import IS_AT_WORK, IS_UNTOLD, jobs

_COUNT_ACTIVE = (
    select(func.count()).select_from(jobs).where(IS_AT_WORK, jobs.c.gateway == bindparam("at_gateway"))
)
_COUNTS = select(
    func.count().label("total"),
    func.count(case((jobs.c.state == JobState.QUEUED.value, 1))).label("waiting"),
    func.count(case((jobs.c.state.in_(ACTIVE_STATES), 1))).label("at_work"),
).where(IS_UNTOLD, jobs.c.state.in_(OPEN_STATES))
#: Looked up among what is untold alone: a guild has all its past behind it.
_COUNT_GUILD = _COUNTS.where(jobs.c.guild_id.is_not_distinct_from(bindparam("in_guild")))
_COUNT_OPEN = _COUNT_GUILD.where(jobs.c.user_id == bindparam("of_user"))
_COUNT_CHANNEL = _COUNT_GUILD.where(jobs.c.home_channel_id == bindparam("in_channel"))
_LAST_ACCEPTED = select(func.max(jobs.c.created_at)).where(
    jobs.c.user_id == bindparam("of_user"),
    # As no index has it: the latest of a person is found by the person.
    func.coalesce(jobs.c.guild_id, OUTSIDE) == bindparam("in_guild"),
    jobs.c.created_at <= bindparam("at"),
    jobs.c.id != bindparam("but"),
    # Who got nothing need not wait.
    jobs.c.state != JobState.FAILED.value,
)
#: Not those that failed, nor those that were dropped before anybody saw an answer.
_LAST_ASKED = select(func.max(jobs.c.created_at)).where(
    jobs.c.user_id == bindparam("of_user"),
    jobs.c.created_at > bindparam("since"),
    jobs.c.home_channel_id == bindparam("in_channel"),
    jobs.c.id != bindparam("but"),
    jobs.c.state != JobState.FAILED.value,
    or_(jobs.c.state != JobState.CANCELLED.value, jobs.c.card_message_id.is_not(None)),
)


async def count_active(tx: Tx, gateway: str) -> int:
    """Jobs the gateway has, or may have, in hand."""
    return int((await tx.execute(_COUNT_ACTIVE, {"at_gateway": gateway})).scalar_one())


async def count_open(tx: Tx, user_id: int, guild_id: int | None, *, but: str = "") -> OpenJobs:
    """A person's jobs in that guild (`None`: outside any) that have not ended.

    The job `but` aside, which is one of them and waits.
    """
    return _open_jobs(await tx.execute(_COUNT_OPEN, {"of_user": user_id, "in_guild": guild_id}), but)


async def count_open_together(
    tx: Tx, guild_id: int | None, channel_id: int | None, *, but: str = ""
) -> OpenJobs:
    """The jobs of a guild that have not ended, or of one channel with its threads; `but` as there."""
    if channel_id is None:
        return _open_jobs(await tx.execute(_COUNT_GUILD, {"in_guild": guild_id}), but)
    place = {"in_guild": guild_id, "in_channel": channel_id}
    return _open_jobs(await tx.execute(_COUNT_CHANNEL, place), but)


async def last_accepted(
    tx: Tx, user_id: int, guild_id: int | None, *, now_ms: int, but: str = ""
) -> int | None:
    """Epoch ms of a person's latest request there that has not failed; what lies in the future aside."""
    values = {"of_user": user_id, "in_guild": guild_id or OUTSIDE, "at": now_ms, "but": but}
    found: int | None = (await tx.execute(_LAST_ACCEPTED, values)).scalar_one()
    return found


async def last_asked(
    tx: Tx, user_id: int, home_channel_id: int | None, *, since_ms: int, but: str = ""
) -> int | None:
    """When a person last asked for something in a channel, if that was after `since_ms`. Epoch ms.

    What failed does not count, nor does the job `but`.
    """
    values = {"of_user": user_id, "in_channel": home_channel_id, "since": since_ms, "but": but}
    found: int | None = (await tx.execute(_LAST_ASKED, values)).scalar_one()
    return found


def _open_jobs(found: Found, but: str) -> OpenJobs:
    ((total, waiting, at_work),) = found.plain
    aside = 1 if but else 0
    return OpenJobs(total=total - aside, waiting=waiting - aside, at_work=at_work)
