"""Deleting what is kept about one person, a few rows at a time. Looks at many rooms' tables.

Only what is older than the wish goes. What is counted stays, under a number that is nobody's: jobs without
words, amounts without a name. What moderators decided about the person, or the person as a moderator,
belongs to the guild and stays.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, and_, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql

from bot.domain.keeping import without_words
from bot.store import books
from bot.store.database import Database
from bot.store.farewells import Farewells
from bot.store.retention import STEP, Kept
from bot.store.rows import ENDED_STATES
from bot.store.schema import (
    erasures,
    failures,
    favourites,
    images,
    job_events,
    jobs,
    presets,
    reports,
    showcase,
    tasks,
    user_settings,
)

_WISH = postgresql.insert(erasures)
# Both dialects compile this clause alike.
_ASK = _WISH.on_conflict_do_update(index_elements=["user_id"], set_={"at": _WISH.excluded.at}).returning(
    erasures.c.stand_in
)
_PENDING = select(erasures.c.user_id, erasures.c.at, erasures.c.stand_in).order_by(erasures.c.at)
_DONE = delete(erasures).where(erasures.c.user_id == bindparam("of_user"))

_OF_USER = (jobs.c.user_id == bindparam("of_user"), jobs.c.created_at <= bindparam("asked_at"))
_OPEN = select(jobs.c.id).where(*_OF_USER, jobs.c.state.not_in(ENDED_STATES))
_OF_ENDED = (*_OF_USER, jobs.c.state.in_(ENDED_STATES))
_JOBS = select(jobs.c.id, jobs.c.guild_id, jobs.c.request).where(*_OF_ENDED).limit(STEP)
_PICTURES = (
    select(images.c.job_id, images.c.idx, images.c.path)
    .select_from(images.join(jobs, images.c.job_id == jobs.c.id))
    .where(*_OF_ENDED)
    .limit(STEP)
)
_REFERENCES = jobs.c.request["references"].as_string()
_HELD = select(_REFERENCES).where(*_OF_ENDED, _REFERENCES.is_not(None)).distinct()
_NAMELESS = (
    update(jobs)
    .where(jobs.c.id == bindparam("of_job"))
    .values(
        user_id=bindparam("stand_in"),
        request=bindparam("new_request"),
        forgotten_at=bindparam("at"),
        card_message_id=None,
        delivered_message_id=None,
        interaction_token=None,
        token_expires_at=None,
        role_ids=[],
        locale="en-US",
    )
)
#: Outside guilds a channel is a conversation with this one person.
_PLACELESS = (
    update(jobs).where(jobs.c.id == bindparam("of_job")).values(channel_id=None, home_channel_id=None)
)
_IN_JOBS: BindParameter[Sequence[str]] = bindparam("of_jobs", expanding=True)
_FORGET_REMOTE = update(tasks).where(tasks.c.job_id.in_(_IN_JOBS)).values(remote_id=None)
_FORGET_EVENTS = delete(job_events).where(job_events.c.job_id.in_(_IN_JOBS))
#: The row goes once the message has gone that it speaks of.
_WITHDRAW = (
    update(showcase)
    .where(showcase.c.job_id.in_(_IN_JOBS), showcase.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("moment"), due_at=bindparam("moment"))
)

#: Rows that go whole.
_OWN = (presets, favourites, user_settings)
_DROP_OWN = tuple(delete(table).where(table.c.user_id == bindparam("of_user")) for table in _OWN)

_FAILURES = select(failures.c.id).where(failures.c.user_id == bindparam("of_user")).limit(STEP)
_NAMELESS_FAILURE = (
    update(failures).where(failures.c.id == bindparam("of_id")).values(user_id=bindparam("stand_in"))
)
_REPORTS = select(reports.c.id).where(reports.c.reporter_id == bindparam("of_user")).limit(STEP)
_NAMELESS_REPORT = (
    update(reports)
    .where(reports.c.id == bindparam("of_id"))
    .values(reporter_id=bindparam("stand_in"), reason="")
)
_STOPPED_BY = job_events.c.detail["by"].as_integer()
_EVENTS = (
    select(job_events.c.job_id, job_events.c.epoch, job_events.c.detail)
    .where(and_(job_events.c.kind == "cancelled", _STOPPED_BY.in_([bindparam("of_user")])))
    .limit(STEP)
)
_NAMELESS_EVENT = (
    update(job_events)
    .where(job_events.c.job_id == bindparam("of_job"), job_events.c.epoch == bindparam("of_epoch"))
    .values(detail=bindparam("new_detail"))
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants what is kept about them deleted."""

    user_id: int
    #: Epoch ms; what is newer stays.
    asked_at: int
    #: Nobody's number, under which sums are kept.
    stand_in: int

    @property
    def values(self) -> dict[str, int]:
        """As statements have it."""
        return {"of_user": self.user_id, "asked_at": self.asked_at}


#: Drops all that one table keeps of a person.
Forget = Callable[[int], Awaitable[None]]


class Erasures:
    """Each call is one step. The wish is stored first, so that a crash does not stop what was begun."""

    def __init__(self, database: Database, *, farewells: Farewells, forget: Sequence[Forget]) -> None:
        self._database = database
        self._farewells = farewells
        self._forget = forget

    async def ask(self, user_id: int, *, at: int, stand_in: int) -> Wish:
        """Note the wish. One that was noted before keeps its number, and so does who has said farewell."""
        known = self._farewells.stand_in(user_id)
        async with self._database.write() as tx:
            row = {"user_id": user_id, "at": at, "stand_in": stand_in if known is None else known}
            kept = (await tx.execute(_ASK, row)).scalar_one()
        return Wish(user_id, at, kept)

    async def pending(self) -> list[Wish]:
        """Wishes that are not fulfilled yet."""
        async with self._database.read() as tx:
            return [Wish(row.user_id, row.at, row.stand_in) for row in await tx.execute(_PENDING)]

    async def open_jobs(self, wish: Wish) -> list[str]:
        """Jobs that have to end first."""
        async with self._database.read() as tx:
            return list((await tx.execute(_OPEN, wish.values)).scalars())

    async def pictures(self, wish: Wish) -> list[Kept]:
        """Some pictures whose files have to go first."""
        async with self._database.read() as tx:
            rows = (await tx.execute(_PICTURES, wish.values)).all()
        return [Kept(row.job_id, row.idx, row.path) for row in rows]

    async def references(self, wish: Wish) -> set[str]:
        """The pictures to go by of all jobs that have ended."""
        async with self._database.read() as tx:
            found = (await tx.execute(_HELD, wish.values)).scalars()
            return {name for names in found for name in json.loads(names)}

    async def take_names_off_jobs(self, wish: Wish, *, now_ms: int) -> bool:
        """Take words and name off some jobs, and the name off their entries; whether there were any."""
        async with self._database.write() as tx:
            rows = (await tx.execute(_JOBS, wish.values)).all()
            if not rows:
                return False
            ids = [row.id for row in rows]
            nameless = {"stand_in": wish.stand_in, "at": now_ms}
            await tx.execute(
                _NAMELESS,
                [nameless | {"of_job": row.id, "new_request": without_words(row.request)} for row in rows],
            )
            outside = [{"of_job": row.id} for row in rows if row.guild_id is None]
            if outside:
                await tx.execute(_PLACELESS, outside)
            await tx.execute(_FORGET_REMOTE, {"of_jobs": ids})
            await tx.execute(_FORGET_EVENTS, {"of_jobs": ids})
            await tx.execute(_WITHDRAW, {"of_jobs": ids, "moment": now_ms})
            await books.hand_over(tx, ids, of=wish.user_id, to=wish.stand_in)
        return True

    async def take_name_off_traces(self, wish: Wish) -> bool:
        """Take the name off some failures, reports and histories; whether there were any."""
        for found, change in ((_FAILURES, _NAMELESS_FAILURE), (_REPORTS, _NAMELESS_REPORT)):
            async with self._database.read() as tx:
                ids = (await tx.execute(found, {"of_user": wish.user_id})).scalars().all()
            if ids:
                async with self._database.write() as tx:
                    await tx.execute(change, [{"of_id": each, "stand_in": wish.stand_in} for each in ids])
                return True
        async with self._database.read() as tx:
            events = (await tx.execute(_EVENTS, {"of_user": wish.user_id})).all()
        if events:
            changes = [
                {"of_job": row.job_id, "of_epoch": row.epoch, "new_detail": row.detail | {"by": None}}
                for row in events
            ]
            async with self._database.write() as tx:
                await tx.execute(_NAMELESS_EVENT, changes)
        return bool(events)

    async def finish(self, wish: Wish, *, now_ms: int) -> None:
        """Delete what is the person's own, and the wish itself, which is fulfilled."""
        for forget in self._forget:
            await forget(wish.user_id)
        async with self._database.write() as tx:
            for statement in _DROP_OWN:
                await tx.execute(statement, {"of_user": wish.user_id})
            await self._farewells.say(tx, wish.user_id, wish.stand_in, now_ms=now_ms)
            await tx.execute(_DONE, {"of_user": wish.user_id})
        await self._farewells.load()
